"""Worked examples of what the pages do: small differences, scales, lines, processes, groups, published values."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from core.selection import Selection
from core.text import number, text
from metrics.arguments import floats
from metrics.differences import difference
from metrics.power import answers_needed
from metrics.process import REACH
from views import benchmarks as published
from views import questions, rest, wording, words
from views import scales as forms
from views.certainty import item_floor, judged
from views.development import process
from views.development.series import LONG, Spot, noted, points, steps, with_figures
from views.groups.choices import ROLE, choices
from views.groups.differences import compared
from views.groups.table import OVERALL
from views.method_ground import Ground, candidates, example
from views.rows import Row, records
from views.words import ASSESSMENT, CORE_DIMENSIONS

KINDS = ("overall", "dimension")
MEASURES = frozenset({"overall", *(f"dimension:{key}" for key in CORE_DIMENSIONS), ASSESSMENT})


def effect_floor(on: Ground) -> str:
    """A difference that is certain and below the floor; else how many answers it takes to find one at the floor."""
    for selection in _services(on):
        found = rest.service_against_others(on.release, selection, KINDS, MEASURES)
        small = records(found[found["verdict"].eq("below_floor")])
        if small:
            row = small[0]
            ends = {name: row[f"difference_{name}"] for name in ("lower", "upper")}
            one = wording.Difference(row["verdict"], row["difference"], **ends)
            told = wording.compared(one, other=text("wording.other.other_services"))
            label = text("measure.overall") if row["measure"] == "overall" else words.dimension(row["dimension"])
            return text("how.effect_floor.example", place=on.dated(selection), label=label, sentence=told)
    needed = answers_needed([wording.FLOOR], [on.unit["sd"]])["n"].iloc[0]
    return text(
        "how.effect_floor.needed", place=on.dated_unit(on.unit), floor=number(wording.FLOOR), needed=number(needed)
    )


def scales(on: Ground) -> str:
    """The first group of questions that has both figures."""
    for selection in _services(on):
        table = forms.by_dimension(on.release, selection)
        shown = records(table[table["alpha"].notna() & table["omega"].notna()])
        if shown:
            row = shown[0]
            names = {"alpha": row["alpha"], "lower": row["alpha_lower"], "upper": row["alpha_upper"]}
            details = {"place": on.dated(selection), "label": row["label"], "items": row["scale_items"]}
            return example("scales", names | {"omega": row["omega"]}, 2, n=number(row["n"]), **details)
    return ""


def lines(on: Ground) -> str:
    """How many measurements there are, and the first step between them that has a letter."""
    spot = Spot(on.selection.but(period=None), "overall", text("measure.overall"))
    table = points(on.release, spot, "year")
    shown = records(with_figures(table), "label", "mean", "lower", "upper")
    if not shown:
        return ""
    told = next(iter(noted(table).values()), text("how.lines.none"))
    last = shown[-1]
    numbers = {"mean": last["mean"], "lower": last["lower"], "upper": last["upper"]}
    count = number(len(shown))
    return example("lines", numbers, 0, place=on.service, count=count, last=last["label"], note=told)


def xmr(on: Ground) -> str:
    """The limits of the first series that is long enough for them, and what it says now."""
    for selection in _services(on):
        spot = Spot(selection.but(period=None), "overall", text("measure.overall"))
        for step in steps(on.release, spot.selection):
            table = points(on.release, spot, step)
            if process.is_long(table):
                found = process.chart(on.release, spot, step)
                row = records(found[found["value"].notna()])[-1]
                # The limits lie this many mean steps from the mean.
                step_size = (row["upper_limit"] - row["centre"]) / REACH
                numbers = {"centre": row["centre"], "step": step_size, "lower": row["lower_limit"]}
                count, name = number(int(found["value"].notna().sum())), on.places.name(selection.place)
                told = process.summary(found, spot)
                return example("xmr", numbers | {"upper": row["upper_limit"]}, count=count, place=name, sentence=told)
    return text("how.xmr.none", least=LONG)


def groups(on: Ground) -> str:
    """The first variable with two groups shown: the overall index of one against the others."""
    for selection in _services(on):
        for variable, name in choices(on.release, selection).items():
            told = compared(on.release, selection, variable) if variable != ROLE else None
            rows = records(told.table[told.table["measure"].eq(OVERALL)]) if told is not None else []
            known = [row for row in rows if row["verdict"]]
            if told is not None and known:
                row = max(known, key=lambda one: abs(one["difference"]))
                one = wording.Difference(row["verdict"], row["difference"], row["difference_lower"],
                                         row["difference_upper"], row["smallest"], row["n"])  # fmt: skip
                said = wording.compared(one, other=told.against, family_size=told.family_size)
                numbers = {"mean": row["mean"], "other": row["other_mean"]}
                details = {"place": on.dated(selection), "variable": name, "against": told.against}
                return example("groups", numbers, 0, group=row["group"], sentence=said, **details)
    return ""


def benchmarks(on: Ground) -> str:
    """The first question with a published value, held against it."""
    for selection in _services(on):
        table = published.beside_items(on.release, selection, questions.items(on.release, selection))
        if "benchmark" in table:
            shown = table[table["benchmark"].notna() & table["se"].notna()]
            if len(shown):
                return _beside_others(on, selection, shown.head(1).reset_index(drop=True))
    return ""


def _beside_others(on: Ground, selection: Selection, table: pd.DataFrame) -> str:
    row = records(table)[0]
    spread = not words.missing(row["benchmark_lower"]) and row["benchmark_n"] > 1
    se, df = _of_others(row) if spread else (0.0, np.inf)
    found = difference(table["mean"], table["se"], table["df"], [row["benchmark"]], [se], [df])
    told = judged(found, floor=item_floor(floats(table["scale_min"]), floats(table["scale_max"])))
    both = records(pd.concat([found, told], axis="columns"))[0]
    one = wording.Difference(both["verdict"], both["difference"], both["lower"], both["upper"], both["smallest"],
                             row["n"], reason=both["reason"], unit="scale")  # fmt: skip
    sentence = wording.compared(one, other=row["benchmark_from"])
    constant = "" if spread else text("how.benchmarks.constant")
    numbers = {"mean": row["mean"], "value": row["benchmark"]}
    details = {"place": on.dated(selection), "question": row["label"], "who": row["benchmark_from"]}
    return words.joined([example("benchmarks", numbers, sentence=sentence, **details), constant])


def _of_others(row: Row) -> tuple[float, float]:
    """Standard error and degrees of freedom of a published value, from its interval."""
    df = row["benchmark_n"] - 1
    unit = difference([0.0], [1.0], [df], [0.0], [0.0], [np.inf])
    return (row["benchmark_upper"] - row["benchmark_lower"]) / 2 / float(unit["upper"].iloc[0]), df


def _services(on: Ground) -> Iterator[Selection]:
    """The service of the other examples first, then those that may have what it lacks."""
    yield on.selection
    for _, selection in candidates(on.release, on.places):
        if selection != on.selection:
            yield selection
