"""Is the command line: serve, check, query and sample, users and share links."""

import os
import sys
from collections.abc import Sequence

from influencer_roi.cli.options import parser
from influencer_roi.model.report import Refused


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 refused, 2 wrong use."""
    try:
        options = parser()
        parsed = options.parse_args(arguments)
        if getattr(parsed, "needs_data", False) and bool(parsed.folder) == bool(parsed.source):
            options.error("name a FOLDER, or a loader by --source MODULE:FUNCTION: one of them")
        code = int(parsed.run(parsed))
        sys.stdout.flush()
    except Refused as refused:
        return _complain(str(refused), 1)
    except ValueError as wrong:
        return _complain(str(wrong), 2)
    except BrokenPipeError:
        # The reader, such as `head`, has had enough; at its end Python would flush, and complain, again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return code


def _complain(message: str, code: int) -> int:
    sys.stderr.write(f"{message}\n")
    return code
