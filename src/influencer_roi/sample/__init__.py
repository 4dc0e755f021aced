"""Makes up a seeded, believable data folder with the known traps planted in it."""

from influencer_roi.sample.files import write_sample

__all__ = ["write_sample"]
