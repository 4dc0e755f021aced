"""Turns typed rows into the ledger: conformed, credited, shared, spent, rolled up."""
