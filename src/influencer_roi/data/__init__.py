"""Turns four files into one ledger."""
