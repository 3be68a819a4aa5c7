"""Every colour can be read, by everyone, on both surfaces."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts import matrix, theme
from charts.colour import (
    GRAPHIC_CONTRAST,
    TEXT_CONTRAST,
    accent_that_passes,
    contrast,
    lightness,
    readable_on,
    rgb,
)
from core.text import in_language

PALETTES = pytest.mark.parametrize("palette", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
COLOURS = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06x}")
# Machado, Oliveira & Fernandes 2009, doi:10.1109/TVCG.2009.113, severity 1: applied to linear RGB.
BLINDNESS = {
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}


def seen(colour: str, kind: str) -> np.ndarray:
    """The colour in OKLab as seen with this kind of colour blindness."""
    channels = np.array(rgb(colour)) / 255
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    linear = np.clip(np.array(BLINDNESS[kind]) @ linear, 0, 1)
    cones = np.array(
        [
            [0.4122214708, 0.5363325363, 0.0514459929],
            [0.2119034982, 0.6806995451, 0.1073969566],
            [0.0883024619, 0.2817188376, 0.6299787005],
        ]
    )
    lab = np.array(
        [
            [0.2104542553, 0.7936177850, -0.0040720468],
            [1.9779984951, -2.4285922050, 0.4505937099],
            [0.0259040371, 0.7827717662, -0.8086757660],
        ]
    )
    return np.asarray(lab @ np.cbrt(cones @ linear))


def test_contrast_agrees_with_the_examples_of_wcag():
    pairs = [("#000000", "#ffffff"), ("#777777", "#ffffff"), ("#fff", "#ffffff")]

    ratios = [round(contrast(*pair), 2) for pair in pairs]

    assert ratios == [21.0, 4.48, 1.0]


@PALETTES
def test_text_can_be_read_on_the_surface(palette):
    ends = [theme.diverging_colors(points, palette) for points in range(2, 12)]

    texts = [palette.ink, palette.muted, palette.accent, *(colour for ramp in ends for colour in (ramp[0], ramp[-1]))]

    assert min(contrast(text, palette.surface) for text in texts) >= TEXT_CONTRAST


@PALETTES
def test_graphics_stand_out_from_the_surface(palette):
    ramps = [colour for points in range(2, 12) for colour in theme.diverging_colors(points, palette)]

    graphics = [palette.accent, palette.reference, palette.hidden, palette.middle, *palette.series, *ramps]

    assert min(contrast(graphic, palette.surface) for graphic in graphics) >= GRAPHIC_CONTRAST


@PALETTES
@pytest.mark.parametrize("points", range(2, 12))
def test_a_ramp_has_a_colour_per_point_in_equal_steps_that_mirror_each_other(palette, points):
    side = points // 2

    ramp = theme.diverging_colors(points, palette)

    levels = [lightness(colour) for colour in ramp]
    steps = [abs(a - b) for a, b in pairwise(levels[:side])]
    assert len(ramp) == len(set(ramp)) == points
    assert levels[:side] == pytest.approx(levels[::-1][:side], abs=1)
    assert not steps or (min(steps) >= 6 and max(steps) - min(steps) < 2)


@PALETTES
@pytest.mark.parametrize("kind", BLINDNESS)
@pytest.mark.parametrize("points", [2, 4, 5, 6, 7, 10])
def test_neighbours_on_a_ramp_differ_for_the_colour_blind(palette, kind, points):
    ramp = theme.diverging_colors(points, palette)

    distances = [np.linalg.norm(seen(a, kind) - seen(b, kind)) for a, b in pairwise(ramp)]

    assert min(distances) >= 0.05


@PALETTES
@pytest.mark.parametrize("points", range(2, 12))
def test_the_number_in_a_segment_can_be_read(palette, points):
    ramp = theme.diverging_colors(points, palette)

    ratios = [contrast(readable_on(colour), colour) for colour in ramp]

    assert min(ratios) >= TEXT_CONTRAST


@PALETTES
def test_the_number_in_a_cell_can_be_read_whatever_the_score(palette):
    scores = [step / 20 for step in range(-20, 21)]

    ratios = [contrast(palette.ink, matrix.score_color(score, palette)) for score in scores]

    assert min(ratios) >= TEXT_CONTRAST


@pytest.mark.parametrize("points", [1, 12])
def test_a_scale_outside_two_to_eleven_points_is_refused(points):
    with pytest.raises(ValueError, match="2 to 11"):
        theme.diverging_colors(points)


@given(colour=COLOURS, surface=st.sampled_from([theme.LIGHT.surface, theme.DARK.surface]))
def test_an_accent_always_comes_back_readable_and_unchanged_where_it_already_was(colour, surface):
    found = accent_that_passes(colour, surface)

    assert contrast(found, surface) >= TEXT_CONTRAST
    assert (found == colour) == (contrast(colour, surface) >= TEXT_CONTRAST)


def test_a_municipal_accent_is_the_first_colour_of_the_figures():
    palette = theme.with_accent(theme.LIGHT, "#ffcc00")

    assert palette.accent == palette.series[0] != "#ffcc00"
    assert contrast(palette.accent, palette.surface) >= TEXT_CONTRAST


def test_what_is_no_colour_is_refused():
    with pytest.raises(ValueError, match="blå|base 16|not a colour"):
        accent_that_passes("blå", theme.LIGHT.surface)


@pytest.mark.parametrize(
    ("code", "expected"), [("nb", ",\N{NO-BREAK SPACE}"), ("nn", ",\N{NO-BREAK SPACE}"), ("en", ".,")]
)
def test_numbers_follow_the_language(code, expected):
    with in_language(code):
        found = theme.layout(theme.LIGHT, height=100, margin={})["separators"]

    assert found == expected


@PALETTES
def test_no_text_is_smaller_than_thirteen_pixels(palette):
    def sizes(node):
        for key, value in node.items():
            if key == "size":
                yield value
            elif isinstance(value, dict):
                yield from sizes(value)

    assert min(sizes(theme.template(palette))) >= 13


def test_words_from_a_file_are_shown_and_not_obeyed():
    lines = theme.wrapped('<a href="x">Solbakken</a> & sønner', 60)

    assert lines == ['&lt;a href="x"&gt;Solbakken&lt;/a&gt; &amp; sønner']


def test_figures_are_drawn_without_plotly_express():
    sources = Path(theme.__file__).parent.glob("*.py")

    texts = [source.read_text(encoding="utf-8") for source in sources]

    assert texts
    assert not [text for text in texts if "plotly.express" in text or "import express" in text]
