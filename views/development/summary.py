"""What is seen in a series, in words: where it stands, what changed, what is missing."""

import pandas as pd

from core.text import listing, number, percent, text
from store.release import Release
from views import words
from views.development import changes, pooled, process, trend
from views.development.series import LONG, Spot, points, scale, with_figures
from views.places import places_of
from views.rows import Row, records

MOST_NAMED = 4


def first(release: Release, spots: tuple[Spot, ...], step: str, rebased: tuple[str, ...] = ()) -> str:
    """Where the first of the series stands, and what its change or its last signal is."""
    spot = spots[0]
    table = points(release, spot, step)
    shown = with_figures(table)
    known = {"place": places_of(release).name(spot.selection.place), "measure": spot.label}
    if table.empty:
        return text("development.never", **known)
    if shown.empty:
        return text("development.all_hidden", why=listing(_reasons(table)), **known)
    told = words.joined([_last_missing(table), _level(records(shown)[-1], table, spot, known)])
    if process.is_long(table):
        return words.joined([told, process.summary(release.remembered(process.chart, spot, step, rebased), spot)])
    if len(shown) == 1:
        return words.joined([told, text("development.one_point")])
    return words.joined([told, changes.told(release, spots, step)])


def more(release: Release, spot: Spot, step: str) -> list[str]:
    """Further paragraphs: a steady rise or fall, two editions as one, and the measurements without a figure."""
    table = points(release, spot, step)
    told = [trend.told(table, spot), pooled.told(table, spot), missing(table)]
    return [paragraph for paragraph in told if paragraph]


def missing(table: pd.DataFrame) -> str:
    """The measurements without a figure, by reason; they are gaps, not zeros."""
    if with_figures(table).empty:
        return ""
    told = []
    for reason in _reasons(table):
        labels = table.loc[table["hidden"].eq(reason), "label"].tolist()
        more_labels = len(labels) - MOST_NAMED
        named = [
            *labels[:MOST_NAMED],
            *([text("development.more_labels", count=more_labels)] if more_labels > 0 else []),
        ]
        told.append(text("development.missing", periods=listing(named), why=reason.lower()))
    return " ".join(told)


def target_told(table: pd.DataFrame, target: float | None, spot: Spot) -> str:
    """Where a target lies against the newest figure of a short series; nothing without one."""
    shown = records(with_figures(table), "label", "lower", "upper")
    if target is None or not shown or words.missing(shown[-1]["lower"]):
        return ""
    last = shown[-1]
    side = "below" if target < last["lower"] else "above" if target > last["upper"] else "within"
    interval = words.interval(last["lower"], last["upper"], spot.decimals)
    told = number(target, spot.decimals)
    return text(f"development.target.{side}", target=told, period=last["label"], interval=interval)


def caption(table: pd.DataFrame, spot: Spot, axis: tuple[float, float]) -> str:
    """How the line is read, and why it has no limits where it is short."""
    told = [text("development.caption")]
    if axis != scale(table, spot):
        told.append(
            text("development.cut_axis", low=number(axis[0], spot.decimals), high=number(axis[1], spot.decimals))
        )
    if not process.is_long(table):
        told.append(text("development.short", least=LONG))
    return words.joined(told)


def _last_missing(table: pd.DataFrame) -> str:
    """That the newest measurement has no figure, before the newest that has."""
    last = table.iloc[-1]
    return text("development.last_missing", period=last["label"], why=last["hidden"].lower()) if last["hidden"] else ""


def _level(last: Row, table: pd.DataFrame, spot: Spot, known: dict[str, str]) -> str:
    value, interval = number(last["mean"], spot.decimals), words.interval(last["lower"], last["upper"], spot.decimals)
    top = number(scale(table, spot)[1])
    # Fewer may have been asked about one dimension or question than about all of the survey.
    of_all = spot.measure == "overall" and not words.missing(last["rate"])
    rate = text("summary.rate", rate=percent(last["rate"])) if of_all else ""
    return text(
        "development.level",
        period=last["label"],
        value=text("phrase.raw", value=value, maximum=top),
        interval=interval,
        n=words.answers(last["n"]),
        rate=rate,
        **known,
    )


def _reasons(table: pd.DataFrame) -> list[str]:
    return list(dict.fromkeys(reason for reason in table["hidden"].tolist() if reason))
