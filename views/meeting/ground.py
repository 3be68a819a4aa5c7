"""What stands with every figure of a report: answers, interval, source, reservations, method."""

import json
from collections.abc import Iterable, Sequence

import pandas as pd

from core.document import Table
from core.selection import Selection
from core.text import listing, number, pick, text
from core.told_counts import count
from store.release import Release
from views import nonresponse, services, standing, weighing, wording, words
from views.periods import period_name
from views.rows import records
from views.wording import FLOOR


def source(release: Release, *selections: Selection) -> str:
    """The surveys behind the figures of one place or more, the period, and the release they are read from."""
    titles = sorted({title for selection in selections for title in _surveys(release, selection)})
    what = listing(titles) if titles else text("report.no_survey")
    return text("report.source", surveys=what, period=period_name(selections[0].period or ""), release=release.id)


def _surveys(release: Release, selection: Selection) -> list[str]:
    role = selection.one_role
    found = release.query("surveys", place=selection.place, period=selection.period, role=role)["title"].tolist()
    return [pick(json.loads(title)) for title in found]


def answered(release: Release, selection: Selection) -> str:
    """How many answered, out of how many where that is known, and what the interval is."""
    return words.joined([_answered(services.response(release, selection)), text("report.interval")])


def _answered(told: pd.Series) -> str:
    if words.missing(told["n"]):
        return text("report.answers_unknown")
    if words.missing(told["rate"]):
        return text("report.answers", n=words.answers(told["n"]))
    rate = number(told["rate"] * 100)
    return text("report.answers_of", n=words.answers(told["n"]), invited=count(told["invited"]), rate=rate)


def reservations(release: Release, selection: Selection, rows: pd.DataFrame) -> list[str]:
    """What a reader should know of the figures: who did not answer, how units count, what stands from before."""
    overall = records(rows.head(1))[0]
    told = [
        nonresponse.told(services.response(release, selection), overall) if "least" in rows else "",
        weighing.caption(rows, weighing.WEIGHTED) if "method" in rows else "",
        standing.told(release, selection),
    ]
    return [one for one in [*told, *hidden(rows)] if one]


def hidden(rows: pd.DataFrame) -> list[str]:
    """That rows are hidden, and what that means; nothing where none is."""
    named = [row["label"] for row in records(rows, "label", "hidden") if row["hidden"] == text("hidden.few")]
    return [text("report.hidden", count=len(named), labels=listing(named))] if named else []


def comparability(rows: pd.DataFrame) -> list[str]:
    """Which rows are compared with reservation, or cannot be compared with last time."""
    if "reservation" not in rows:
        return []
    told: dict[str, list[str]] = {}
    for row in records(rows, "label", "reservation"):
        if row["reservation"]:
            told.setdefault(str(row["reservation"]), []).append(str(row["label"]))
    return [text("report.comparability", labels=listing(labels), verdict=said) for said, labels in told.items()]


def why_no_change(every: Iterable[pd.DataFrame]) -> str:
    """Why no change can be assessed in any row of the tables, to stand after a colon."""
    told = [row for rows in every for row in records(rows, "mean", "change_reason")]
    shown = [row for row in told if not words.missing(row["mean"])] or told
    reasons = [str(row["change_reason"]) for row in shown if row["change_reason"]]
    return "; ".join(dict.fromkeys(map(wording.why, reasons))) or wording.why(None)


def method(release: Release, *keys: str) -> tuple[str, ...]:
    """Paragraphs of the method page, for whoever is asked how a figure is worked out."""
    about = release.query("about").iloc[0]
    limits = {key: int(about[key]) for key in ("min_n", "min_n_detail")}
    return tuple(
        f"{text(f'how.{key}.title')}: {text(f'how.{key}.body', floor=number(FLOOR), **limits)}" for key in keys
    )


def alt(message: str, table: Table) -> str:
    """A chart in words: what it says, and its rows."""
    seen = [column for column in table.seen("page") if column.heading]
    lines = ["; ".join(column.words[place] for column in seen[:4]) for place in range(len(table))]
    heads = ", ".join(column.heading for column in seen[:4])
    return text("report.alt", message=message, columns=heads, rows=". ".join(lines))


def shortened(told: str, longest: int) -> str:
    """The text, cut at a word where it is longer."""
    if len(told) <= longest:
        return told
    return told[: longest - 1].rpartition(" ")[0].rstrip(",;:") + "…"


def after(headline: str, told: str) -> tuple[str, ...]:
    """What is left to say when the headline has been said."""
    rest = told.removeprefix(headline).strip()
    return (rest,) if rest else ()


def joined(parts: Sequence[str]) -> str:
    """Short facts in one line."""
    return " · ".join(part for part in parts if part)
