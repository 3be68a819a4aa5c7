"""One service in a role: how it does on what matters, what has changed, its units, levels and questions."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from core.document import Chart, ChartKind, Figure, Mark
from core.selection import Selection
from core.text import number, text
from core.told_counts import in_bands
from store.release import Release
from views import drivers as driving
from views import levels, questions, services, wording, words
from views.meeting import ground, tables
from views.places import places_of
from views.rest import TOLD
from views.rows import INDEX_AXIS, Row, records

RESULT = ("label", "n", "mean", tables.INTERVAL, "lower", "upper", "raw", "reference", "difference", "difference_lower",
          "difference_upper", "difference_verdict")  # fmt: skip
UNIT = ("label", "n", "rate", "mean", tables.INTERVAL, "lower", "upper", "reference", "difference", "difference_lower",
        "difference_upper", "difference_verdict")  # fmt: skip
CHANGE = ("label", "n", "mean", "change", "change_interval", "change_lower", "change_upper", "change_verdict",
          "change_reason", "reservation")  # fmt: skip
QUESTION = ("label", "n", "mean", tables.INTERVAL, "lower", "upper", "top", "bottom", "dont_know")
DRIVER = ("label", "weight", "weight_lower", "weight_upper", "mean", "n", "weight_why")
# Letters of a question in a headline; the whole of it stands in the table.
LONGEST_QUESTION = 110
CHANGE_FIELDS = {name: f"change_{name}" for name in ("verdict", "lower", "upper", "smallest", "reason")}


def results(release: Release, selection: Selection) -> list[Figure]:
    """The overall index and the dimensions beside what they are held against."""
    rows = services.by_dimension(release, selection)
    other = services.reference_name(selection)
    found = list(wording.differences(rows, **TOLD | {"verdict": "difference_verdict"}))
    labels = rows["label"].tolist()
    headline = wording.among_in_short(labels, found, other=other)
    told = services.certain_words(rows, selection)[:1]
    level = services.summary(rows, selection, places_of(release))
    table = tables.table(rows, RESULT, reference=other[:1].upper() + other[1:])
    message = headline or level
    return [
        Figure(
            "results",
            message,
            ground.source(release, selection),
            ground.answered(release, selection),
            _beside(rows, other),
            table,
            tuple(one for one in [level if headline else "", *_rest_of(headline, told)] if one),
            tuple(ground.reservations(release, selection, rows)),
            ground.alt(message, table),
            ground.method(release, "means_interval", "holm"),
        )
    ]


def change(release: Release, selection: Selection) -> list[Figure]:
    """What has changed on each dimension since the service was asked last; nothing where it was never asked before."""
    rows = services.by_dimension(release, selection)
    found = list(wording.differences(rows, value="change", **CHANGE_FIELDS))
    headline = wording.among_in_short(rows["label"].tolist(), found)
    told = services.certain_words(rows, selection)[1:]
    message = headline or text("report.no_change", why=ground.why_no_change([rows]))
    table = tables.table(rows, CHANGE)
    return [
        Figure(
            "change",
            message,
            ground.source(release, selection),
            ground.answered(release, selection),
            change_chart(rows),
            table,
            tuple(_rest_of(headline, told)),
            tuple(ground.comparability(rows)),
            ground.alt(message, table),
            ground.method(release, "waves", "holm", "effect_floor"),
        )
    ]


def change_chart(rows: pd.DataFrame) -> Chart | None:
    """The changes that there are with their intervals, about zero; nothing where there are none."""
    shown = rows[rows["change"].notna()]
    if shown.empty:
        return None
    marks = tables.marks(shown, value="change", limits=("change_lower", "change_upper"))
    far = _reach(shown)
    return Chart("intervals", text("column.change"), marks, -far, far, text("report.axis.change"), signed=True)


def _beside(rows: pd.DataFrame, other: str) -> Chart:
    """Means with their intervals, beside what they are held against."""
    reference_name = other[:1].upper() + other[1:]
    marks = tables.marks(rows)
    return Chart(
        "intervals", text("column.mean"), marks, *INDEX_AXIS, text("axis.index"), reference_name=reference_name
    )


def _reach(rows: pd.DataFrame) -> float:
    """How far an axis goes to each side of zero, in whole tens."""
    ends = np.nan_to_num(rows[["change", "change_lower", "change_upper"]].to_numpy(dtype=np.float64))
    return float(max(np.ceil(np.abs(ends).max(initial=0.0) / 10) * 10, 10.0))


def units(release: Release, selection: Selection) -> list[Figure]:
    """The units side by side, by name; nothing where the service has but one."""
    rows = services.by_unit(release, selection)
    if len(rows) < 2:
        return []
    other = text("wording.other.rest_of_service")
    found = list(wording.differences(rows, **TOLD | {"verdict": "difference_verdict"}))
    headline = wording.among_in_short(rows["label"].tolist(), found, other=other)
    told = services.units_summary(rows)
    message = headline or told
    table = tables.table(rows, UNIT, reference=other[:1].upper() + other[1:])
    return [
        Figure(
            "units",
            message,
            ground.source(release, selection),
            ground.answered(release, selection),
            _beside(rows, other),
            table,
            (told,) if headline else (),
            tuple(ground.hidden(rows)),
            ground.alt(message, table),
            ground.method(release, "rest", "disclosure"),
        )
    ]


def by_level(release: Release, selection: Selection) -> list[Figure]:
    """The three levels of participation of the service."""
    rows = levels.by_service(release, selection)
    if rows.empty:
        return []
    rows = rows.assign(label=rows["series"])
    message = (
        text("report.message.levels", levels=_levels_told(rows)) if rows["mean"].notna().any() else levels.summary(rows)
    )
    table = tables.table(
        rows, ("label", "n", "mean", tables.INTERVAL, "lower", "upper", "raw"), label=text("column.level")
    )
    return [
        Figure(
            "levels",
            message,
            ground.source(release, selection),
            ground.answered(release, selection),
            Chart("intervals", text("column.mean"), tables.marks(rows), *INDEX_AXIS, text("axis.index")),
            table,
            (text("page.levels.caption"),),
            tuple(ground.hidden(rows)),
            ground.alt(message, table),
            ground.method(release, "means_interval"),
        )
    ]


def _levels_told(rows: pd.DataFrame) -> str:
    told = [f"{row['label'].lower()} {number(row['mean'])}" for row in records(rows) if not words.missing(row["mean"])]
    return ", ".join(told)


def by_question(release: Release, selection: Selection) -> list[Figure]:
    """Every question with its distribution, those with the same answers together."""
    rows = questions.items(release, selection)
    return [
        _questions(release, selection, labels, group.reset_index(drop=True))
        for labels, group in questions.by_scale(rows)
    ]


def _questions(release: Release, selection: Selection, labels: list[str], rows: pd.DataFrame) -> Figure:
    min_n_detail = int(release.query("about")["min_n_detail"].iloc[0])
    shown = len(labels) <= questions.MOST_POINTS
    marks = tuple(_question(row, shown, min_n_detail) for row in records(rows))
    kind: ChartKind = "shares" if shown else "intervals"
    low, high = (0.0, 1.0) if shown else questions.span(rows)
    message = _ends_of(rows) or questions.summary(rows)
    table = tables.table(rows, QUESTION, 1)
    axis = text("report.axis.shares") if shown else text("axis.scale")
    return Figure(
        "questions",
        message,
        ground.source(release, selection),
        ground.answered(release, selection),
        Chart(
            kind, text("column.mean"), marks, low, high, axis, 1, parts=tuple(questions.legend(labels)) if shown else ()
        ),
        table,
        (questions.summary(rows),) if len(rows) > 1 else (),
        (text("page.questions.caption"), *ground.hidden(rows)),
        ground.alt(message, table),
        ground.method(release, "shares"),
    )


def _question(row: Row, drawn: bool, least: int) -> Mark:
    """A question with its shares, where these are drawn; why there are none where there are none."""
    mark = tables.mark(str(row["label"]), row)
    if not drawn or row["hidden"]:
        return mark
    shares = tuple(round(share, 2) if in_bands() else share for share in row["shares"] or ())
    return replace(mark, shares=shares, why="" if shares else _no_shares(row["n"], least))


def _no_shares(n: float, least: int) -> str:
    """Why there is a mean and no distribution: too few answers for one, or one would tell of hidden figures."""
    return text("hidden.detail", min_n=least) if n < least else text("report.no_shares")


def _ends_of(rows: pd.DataFrame) -> str:
    """The question with the weakest answers as a headline; how a single one was answered."""
    told = [row for row in records(rows, "label", "mean", "scale_min", "scale_max") if not words.missing(row["mean"])]
    if len(rows) == 1 and told:
        label, value = (
            ground.shortened(str(told[0]["label"]), LONGEST_QUESTION),
            words.raw(told[0]["mean"], told[0]["scale_max"]),
        )
        return text("report.message.question", label=label, value=value)
    if len(told) < 2:
        return ""
    ordered = sorted(told, key=lambda row: (row["mean"] - row["scale_min"]) / (row["scale_max"] - row["scale_min"]))
    weakest = ordered[0]
    value = words.raw(weakest["mean"], weakest["scale_max"])
    return text(
        "report.message.questions", worst=ground.shortened(str(weakest["label"]), LONGEST_QUESTION), value=value
    )


def drivers(release: Release, selection: Selection) -> list[Figure]:
    """What the overall assessment goes together with; where there is no answer, why."""
    told = driving.found(release, selection)
    if told.reason:
        why = tuple(driving.state(release, selection))
        source, method = ground.source(release, selection), ground.method(release, "drivers")
        return [Figure("drivers", text("report.message.no_drivers"), source, told=why, method=method)]
    said = driving.summary(told, selection).strip()
    headline = said.partition(": ")[0] + "." if ": " in said[:160] else said
    shown = told.table[told.table["weight"].notna()]
    marks = tables.marks(shown, value="weight", limits=("weight_lower", "weight_upper"))
    table = tables.table(told.table, DRIVER)
    return [
        Figure(
            "drivers",
            headline,
            ground.source(release, selection),
            text("report.drivers_base", n=words.answers(told.people)),
            Chart(
                "intervals",
                text("axis.share_of_explained"),
                marks,
                0.0,
                driving.reach(told),
                text("axis.share_of_explained"),
            ),
            table,
            tuple(one for one in (said, driving.explained(told), driving.left_out(told)) if one),
            tuple(driving.cautions(told)),
            ground.alt(headline, table),
            ground.method(release, "drivers"),
        )
    ]


def _rest_of(headline: str, told: Sequence[str]) -> list[str]:
    """What was said in full, without what the headline has said already."""
    return [one for whole in told for one in ground.after(headline, whole)]
