"""Keeps beside a built version what was worked out of it and the live one: all of it, sealed, or nothing."""

import hashlib
import json
import shutil
from collections.abc import Mapping
from pathlib import Path

from influencer_roi.store import disk
from influencer_roi.store.disk import UNFINISHED
from influencer_roi.store.manifest import Damaged

_FOLDER, _SEAL = "beside", "seal.json"
_NOTHING = "nothing"  # the name of what is live where nothing is


def put_beside(version: Path, live: str, files: Mapping[str, bytes]) -> None:
    """Keep files in the folder of a version, as worked out beside a live one; those beside others go.

    There must be one writer at a time.

    Raises:
        OSError: they cannot be written. No part of them stays.
    """
    folder = version / _FOLDER
    folder.mkdir(exist_ok=True)
    disk.sweep(folder)
    unfinished = folder / f"{UNFINISHED}{live or _NOTHING}"
    try:
        unfinished.mkdir()
        for name, content in files.items():
            disk.put(unfinished / name, content)
        disk.put(unfinished / _SEAL, json.dumps({name: _sha256(files[name]) for name in files}).encode())
        disk.sync_folder(unfinished)
        for other in folder.iterdir():
            if other != unfinished:
                disk.discard(other)
        unfinished.rename(folder / (live or _NOTHING))
        disk.sync_folder(folder)
    except OSError:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise


def read_beside(version: Path, live: str) -> dict[str, bytes]:
    """Return the files that are kept of a version beside a live one.

    Raises:
        Damaged: none are, or they are not what was written.
    """
    folder = version / _FOLDER / (live or _NOTHING)
    try:
        sealed = json.loads((folder / _SEAL).read_bytes())
        files = {name: (folder / name).read_bytes() for name in sealed}
    except (OSError, ValueError, TypeError) as error:
        raise Damaged(f"what was compared cannot be read: {error}") from None
    if sealed != {name: _sha256(content) for name, content in files.items()}:
        raise Damaged("what was compared is not what was written")
    return files


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
