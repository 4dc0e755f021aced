"""Rolls order rows up where they lie: on an engine that exists, by one expression for all of them."""
