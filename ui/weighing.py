"""The switch between means that count units by the number asked and means where all answers count alike."""

from core.text import text
from ui import filters
from views import weighing


def switch(offered: bool) -> str:
    """What is chosen, kept in the address; weighted where there is nothing to choose between."""
    if not offered:
        return weighing.WEIGHTED
    return filters.choice("weighing", weighing.CHOICES, text("weighing.label"), _named)


def _named(key: str) -> str:
    return text(f"weighing.{key}")
