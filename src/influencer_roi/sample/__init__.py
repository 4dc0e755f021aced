"""Makes up a seeded, believable data folder with the known traps planted in it."""

from influencer_roi.sample.files import write_sample
from influencer_roi.sample.plan import Plan
from influencer_roi.sample.words import BRANDS, CAMPAIGNS, CATEGORIES, COLUMNS, PLATFORMS, PRODUCTS

__all__ = [
    "BRANDS",
    "CAMPAIGNS",
    "CATEGORIES",
    "COLUMNS",
    "PLATFORMS",
    "PRODUCTS",
    "Plan",
    "write_sample",
]
