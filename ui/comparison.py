"""The parts of a place held against the rest: differences, where to look first, and what is worth a closer look."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from charts import difference_dots, expected_range, funnel, interval_dots, matrix
from charts.theme import Palette
from core.selection import Selection
from core.text import text
from store.release import Release
from ui import data, filters, follow, markup, picking, show
from views import wording
from views.comparison import against as held
from views.comparison import one_measure, parts, screening, small, spread
from views.rows import INDEX_AXIS

# Nothing at first: what is worked out for small units takes as long as the rest of the page.
CLOSER = ("none", "small", "spread")


def chosen(selection: Selection) -> tuple[str, str]:
    """The measure, and what the parts are held against; both stand in the address."""
    measures = data.cached(parts.measured, selection)
    found = data.cached(held.choices, selection)
    left, right = st.columns(2)
    with left:
        measure = picking.one_of("measure", measures, text("comparison.choose_measure"), parts.measure_name)
    if len(found) == 1:
        return measure, found[0]
    with right:
        return measure, filters.choice("against", found, text("comparison.choose_against"), _against)


def differences(selection: Selection, measure: str, against: str) -> None:
    """What is certain on one measure, in words and in a chart."""
    drawn = data.cached(_differences, selection, measure, against, show.palette())
    show.heading(drawn.heading)
    first, *more = drawn.sentences
    show.sentence(first)
    for said in more:
        show.paragraph(said)
    if drawn.figure is not None:
        show.chart(
            drawn.figure,
            alt=drawn.alt,
            table=drawn.table,
            file="forskjell_fra_resten",
            columns=one_measure.COLUMNS,
            caption_text=drawn.caption,
            follow_up=follow.links(drawn.table, "comparison"),
            method="rest" if against == held.REST else "benchmarks",
        )
    elif len(drawn.table):
        show.twin(drawn.heading, drawn.table, "forskjell_fra_resten", one_measure.COLUMNS)


def where_to_look(selection: Selection) -> None:
    """Every part on the six dimensions, and what is certain among them."""
    told = data.cached(screening.screening, selection)
    if not told.rows:
        return
    show.heading(text("page.comparison.screening"))
    show.sentence(screening.summary(told, selection))
    for verdict, lines in told.findings.items() if any(told.findings.values()) else ():
        show.bullets(text(f"comparison.findings_{verdict}"), lines or [text(f"comparison.none_{verdict}")])
    if told.left:
        show.paragraph(text("comparison.findings_left", count=told.left))
    if told.note:
        show.note(told.note)
    show.chart(
        data.cached(_matrix, selection, show.palette()),
        alt=text("page.comparison.screening_alt"),
        table=told.table,
        file="hvor_se_forst",
        columns=screening.COLUMNS,
        caption_text=screening.caption(told),
        follow_up=follow.links(told.table, "comparison"),
        method="screening",
    )


def closer_look(selection: Selection, measure: str) -> None:
    """Small units, or many of them, on demand and one at a time."""
    named = filters.choice("closer", CLOSER, text("comparison.choose_closer"), _closer)
    if named == "small":
        _small(selection, measure)
    if named == "spread":
        _many(selection, measure)


def _small(selection: Selection, measure: str) -> None:
    separated = data.cached(small.separated, selection)
    show.heading(text("comparison.small.title", parts=text(f"comparison.the_parts.{parts.kind(selection)}")))
    show.sentence(small.summary(separated, selection, measure))
    if separated.empty or not separated["verdict"].any():
        return
    with markup.together():
        show.method_link("reliability")
        show.reader_table(separated, small.SEPARATED_COLUMNS)
    show.download(separated, small.SEPARATED_COLUMNS, "hva_malene_skiller")
    table = data.cached(small.drawn_together, selection, measure)
    if table["weight"].notna().any():
        show.chart(
            data.cached(_drawn_together, selection, measure, show.palette()),
            alt=small.described(table, selection, measure),
            table=table,
            file="trukket_mot_gruppen",
            columns=small.DRAWN_COLUMNS,
            caption_text=text("comparison.small.caption"),
            method="shrinkage",
        )


def _many(selection: Selection, measure: str) -> None:
    told = data.cached(spread.spread, selection, measure)
    show.heading(text("comparison.spread.title"))
    show.sentence(told.summary)
    if told.curves.empty:
        return
    show.chart(
        data.cached(_funnel, selection, measure, show.palette()),
        alt=told.summary,
        table=told.table,
        file="spredning",
        columns=spread.COLUMNS,
        caption_text=text("comparison.spread.funnel_caption", least=spread.least_answers(data.release())),
        method="funnel",
    )
    show.heading(text("comparison.spread.range"))
    show.chart(
        data.cached(_expected, selection, measure, show.palette()),
        alt=told.summary,
        table=told.table,
        file="ventet_omrade",
        columns=spread.COLUMNS,
        caption_text=text("comparison.spread.range_caption"),
        method="expected_range",
    )


@dataclass(frozen=True)
class Drawn:
    """The differences of one measure as they are shown."""

    heading: str
    sentences: list[str]
    figure: object | None
    alt: str
    table: pd.DataFrame
    caption: str


def _differences(release: Release, selection: Selection, measure: str, against: str, palette: Palette) -> Drawn:
    table = one_measure.by_part(release, selection, measure, against)
    other = held.other(release, selection, against)
    said = [line for line in one_measure.sentences(release, table, selection, measure, against) if line]
    figure = None
    if len(table) and table["difference"].notna().any():
        figure = difference_dots.figure(
            one_measure.drawn(table),
            verdicts={verdict: text(f"comparison.legend.{verdict}") for verdict in one_measure.VERDICTS},
            axis_title=text("comparison.axis"),
            floor=wording.FLOOR,
            floor_name=text("comparison.floor"),
            palette=palette,
        )
    return Drawn(
        heading=text("page.comparison.differences", other=other, measure=parts.measure_name(measure)),
        sentences=said,
        figure=figure,
        alt=" ".join(said),
        table=table,
        caption=one_measure.caption(release, table, selection, against) if figure else "",
    )


def _matrix(release: Release, selection: Selection, palette: Palette) -> object:
    told = release.remembered(screening.screening, selection)
    return matrix.figure(told.drawn, rows=told.rows, columns=told.columns, palette=palette)


def _drawn_together(release: Release, selection: Selection, measure: str, palette: Palette) -> object:
    table = small.with_room(release.remembered(small.drawn_together, selection, measure))
    return interval_dots.figure(table, axis=INDEX_AXIS, axis_title=text("axis.index"), palette=palette, decimals=0)


def _funnel(release: Release, selection: Selection, measure: str, palette: Palette) -> object:
    told = release.remembered(spread.spread, selection, measure)
    return funnel.figure(
        told.table,
        told.curves,
        band_names=spread.band_names(),
        limit_names=(text("comparison.limits.near"), text("comparison.limits.far")),
        baseline_name=text("comparison.baseline"),
        axis=INDEX_AXIS,
        axis_title=text("comparison.spread.axis"),
        palette=palette,
    )


def _expected(release: Release, selection: Selection, measure: str, palette: Palette) -> object:
    told = release.remembered(spread.spread, selection, measure)
    return expected_range.figure(
        spread.with_room(told.table),
        band_names=spread.band_names(),
        limit_names=(text("comparison.limits.near"), text("comparison.limits.far")),
        axis=INDEX_AXIS,
        axis_title=text("comparison.spread.range_axis"),
        palette=palette,
    )


def _against(name: str) -> str:
    return text(f"comparison.against.{name}")


def _closer(name: str) -> str:
    return text(f"comparison.closer.{name}")
