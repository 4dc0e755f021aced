"""Loads a folder again and again for so many seconds, a line for each: `python loader.py FOLDER SECONDS`."""

import json
import sys
import time
from pathlib import Path

from influencer_roi.ledger.load import load_folder
from influencer_roi.model.report import Refused
from tests.faults.states import state_of

if __name__ == "__main__":
    folder, seconds = Path(sys.argv[1]), float(sys.argv[2])
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            answer: object = state_of(load_folder(folder))
        except Refused as refused:
            answer = [problem.code for problem in refused.problems]
        sys.stdout.write(f"{json.dumps(answer)}\n")
