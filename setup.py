"""Maps assets/ into the package: at the top of a checkout, inside influencer_roi once it is built."""

from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

BROWSER_FILES = ("*.css", "*.js", "vendor/*.js")


class BuildWithAssets(build_py):  # type: ignore[misc] # setuptools carries no types
    """Copies what the browser gets beside the modules; an editable install reads it from the checkout."""

    def run(self) -> None:
        """Build the modules, then lay the assets where influencer_roi.assets looks for them."""
        super().run()
        if self.editable_mode:
            return
        for file in asset_files():
            target = Path(self.build_lib, "influencer_roi", file)
            self.mkpath(str(target.parent))
            self.copy_file(str(file), str(target))

    def get_source_files(self) -> list[str]:
        """Name the assets among what a source distribution holds."""
        return [*super().get_source_files(), *map(str, asset_files())]


def asset_files() -> list[Path]:
    """Return what the browser gets; the small Plotly bundle is there once `make` has fetched it."""
    return sorted(file for pattern in BROWSER_FILES for file in Path("assets").glob(pattern))


setup(cmdclass={"build_py": BuildWithAssets})
