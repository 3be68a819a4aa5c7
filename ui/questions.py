"""Questions as bars over all scale points, one chart for each set of answers to choose from."""

from dataclasses import dataclass

import pandas as pd

from charts import diverging_bars, interval_dots
from charts.theme import Drawing, Palette
from core.selection import Selection
from core.text import text
from store.release import Release
from ui import data, follow, show
from views import benchmarks, questions
from views.weighing import WEIGHTED
from views.words import joined

COLUMNS = (
    "label", "dimension", "level", "n", "mean", "lower", "upper", "method", "top", "top_lower", "top_upper",
    "round_top_lower", "round_top_upper", "bottom", "dont_know", "change", "change_lower", "change_upper",
    "change_verdict", "reservation", *benchmarks.VALUE, "hidden",
)  # fmt: skip


@dataclass(frozen=True)
class Drawn:
    """Questions with the same answers to choose from: their chart."""

    figure: Drawing
    summary: str
    table: pd.DataFrame


def bars(
    selection: Selection,
    *,
    dimension: str | None = None,
    search: str = "",
    weighing: str = WEIGHTED,
    of_asked: bool = True,
    summed_up: bool = True,
) -> None:
    """The questions at the chosen place; only those of a dimension, or that hold the words of a search.

    The tables have shares of those who were asked this time too, where these are wanted, and a sentence says which
    questions stand highest and lowest, where nothing else does.
    """
    wanted = (selection, dimension, search, weighing, of_asked, show.palette())
    # What anybody may search for is without end: only the whole list is worth keeping.
    found = _drawn(data.release(), *wanted) if search else data.cached(_drawn, *wanted)
    summary, said, charts, mixed = found
    if not charts and not mixed:
        show.note(text("page.questions.no_match", search=search) if search else text("page.questions.none"))
        return
    if charts and summed_up:
        show.sentence(summary)
    for number, chart in enumerate(charts, start=1):
        _show(chart, f"sporsmal_{dimension or 'alle'}_{number}", weighing)
    if mixed:
        show.caption(text("page.questions.scales"))
    if said:
        show.reference_values(said, selection)


def _show(chart: Drawn, file: str, weighing: str) -> None:
    shares = text("weighing.questions_caption") if weighing != WEIGHTED else ""
    show.chart(
        chart.figure,
        alt=chart.summary,
        table=chart.table,
        file=file,
        columns=COLUMNS,
        decimals=1,
        caption_text=joined([text("page.questions.caption"), shares]),
        follow_up=follow.links(chart.table, "questions"),
    )


def _drawn(
    release: Release,
    selection: Selection,
    dimension: str | None,
    search: str,
    weighing: str,
    of_asked: bool,
    palette: Palette,
) -> tuple[str, str, list[Drawn], bool]:
    """What is said of the questions together and of the values beside them, their charts, and whether there are others
    that no chart can show."""
    table = questions.items(release, selection, weighing)
    table = questions.with_round(release, selection, table) if of_asked else table
    table = benchmarks.beside_items(release, selection, table)
    table = questions.matching(table if dimension is None else table[table["dimension"].eq(dimension)], search)
    min_n_detail = int(release.query("about")["min_n_detail"].iloc[0])
    barred = questions.by_scale(questions.bars(table, min_n_detail))
    groups = zip(questions.by_scale(table), barred, strict=True)
    charts = [
        Drawn(_figure(group, bars_of, labels, palette), questions.summary(group), group)
        for (labels, group), (_, bars_of) in groups
        if not questions.of_several_scales(group)
    ]
    mixed = len(charts) < len(barred)
    return questions.summary(table), benchmarks.summary(table, selection), charts, mixed


def _figure(group: pd.DataFrame, bars_of: pd.DataFrame, labels: list[str], palette: Palette) -> Drawing:
    """Bars over the scale points; of a scale with very many of them, the means with their intervals."""
    benchmark_name = benchmarks.mark_name(group)
    if len(labels) > questions.MOST_POINTS:
        return interval_dots.figure(
            questions.dots(group),
            axis=questions.span(group),
            axis_title=text("axis.scale"),
            palette=palette,
            benchmark_name=benchmark_name,
            decimals=1,
        )
    return diverging_bars.figure(
        bars_of,
        scale_labels=questions.legend(labels),
        palette=palette,
        dont_know_name=text("column.dont_know"),
        benchmark_name=benchmark_name,
    )
