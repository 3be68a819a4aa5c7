"""Finds the columns a codebook names, by the code in the header or by the text in the label row."""

from collections import Counter
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

NEAREST = 0.6


def folded(name: str) -> str:
    """A column name with every run of whitespace as one blank: line breaks in headers come and go between exports."""
    return " ".join(name.split())


def by_name(codes: Iterable[str], labels: Mapping[str, str]) -> dict[str, str]:
    """Folded name -> column code, for every code and for every label that only one column has."""
    known = list(codes)
    shown = {code: folded(labels.get(code, "")) for code in known}
    uses = Counter(label for label in shown.values() if label)
    of_labels = {label: code for code, label in shown.items() if uses[label] == 1}
    return {**of_labels, **{folded(code): code for code in known}}


def missing(wanted: Iterable[str], names: Mapping[str, str]) -> list[str]:
    """The wanted column names that are not there."""
    return [name for name in wanted if folded(name) not in names]


def nearest(name: str, names: Iterable[str]) -> str | None:
    """The name that looks most like ``name``: a changed word or a typing error."""
    lower = {folded(known).casefold(): known for known in names}
    close = get_close_matches(folded(name).casefold(), lower, n=1, cutoff=NEAREST)
    return lower[close[0]] if close else None
