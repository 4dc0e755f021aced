"""Says how fast it is on this machine: `make bench`. What is timed is declared in suite.py, one line each."""
