"""Every table that a reader at a place can get, for tests of what must stand in none of them."""

from collections.abc import Iterator

import pandas as pd

from core.selection import Selection
from store.release import Release
from views import across, benchmarks, dimensions, drivers, levels, nonresponse, overview, questions, scales, services
from views.comparison import against, leaning, one_measure, screening, small, spread
from views.development import summary as development
from views.development.series import Spot, points
from views.groups import choices, ordinal, summary
from views.groups.differences import compared as groups_compared
from views.places import places_of
from views.weighing import RAW
from views.words import CORE_DIMENSIONS


def every_table(release: Release, selection: Selection) -> Iterator[tuple[str, pd.DataFrame]]:
    """Every view's table with its name."""
    if selection.service is None:
        yield "key figures", overview.key_figures(release, selection)
        yield "raw key figures", overview.key_figures(release, selection, RAW)
        compared = overview.services_compared(release, selection)
        yield "services compared", compared.matrix
        yield "standouts", compared.standouts
    for dimension in CORE_DIMENSIONS[:2]:
        yield f"services on {dimension}", dimensions.by_service(release, selection, dimension)
        yield f"questions on {dimension}", across.by_service(release, selection, dimension)
    yield "levels", levels.by_service(release, selection)
    yield "levels by dimension", levels.matrix(release, selection)
    yield "dimensions", services.by_dimension(release, selection)
    yield "raw dimensions", services.by_dimension(release, selection, RAW)
    yield "response", services.response(release, selection).to_frame().T
    if selection.service and selection.unit is None:
        yield "units", services.by_unit(release, selection)
        yield "raw units", services.by_unit(release, selection, RAW)
    items = questions.items(release, selection)
    yield "questions", items
    yield "questions of those asked", questions.with_round(release, selection, items)
    yield "questions beside others", benchmarks.beside_items(release, selection, items)
    yield "reference values", benchmarks.values(release, selection)
    yield "bars", questions.bars(items, 10)
    for variable in choices.choices(release, selection):
        told = groups_compared(release, selection, variable)
        yield f"groups by {variable}", told.groups.table
        yield f"differences between groups by {variable}", told.table
    if selection.service:
        yield "roles by question", ordinal.by_question(release, selection)
        yield "drivers", drivers.found(release, selection).table
        yield "scales", scales.by_dimension(release, selection)
    if selection.unit is None:
        for chosen in against.choices(release, selection):
            yield f"parts against the {chosen}", one_measure.by_part(release, selection, "overall", chosen)
        yield "where to look", screening.screening(release, selection).table
        yield "parts drawn together", small.drawn_together(release, selection, "overall")
        yield "what measures tell apart", small.separated(release, selection)
        yield "spread of parts", spread.spread(release, selection, "overall").table

    yield "development", points(release, Spot(selection.but(period=None), "dimension:respected", ""), "year")


def every_sentence(release: Release, selection: Selection) -> Iterator[str]:
    """Every sentence that is told above the tables."""
    places = places_of(release)
    if selection.service is None:
        figures = overview.key_figures(release, selection)
        yield overview.summary(figures, services.response(release, selection), selection, places)
    dimensions_there = services.by_dimension(release, selection)
    yield services.summary(dimensions_there, selection, places)
    yield nonresponse.told(services.response(release, selection), dimensions_there.iloc[0].to_dict())
    if selection.service and selection.unit is None:
        units = services.by_unit(release, selection)
        yield services.units_summary(units)
        yield nonresponse.units(units)
    spot = Spot(selection.but(period=None), "overall", "Samlet")
    yield development.first(release, (spot,), "year")
    yield from development.more(release, spot, "year")
    yield questions.summary(questions.items(release, selection))
    yield levels.summary(levels.by_service(release, selection))
    for variable in choices.choices(release, selection):
        said = summary.said(release, selection, variable)
        yield from (said.base, *said.certain, said.otherwise)
    if selection.unit is None:
        compared = one_measure.by_part(release, selection, "overall", against.REST)
        yield from one_measure.sentences(release, compared, selection, "overall", against.REST)
        told = screening.screening(release, selection)
        yield from (screening.summary(told, selection), told.note, *told.findings["worse"], *told.findings["better"])
        yield small.summary(small.separated(release, selection), selection, "overall")
        yield leaning.told(compared)
