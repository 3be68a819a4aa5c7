"""A long series as a process: its limits, the signals in it, and whether it can be trusted to reach a target."""

from itertools import groupby

import pandas as pd

from core.text import listing, number, text
from core.told_counts import count
from metrics.arguments import floats
from metrics.process import Better, assurance, variation, variation_icon, xmr
from store.release import Release
from views import words
from views.development.series import LONG, Spot, points, since_break
from views.rows import Row, records, with_columns

BETTER: Better = "higher"  # of every measure: items where a high answer is bad are turned when they are read
MOST_SIGNALS = 3
UNEVEN = 3.0
"""The most answers behind a point, over the fewest, from which limits that take the points as alike are a caution."""
COLUMNS = (
    "measurement", "n", "value", "centre", "lower_limit", "upper_limit", "meaning_told", "signal_told", "hidden",
)  # fmt: skip


def is_long(table: pd.DataFrame) -> bool:
    """Whether a series has points enough for limits, since its last break."""
    return sum(not words.missing(mean) for mean in since_break(table)["mean"].tolist()) >= LONG


def chart(release: Release, spot: Spot, step: str, rebased: tuple[str, ...] = ()) -> pd.DataFrame:
    """One row a measurement since the last break, hidden ones too, with limits and signals (see ``metrics.process``).

    Columns: period, label, measurement, when, n, hidden, value, centre, lower_limit, upper_limit (unit of the measure),
    group, trial, signal, meaning (improvement, concern, common_cause; missing without a figure), signal_told and
    meaning_told in words, hover.
    ``rebased`` are periods with a recorded cause, from which the limits are computed anew.
    """
    table = since_break(points(release, spot, step)).reset_index(drop=True)
    series = pd.Series(floats(table["mean"]), index=table["period"].tolist())
    found = xmr(series, rebase=[period for period in rebased if period in series.index[1:]]).reset_index(drop=True)
    meanings = variation(found["signal"], BETTER).tolist()
    signals = found["signal"].tolist()
    told = [text(f"development.signal.{signal}") if _is_signal(signal) else None for signal in signals]
    whole = with_columns(
        table[["period", "label", "measurement", "when", "n", "hidden"]],
        value=floats(found["value"]),
        centre=floats(found["mean"]),
        lower_limit=floats(found["lower"]),
        upper_limit=floats(found["upper"]),
        group=floats(found["group"]),
        trial=found["trial"],
        signal=signals,
        meaning=meanings,
        signal_told=told,
        meaning_told=[None if words.missing(own) else text(f"development.meaning.{own}") for own in meanings],
    )
    lines = zip(table["hover"].tolist(), told, strict=True)
    return with_columns(whole, hover=[f"{line}<br>{signal}" if signal else line for line, signal in lines])


def icon(table: pd.DataFrame) -> str:
    """What the last point says: improvement, concern or common_cause."""
    return variation_icon(_named(table), BETTER)


def summary(table: pd.DataFrame, spot: Spot) -> str:
    """What the last point says, and which signals came before it."""
    rows = records(table[table["value"].notna()], "label", "value", "lower_limit", "upper_limit", "signal")
    last = rows[-1]
    limits = words.interval(last["lower_limit"], last["upper_limit"], spot.decimals)
    if _is_signal(last["signal"]):
        why = text(f"development.signal.{last['signal']}")
        told = text(f"development.process.{icon(table)}", why=why, limits=limits)
    else:
        told = text("development.process.common_cause", limits=limits)
    return words.joined([told, _before(rows)])


def assured(table: pd.DataFrame, target: float | None) -> str:
    """Whether the process can be trusted to reach a target: consistently_hit, consistently_miss, hit_and_miss ..."""
    return assurance(_named(table), target, BETTER)


def target_told(table: pd.DataFrame, target: float, spot: Spot) -> str:
    """The same in a sentence."""
    return text(f"development.assurance.{assured(table, target)}", target=number(target, spot.decimals))


def caption(table: pd.DataFrame, cause: str = "") -> str:
    """How the chart is made, and what its limits do not say: chance signals, few points, uneven numbers of answers.

    ``cause`` is why the limits are computed anew, where they are.
    """
    shown = table[table["value"].notna()]
    told = [text("development.process.caption")]
    if cause:
        told.append(text("development.process.rebased", cause=cause))
    share = text(f"development.process.alarms_{_length(len(shown))}")
    told.append(text("development.process.false_alarms", share=share))
    if shown["trial"].any():
        told.append(text("development.process.trial", least=LONG))
    fewest, most = shown["n"].min(), shown["n"].max()
    if most >= UNEVEN * fewest:
        told.append(text("development.process.uneven", fewest=count(fewest), most=count(most)))
    return words.joined(told)


def _length(points: int) -> str:
    """Lengths of series for which the share of charts with a chance signal is told."""
    return "short" if points < 18 else "middle" if points < 30 else "long"


def _before(rows: list[Row]) -> str:
    """The signals before the last point, the latest first, a run of the same kind told once."""
    runs = [list(own) for _, own in groupby(rows, key=lambda row: row["signal"])]
    # A run that reaches the last point is told there.
    earlier = [run for run in runs[:-1] if _is_signal(run[0]["signal"])][::-1]
    if not earlier:
        return text("development.process.none_before")
    told = [_run(run) for run in earlier[:MOST_SIGNALS]]
    more = len(earlier) - MOST_SIGNALS
    if more > 0:
        told.append(text("development.process.more", count=more))
    return text("development.process.before", signals=listing(told))


def _run(run: list[Row]) -> str:
    signal = text(f"development.signal.{run[0]['signal']}")
    if len(run) == 1:
        return text("development.process.one", period=run[0]["label"], signal=signal)
    return text("development.process.run", first=run[0]["label"], last=run[-1]["label"], signal=signal)


def _is_signal(signal: object) -> bool:
    return isinstance(signal, str) and signal != "none"


def _named(table: pd.DataFrame) -> pd.DataFrame:
    """The table as ``metrics.process`` names it."""
    return table.rename(columns={"lower_limit": "lower", "upper_limit": "upper"})
