"""Asks what the Overview asks, of the ledger and of order rows in other engines, and times all of them."""
