"""Every table that a reader at a place can get, for tests of what must stand in none of them."""

from collections.abc import Iterator

import pandas as pd

from core.selection import Selection
from store.release import Release
from views import benchmarks, dimensions, levels, overview, questions, services
from views.places import places_of
from views.words import CORE_DIMENSIONS


def every_table(release: Release, selection: Selection) -> Iterator[tuple[str, pd.DataFrame]]:
    """Every view's table with its name."""
    if selection.service is None:
        yield "key figures", overview.key_figures(release, selection)
        compared = overview.services_compared(release, selection)
        yield "services compared", compared.matrix
        yield "standouts", compared.standouts
    for dimension in CORE_DIMENSIONS[:2]:
        yield f"services on {dimension}", dimensions.by_service(release, selection, dimension)
    yield "levels", levels.by_service(release, selection)
    yield "levels by dimension", levels.matrix(release, selection)
    yield "dimensions", services.by_dimension(release, selection)
    yield "response", services.response(release, selection).to_frame().T
    if selection.service and selection.unit is None:
        yield "units", services.by_unit(release, selection)
    items = questions.items(release, selection)
    yield "questions", items
    yield "questions beside others", benchmarks.beside_items(release, selection, items)
    yield "reference values", benchmarks.values(release, selection)
    yield "bars", questions.bars(items, 10)


def every_sentence(release: Release, selection: Selection) -> Iterator[str]:
    """Every sentence that is told above the tables."""
    places = places_of(release)
    if selection.service is None:
        figures = overview.key_figures(release, selection)
        yield overview.summary(figures, services.response(release, selection), selection, places)
    yield services.summary(services.by_dimension(release, selection), selection, places)
    if selection.service and selection.unit is None:
        yield services.units_summary(services.by_unit(release, selection))
    yield questions.summary(questions.items(release, selection))
    yield levels.summary(levels.by_service(release, selection))
