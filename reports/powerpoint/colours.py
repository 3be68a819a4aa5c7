"""Colours as python-pptx wants them."""

from pptx.dml.color import RGBColor


def rgb(colour: str) -> RGBColor:
    """The colour of six hexadecimal digits."""
    return RGBColor.from_string(colour)  # type: ignore[no-any-return, no-untyped-call]
