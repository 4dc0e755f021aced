"""Answers which orders lie behind a selection where they were left in their files."""
