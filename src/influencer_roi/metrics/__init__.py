"""Says what is measured, how it is computed and how it is written."""
