"""The files look as the pages do, and can be read."""

import pytest

from charts.colour import contrast
from charts.theme import LIGHT
from reports import look


def test_the_colours_are_those_of_the_light_pages() -> None:
    named = {look.INK: LIGHT.ink, look.ACCENT: LIGHT.accent, look.TONES["good"]: LIGHT.cell_good}
    named |= {look.TONES["bad"]: LIGHT.cell_bad, look.RULE: LIGHT.grid, look.REFERENCE: LIGHT.hidden}

    assert {f"#{ours}".lower() for ours in named} == set(named.values())


@pytest.mark.parametrize("points", range(2, 12))
def test_a_share_can_be_read_on_its_colour(points: int) -> None:
    colours = look.scale_colors(points)

    assert len(colours) == points
    assert all(contrast(f"#{look.text_on(one)}", f"#{one}") >= 3.5 for one in colours)
