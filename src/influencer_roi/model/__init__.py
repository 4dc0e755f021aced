"""Declares the words every floor uses: the four tables, dimensions, names, what a load can say."""
