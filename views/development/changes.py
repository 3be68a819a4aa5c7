"""The change of each series from its last measurement but one to its last, judged together."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from core.text import text
from metrics.arguments import floats
from metrics.uneven import uneven_difference
from store.release import Release
from views import words
from views.certainty import TESTED, item_floor, judgements
from views.development.breaks import APART, OTHER_PARTS
from views.development.series import Spot, points, with_figures
from views.overview import key_figures
from views.rows import Row, numbers, records, with_columns
from views.wording import FLOOR, Difference, changed, family, verdict

WAVE = ("period", "label", "n", "mean", "sd", "se", "df", "scale_min", "scale_max", "link")
MATCHED = {
    "difference": "change", "lower": "change_lower", "upper": "change_upper", "p_adjusted": "change_p",
    "verdict": "change_verdict", "smallest": "change_smallest", "family_size": "change_family",
}  # fmt: skip


def changes(release: Release, spots: tuple[Spot, ...], step: str) -> pd.DataFrame:
    """One row a series, in the order given; all of them are one family of tests (Holm), where the same one counts once.

    Columns: difference, lower, upper, smallest, verdict, p_adjusted, family_size, n, other_n, since (the label of the
    former measurement; empty where it is one for each service: ``same_parts``), and ``reason`` where there is no
    verdict: ``no_former``, a kind of break, or why there is no test.
    """
    once = list(dict.fromkeys(spots))
    judged_once = _of_the_same(release, once, _judged(release, once, step), step)
    return judged_once.iloc[[once.index(spot) for spot in spots]].reset_index(drop=True)


def _judged(release: Release, spots: Sequence[Spot], step: str) -> pd.DataFrame:
    waves = [_waves(points(release, spot, step)) for spot in spots]
    now, then = (_columns(side) for side in zip(*waves, strict=True))
    reasons = [_reason(one, other) for one, other in waves]
    apart = np.array([reason is not None for reason in reasons])
    tested = uneven_difference(now, then)
    difference = {name: np.where(apart, np.nan, floats(tested[name])) for name in (*TESTED, "lower", "upper")}
    is_item = np.array([spot.decimals > 0 for spot in spots])
    floor = np.where(is_item, item_floor(now["scale_min"], now["scale_max"]), FLOOR)
    found = judgements(*(difference[name] for name in TESTED), floor=floor)
    return with_columns(
        pd.DataFrame(index=range(len(waves))),
        **{name: difference[name] for name in ("difference", "lower", "upper")},
        **{name: floats(found[name]) for name in ("smallest", "p_adjusted", "family_size")},
        n=floats(now["n"]),
        other_n=floats(then["n"]),
        verdict=found["verdict"],
        since=[other["label"] if other else "" for _, other in waves],
        reason=[own or judgement for own, judgement in zip(reasons, found["reason"].tolist(), strict=True)],
    )


def told(release: Release, spots: tuple[Spot, ...], step: str, place: int = 0) -> str:
    """The change of one of the series in words; nothing where there is but one measurement of it."""
    row = records(release.remembered(changes, spots, step))[place]
    if row["reason"] == "no_former":
        return ""
    if row["reason"] == OTHER_PARTS:
        return text("development.other_parts")
    said = changed(_difference(row, spots[place]), since=row["since"] or None, family_size=row["family_size"])
    return text("development.same_parts", told=said) if row["same_parts"] else said


def short(release: Release, spots: tuple[Spot, ...], step: str) -> list[str]:
    """The verdict on each series, as it stands beside its title."""
    found = records(release.remembered(changes, spots, step), "verdict", "reason")
    return ["" if row["reason"] == "no_former" else verdict(row["verdict"]) for row in found]


def judged_together(release: Release, spots: tuple[Spot, ...], step: str) -> str:
    """How many tests the verdicts are adjusted for."""
    sizes = floats(release.remembered(changes, spots, step)["family_size"])
    return family(float(np.nanmax(sizes, initial=0.0)))


def _of_the_same(release: Release, spots: Sequence[Spot], found: pd.DataFrame, step: str) -> pd.DataFrame:
    """The changes, where a municipality's rest on other services than before with those of the services they share.

    Each service is held against its own last measurement, as on the overview; those tests are their own family.
    """
    apart = [reason == OTHER_PARTS for reason in found["reason"].tolist()]
    if not any(apart):
        return with_columns(found, same_parts=[False] * len(found))
    rows = records(found.assign(same_parts=False))
    for place, spot in enumerate(spots):
        matched = _matched(release, spot, step) if apart[place] and spot.selection.service is None else None
        if matched is not None:
            rows[place] |= {name: matched[own] for name, own in MATCHED.items()}
            rows[place] |= {"since": "", "reason": "", "n": np.nan, "other_n": np.nan, "same_parts": True}
    return pd.DataFrame(rows)


def _matched(release: Release, spot: Spot, step: str) -> Row | None:
    now = records(with_figures(points(release, spot, step)), "period")[-1]["period"]
    figures = records(release.remembered(key_figures, spot.selection.but(period=now)), "measure", *MATCHED.values())
    found = [row for row in figures if row["measure"] == spot.measure and not words.missing(row["change"])]
    return found[0] if found else None


def _difference(row: Row, spot: Spot) -> Difference:
    names = ("verdict", "lower", "upper", "smallest", "n", "other_n", "reason")
    return Difference(
        value=row["difference"], unit="scale" if spot.decimals else "index", **{name: row[name] for name in names}
    )


def _waves(table: pd.DataFrame) -> tuple[Row, Row]:
    """The last measurement with a figure and the one before it; empty where there is none."""
    rows = records(with_figures(table), *WAVE)
    return (rows[-1] if rows else {}), (rows[-2] if len(rows) > 1 else {})


def _reason(now: Row, then: Row) -> str | None:
    if not then:
        return "no_former"
    return ("not_comparable" if now["link"] == "no" else str(now["link"])) if now["link"] in APART else None


def _columns(side: Sequence[Row]) -> pd.DataFrame:
    names = ("n", "mean", "sd", "se", "df", "scale_min", "scale_max")
    columns = {name: np.array([row.get(name, np.nan) for row in side], dtype="float64") for name in names}
    return numbers(pd.RangeIndex(len(side)), **columns)
