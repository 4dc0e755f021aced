"""Keeps the served data new: watches the folder, has snapshots built, swaps them in, and says how it goes."""
