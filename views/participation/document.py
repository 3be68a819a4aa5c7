"""The status of participation as a document to print: a chapter a service."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from core.document import Chapter, Document, Figure
from core.participation import Activity
from core.selection import Selection
from core.text import language, text
from store.release import Release
from views.meeting.tables import of_words
from views.meeting.tables import table as of_table
from views.participation import sheet, status
from views.participation.sheet import Part, Sheet
from views.places import places_of
from views.rows import records


def document(
    release: Release, selection: Selection, registered: Sequence[Activity], year: int, today: date
) -> Document:
    """The status of the chosen service, or of all of them, in the reader's language."""
    table = status.by_service(release, selection, registered, year)
    sheets = [sheet.of_service(release, selection, registered, row, year) for _, row in table.iterrows()]
    about = records(release.query("about"), "sample")[0]
    place = places_of(release).name(selection.place)
    return Document(
        text("participation.status.document", year=year),
        place,
        language(),
        (
            (text("filter.municipality"), places_of(release).name(selection.municipality)),
            (text("filter.service"), text("filter.all_service") if selection.service is None else place),
            (text("participation.year"), str(year)),
            (text("participation.status.printed"), f"{today:%d.%m.%Y}"),
            (text("participation.status.release"), release.id),
        ),
        tuple(_chapter(one) for one in sheets),
        cautions=(text("report.sample"),) if bool(about["sample"]) else (),
        notes=() if len(sheets) == 1 else ((text("participation.ladder.title"), text("participation.status.caption")),),
        brief=len(sheets) == 1,
    )


def _chapter(told: Sheet) -> Chapter:
    facts = of_words([text("participation.status.what"), text("participation.status.stands")], list(told.facts.items()))
    first = Figure(
        "status",
        text("participation.status.of", place=told.title, degree=told.facts[text("column.degree")]),
        text("participation.status.source"),
        table=facts,
    )
    return Chapter(told.title, (first, *(_figure(part) for part in told.tables if len(part.table))))


def _figure(part: Part) -> Figure:
    return Figure(
        part.key,
        part.title,
        text("participation.status.source"),
        table=of_table(_in_words(part.table, part.columns), part.columns),
        told=(part.message,),
    )


def _in_words(table: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    return table[[name for name in columns if name in table]].reset_index(drop=True)
