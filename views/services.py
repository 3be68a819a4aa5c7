"""One service or unit: what matters to the user beside the rest, units side by side."""

import math
from collections.abc import Collection, Iterable

import numpy as np
import pandas as pd

from core.selection import Selection
from core.text import number, text
from core.told_counts import count
from metrics.arguments import floats
from store.release import Release
from views import wording, words
from views.benchmarks import beside_dimensions
from views.benchmarks import summary as reference_values
from views.change import in_words
from views.figures import change_of, every_cell, responses
from views.periods import period_name
from views.places import Places, places_of
from views.rest import TOLD, service_against_others, units_against_rest
from views.rows import arranged, chart_rows, records
from views.this_round import COLUMNS as ROUND
from views.this_round import caption as round_caption
from views.this_round import limits
from views.weighing import WEIGHTED, can_choose, weighed
from views.words import ASSESSMENT, CORE_DIMENSIONS

KINDS = ("overall", "dimension")
ASKED = {"asked": "invited", "rate": "rate"}


def reference_name(selection: Selection) -> str:
    """What the chosen place is held against, to stand after "than": never a total that it is part of itself."""
    return text("wording.other.rest_of_service" if selection.unit else "wording.other.other_services")


def by_dimension(release: Release, selection: Selection, weighing: str = WEIGHTED) -> pd.DataFrame:
    """One row a dimension: the chosen place, with interval, n, change, hidden, and what it is held against.

    ``reference`` is the rest of the service for a unit, the municipality's other services for a service; the
    differences from it are one family of tests (difference, difference_lower, difference_upper, difference_verdict,
    smallest, difference_reason). Overall comes first, then the six, then the overall assessment where it is asked for.
    Where others have published values, ``benchmark`` and its companions stand beside (see ``views.benchmarks``).
    ``round_lower`` and ``round_upper`` are the interval for those who were asked this time and
    ``least`` and ``greatest`` what those who did not answer could make of it (``views.this_round``). ``weighing`` is
    how units count in the figures; differences and changes are always of weighted ones.
    """
    names = {"overall": text("measure.overall")} | {f"dimension:{key}": words.dimension(key) for key in CORE_DIMENSIONS}
    rows = weighed(_beside_the_rest(release, selection, {*names, ASSESSMENT}), weighing)
    if rows["measure"].eq(ASSESSMENT).any():
        names[ASSESSMENT] = words.dimension("overall")
    table = arranged(rows, "measure", dict.fromkeys(names, words.NOT_MEASURED))
    ends = limits(release, selection, [selection.place] * len(table), table["measure"].tolist(), weighing)
    told = chart_rows(table, list(names.values()), **change_of(table), **_against(table), **ends)
    return beside_dimensions(release, selection, told)


def can_weigh(release: Release, selection: Selection) -> bool:
    """Whether any figure of the place counts units by the number invited."""
    return can_choose(every_cell(release, [selection.place], selection.period, selection.role))


def _beside_the_rest(release: Release, selection: Selection, measures: Collection[str]) -> pd.DataFrame:
    if selection.unit:
        return units_against_rest(release, selection, KINDS, measures=measures)
    return service_against_others(release, selection, KINDS, measures)


def _against(table: pd.DataFrame) -> dict[str, Iterable[object]]:
    """The columns of a difference under the names that tables for readers have."""
    hidden = zip(table["hidden"].tolist(), table["reason"].tolist(), strict=True)
    return {
        "reference": floats(table["rest_mean"]),
        "difference_verdict": table["verdict"].tolist(),
        "difference_reason": [reason if own is None else None for own, reason in hidden],
    }


def caption(table: pd.DataFrame, selection: Selection) -> str:
    """How the chart of the dimensions is read, and what the published values beside them are."""
    read = text("page.services.dimensions_caption", other=reference_name(selection))
    return words.joined([read, round_caption(table), reference_values(table, selection)])


def response(release: Release, selection: Selection) -> pd.Series:
    """Answered, invited and response rate of the chosen place; all missing where nothing is known."""
    rows = responses(release, [selection.place], selection.period, selection.role)
    return rows.reindex([0]).iloc[0]


def by_unit(release: Release, selection: Selection, weighing: str = WEIGHTED) -> pd.DataFrame:
    """One row a unit of the chosen service, by name: the overall index with the rest of the service as ``reference``.

    The columns of `by_dimension` but for published values and bounds, and ``asked`` and ``rate``, the number invited
    and the part that answered, where the figure is shown; the units are one family of tests.
    """
    units = places_of(release).units(selection.municipality, selection.service or "")
    rows = weighed(units_against_rest(release, selection, ["overall"]), weighing)
    told = records(responses(release, [unit.id for unit in units], selection.period, selection.role))
    asked = {row["place"]: row for row in told}
    wanted = {unit.id: "none" if unit.id in asked else words.NOT_MEASURED for unit in units}
    table = arranged(rows, "place", wanted)
    spots = zip(wanted, table["mean"].notna().tolist(), strict=True)
    known = [asked.get(place, {}) if shown else {} for place, shown in spots]
    found = {name: np.array([row.get(own, np.nan) for row in known], dtype=np.float64) for name, own in ASKED.items()}
    ends = limits(release, selection, list(wanted), ["overall"] * len(wanted), weighing)
    found |= {name: ends[name] for name in ROUND}
    return chart_rows(table, [unit.name for unit in units], **change_of(table), **_against(table), **found)


def summary(table: pd.DataFrame, selection: Selection, places: Places) -> str:
    """What is seen for the place, in a few sentences."""
    overall = table.iloc[0]
    name, period = places.name(selection.place), period_name(selection.period or "")
    if pd.isna(overall["mean"]):
        return text("summary.place.hidden", place=name, period=period, why=overall["hidden"] or "")
    value, n = number(overall["mean"]), count(overall["n"])
    raw = words.raw_beside(overall["raw"], overall["scale_max"])
    first = text("summary.place.level", place=name, period=period, value=value, raw=raw, n=n)
    return words.joined([first, words.ends(table.iloc[1:])])


def certain_words(table: pd.DataFrame, selection: Selection) -> list[str]:
    """What is certain of the place beside the rest, and of its change; what the answers could not show."""
    return [line for line in (_against_in_words(table, reference_name(selection)), in_words(table)) if line]


def units_summary(table: pd.DataFrame) -> str:
    """How the units lie, without ranking them."""
    shown = table["mean"].notna()
    if not shown.any():
        return text("summary.units.none")
    asked = table["hidden"].ne(text(f"hidden.{words.NOT_MEASURED}"))
    counted = text("summary.units.count", shown=int(shown.sum()), units=int(asked.sum()))
    return words.joined([counted, _against_in_words(table, text("wording.other.rest_of_service"))])


def _against_in_words(table: pd.DataFrame, other: str) -> str:
    """Which rows differ for certain from what they are held against; why none is judged, where none can be."""
    names = TOLD | {"verdict": "difference_verdict"}
    found = list(wording.differences(table, **names))
    told = wording.among(table["label"].tolist(), found, other=other, family_size=table["family_size"].max())
    if told or not table["mean"].notna().any():
        return told
    reasons = table["difference_reason"].dropna().tolist()
    return wording.compared(wording.Difference(None, math.nan, reason=reasons[0] if reasons else None), other=other)
