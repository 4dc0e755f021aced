"""Writes snapshots of two folders in turn, until it is killed: `python writer.py ROOT FOLDER FOLDER`."""

import itertools
import sys
from pathlib import Path

from influencer_roi.ledger.load import load_folder
from influencer_roi.store import write_snapshot

if __name__ == "__main__":
    root, *folders = map(Path, sys.argv[1:])
    ledgers = {folder.name: load_folder(folder) for folder in folders}
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for name, ledger in itertools.cycle(ledgers.items()):
        write_snapshot(ledger, root, sources={"folder": name})
