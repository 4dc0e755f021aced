"""Reads the environment once, into a frozen value."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

PREFIX = "INFLUENCER_ROI_"
HERE = Path("data")


@dataclass(frozen=True)
class Settings:
    """How this process runs. `folder` is None where no data folder was named and the sample is shown."""

    folder: Path | None = None
    baseline: float = 0.20
    margin: float = 0.45

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """Return the settings the environment asks for.

        Raises:
            ValueError: a value cannot be read; it names the variable.
        """
        folder = environment.get(f"{PREFIX}DATA", "").strip()
        return cls(
            folder=Path(folder) if folder else None,
            baseline=_share(environment, "BASELINE", cls.baseline),
            margin=_share(environment, "MARGIN", cls.margin),
        )


def _share(environment: Mapping[str, str], name: str, default: float) -> float:
    text = environment.get(f"{PREFIX}{name}", "").strip()
    if not text:
        return default
    try:
        share = float(text)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise ValueError(f"{PREFIX}{name} is '{text}'; give a share between 0 and 1, such as {default}.")
    return share
