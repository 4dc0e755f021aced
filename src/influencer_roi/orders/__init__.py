"""Gives order rows one by one, wherever they lie."""
