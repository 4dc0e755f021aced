"""Brings, builds, publishes, undoes and discards for ever, and says which step it begins."""

import itertools
import sys
from pathlib import Path

from influencer_roi.store import current_version
from influencer_roi.store.build import build_snapshot
from influencer_roi.store.composing import compose
from influencer_roi.store.publishing import PublishRequest, publish, undo
from influencer_roi.store.receiving import receiving
from influencer_roi.store.refresh_guard import Acceptance
from influencer_roi.store.staged import begin
from influencer_roi.store.upload import Way

STEPS = ("bring", "compose", "build", "publish", "undo", "discard")
ORDER = (
    "source,campaign,influencer_id,user_id,product,date,orders,revenue\nIG,S,ann,u{0},MB,2025-07-20,1,100\n"
)
PIECES = 200


def step(name: str) -> None:
    """Say that a step begins."""
    sys.stdout.write(f"{name}\n")
    sys.stdout.flush()


def main(root: Path) -> None:
    """Go on until killed: each round adds an order of ₹100 and takes it back."""
    for number in itertools.count(1):
        step("bring")
        staged = begin(root, who="fin", way=Way.ADD)
        with receiving(staged, "orders.csv") as write:
            write(ORDER.format(number).encode())
            for _ in range(PIECES):
                write(b"\n")
        step("compose")
        compose(staged)
        step("build")
        build_snapshot(staged.files, staged.folder, accept=Acceptance.ANY)
        step("publish")
        live = str(current_version(root))
        publish(staged, PublishRequest("fin", "a round", live))
        step("undo")
        undo(root, live, who="fin", why="a round")
        step("discard")
        begin(root, who="fin").discard("fin")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
