"""Is the child that builds an upload, and stays for ever where it is to be killed."""

import importlib
import sys
import time
from pathlib import Path

from influencer_roi.cli import main


def stay(*_: object, **__: object) -> None:
    """Say that it is reached, and wait for the end."""
    Path(sys.argv[1]).touch()
    time.sleep(600)


if __name__ == "__main__":
    module, _, name = sys.argv[2].partition(":")
    setattr(importlib.import_module(f"influencer_roi.{module}"), name, stay)
    main(sys.argv[3:])
