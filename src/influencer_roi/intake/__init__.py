"""Turns the bytes of a data folder into typed rows, or reasons why not."""
