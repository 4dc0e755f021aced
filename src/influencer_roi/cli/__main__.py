"""Lets `python -m influencer_roi.cli` run the command line."""

import sys

from influencer_roi.cli import main

if __name__ == "__main__":
    sys.exit(main())
