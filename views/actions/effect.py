"""What became of a tiltak's measure: the change from the finding's period to the newest one, and how certain it is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from core.text import text
from metrics.uneven import uneven_difference
from store.release import Release
from views import wording, words
from views.actions.finding import Figure, cells, later
from views.certainty import item_floor, judged
from views.development.breaks import APART, OTHER_PARTS, breaks
from views.development.chosen import OVERALL
from views.periods import period_name
from views.rows import Row, records
from views.wording import FLOOR, Difference

SIDE = ("n", "mean", "sd", "se", "df")
NUMBERS = (*SIDE, "scale_min", "scale_max")


@dataclass(frozen=True)
class Effect:
    """What a newer edition says of a measure: the sentence, the verdict alone, and the difference it rests on."""

    period: str
    told: str
    short: str
    difference: Difference

    def against(self, direction: str | None, size: float | None) -> str:
        """How the change lies beside what was expected; nothing where no size was expected, or nothing is tested."""
        if direction not in {"up", "down"} or not size or self.difference.verdict is None:
            return ""
        sign = 1 if direction == "up" else -1
        low, high = sorted((sign * self.difference.lower, sign * self.difference.upper))
        place = "above" if low >= size else "below" if high < size else "within"
        return text(f"actions.effect.{place}", points=wording.points(size, self.difference.unit))


def newest(release: Release, figures: Iterable[Figure]) -> dict[Figure, str]:
    """The newest period after the figure's own in which the same was asked; only of those that have one.

    It is the newest with a figure where there is one, since what is hidden cannot be judged.
    """
    wanted = list(figures)
    places = tuple(sorted({figure.place for figure in wanted}))
    known = release.remembered(_newest, places) if places else {}
    found = {}
    for figure in wanted:
        own = (figure.place, figure.role, figure.measure)
        for period in known.get(own, ()):
            if later(figure, period):
                found[figure] = period
                break
    return found


def effects(release: Release, figures: tuple[Figure, ...]) -> dict[Figure, Effect]:
    """The change of each figure that has been measured anew; each was planned, and is a comparison of its own."""
    later_on = newest(release, figures)
    pairs = [(figure, period) for figure, period in later_on.items()]
    if not pairs:
        return {}
    now = [_row(release, replace(figure, period=period)) for figure, period in pairs]
    then = [_row(release, figure) for figure, _ in pairs]
    reasons = [_reason(release, *one) for one in zip(pairs, now, then, strict=True)]
    apart = [reason is not None for reason in reasons]
    tested = uneven_difference(_numbers(now), _numbers(then))
    tested.loc[apart] = np.nan
    sides = _numbers(now)
    is_item = [figure.unit == "scale" for figure, _ in pairs]
    floor = np.where(is_item, item_floor(sides["scale_min"], sides["scale_max"]), FLOOR)
    found = judged(tested, floor=floor, family=pd.Series([str(number) for number in range(len(pairs))]))
    rows = records(tested.assign(**{name: found[name] for name in ("verdict", "smallest", "reason")}))
    told = zip(pairs, rows, reasons, now, then, strict=True)
    return {pair[0]: _effect(release, pair, row, reason, *sides) for pair, row, reason, *sides in told}


def _newest(release: Release, places: tuple[str, ...]) -> dict[tuple[str, str, str], tuple[str, ...]]:
    """The newest period with a figure, then the newest at all, of each length of period."""
    found: dict[tuple[str, str, str], tuple[str, ...]] = {}
    for row in records(release.query("newest", places=list(places))):
        key = (row["place"], row["role"], row["measure"])
        periods = [period for period in (row["shown"], row["asked"]) if not words.missing(period)]
        found[key] = (*found.get(key, ()), *periods)
    return found


def _row(release: Release, figure: Figure) -> Row:
    return cells(release, figure).get(figure.measure, {})


def _numbers(rows: Sequence[Row]) -> pd.DataFrame:
    return pd.DataFrame({name: np.array([row.get(name, np.nan) for row in rows], dtype="float64") for name in NUMBERS})


def _reason(release: Release, pair: tuple[Figure, str], now: Row, then: Row) -> str | None:
    """Why the two cannot be held against each other; nothing where they can."""
    if words.missing(now.get("mean", np.nan)):
        return str(now.get("hidden") or words.NOT_MEASURED)
    if words.missing(then.get("mean", np.nan)):
        return "former_hidden" if then else "no_former"
    kind, _ = _break(release, *pair)
    return ("not_comparable" if kind == "no" else kind) if kind in APART else None


def _break(release: Release, figure: Figure, period: str) -> tuple[str, str]:
    """What speaks against the comparison, and why; of a level, whatever speaks against any question at all."""
    measure = OVERALL if "level:" in figure.measure else figure.measure
    whole = figure.selection.but(period=None, measure=None)
    return breaks(release, whole, measure).between(figure.period, period)


def _effect(release: Release, pair: tuple[Figure, str], row: Row, reason: str | None, now: Row, then: Row) -> Effect:
    figure, period = pair
    n, other_n = (side.get("n", np.nan) for side in (now, then))
    difference = Difference(
        row["verdict"],
        row["difference"],
        row["lower"],
        row["upper"],
        row["smallest"],
        n,
        other_n,
        reason or row["reason"],
        figure.unit,
    )
    told = _told(release, figure, period, difference)
    return Effect(period, told, wording.verdict(difference.verdict), difference)


def _told(release: Release, figure: Figure, period: str, difference: Difference) -> str:
    """The change in words, with what the codebook has against it."""
    name = period_name(period)
    if difference.reason == OTHER_PARTS:
        return text("actions.effect.other_parts", period=name)
    who = text("actions.effect.who", period=name)
    said = wording.changed(difference, since=period_name(figure.period), who=who, family_size=1)
    kind, why = _break(release, figure, period)
    reserved = kind == "with_reservation" and difference.verdict is not None
    return words.joined([said, text("actions.effect.reservation", why=why) if reserved else ""])
