"""What people write in the register, without the numbers and addresses that belong to one person."""

from typing import Any

from etl.masking import MASKS, found
from etl.masking.normal import normal

# A link or the address of a building may well stand in a tiltak.
PERSONAL = frozenset({"national_id", "phone", "email", "account", "card"})


def without_numbers(written: Any) -> Any:
    """A text with such numbers masked by kind; as it was where there are none, and where it is no text."""
    if not isinstance(written, str):
        return written
    shown = normal(written)
    spans = [span for span in found(shown) if span.kind in PERSONAL]
    for span in reversed(spans):
        shown = shown[: span.start] + MASKS[span.kind] + shown[span.end :]
    return shown if spans else written
