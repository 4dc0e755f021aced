from pathlib import Path

import pytest

from influencer_roi.settings import Settings


def test_defaults():
    """Without an environment the sample is shown, 20 % baseline and 45 % margin are assumed."""
    assert Settings.from_environment({}) == Settings(folder=None, baseline=0.20, margin=0.45)


def test_environment():
    """Each variable sets its own value; blanks around it do not count."""
    environment = {
        "INFLUENCER_ROI_DATA": " /srv/data ",
        "INFLUENCER_ROI_BASELINE": "0",
        "INFLUENCER_ROI_MARGIN": " 0.6 ",
    }
    assert Settings.from_environment(environment) == Settings(Path("/srv/data"), baseline=0.0, margin=0.6)


def test_empty_is_not_set():
    """A variable that is empty, as shells and hosts like to leave them, is not set."""
    names = ("DATA", "BASELINE", "MARGIN")
    assert Settings.from_environment({f"INFLUENCER_ROI_{name}": " " for name in names}) == Settings()


@pytest.mark.parametrize("text", ["20%", "20", "-0.1", "nan", "half"])
@pytest.mark.parametrize(("name", "default"), [("BASELINE", "0.2"), ("MARGIN", "0.45")])
def test_no_share(name: str, default: str, text: str):
    """What is no share between 0 and 1 is refused by its variable's name, with an example."""
    with pytest.raises(ValueError, match="between 0 and 1") as raised:
        Settings.from_environment({f"INFLUENCER_ROI_{name}": text})
    message = f"INFLUENCER_ROI_{name} is '{text}'; give a share between 0 and 1, such as {default}."
    assert str(raised.value) == message
