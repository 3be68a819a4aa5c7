"""The whole municipality: key figures, what has changed, the services by what matters."""

import pandas as pd

from core.document import Chart, Column, Figure, Table
from core.selection import EVERYONE, Selection
from core.text import text
from store.release import Release
from views import overview, services, wording, words
from views.meeting import ground, tables
from views.meeting.service import CHANGE, CHANGE_FIELDS, change_chart
from views.places import places_of
from views.rows import INDEX_AXIS, records, with_columns

RESULT = ("label", "n", "mean", tables.INTERVAL, "lower", "upper", "raw")
TONES = {"better": "good", "worse": "bad"}


def results(release: Release, selection: Selection) -> list[Figure]:
    """The key figures, and the services by dimension."""
    rows = overview.key_figures(release, selection)
    said = overview.summary(rows, services.response(release, selection), selection, places_of(release))
    message = said.partition(". ")[0].rstrip(".") + "."
    table = tables.table(rows, RESULT)
    figures = [
        Figure(
            "key_figures",
            message,
            ground.source(release, selection),
            ground.answered(release, selection),
            Chart("intervals", text("column.mean"), tables.marks(in_words(rows)), *INDEX_AXIS, text("axis.index")),
            tables.table(in_words(rows), RESULT),
            ground.after(message, said),
            _footnotes(release, selection, in_words(rows)),
            ground.alt(message, table),
            ground.method(release, "means_interval", "hierarchy"),
        )
    ]
    return [*figures, *_services(release, selection)]


def _footnotes(release: Release, selection: Selection, rows: pd.DataFrame) -> tuple[str, ...]:
    """The reservations, and that several roles stand together here."""
    together = (text("report.everyone"),) if selection.role == EVERYONE else ()
    return (*ground.reservations(release, selection, rows), *together)


def change(release: Release, selection: Selection) -> list[Figure]:
    """What has changed in the services that were asked before, each against its own last measurement."""
    rows = in_words(overview.key_figures(release, selection))
    found = list(wording.differences(rows, value="change", **CHANGE_FIELDS))
    labels = rows["label"].tolist()
    headline = wording.among_in_short(labels, found)
    message = headline or text("report.no_change", why=wording.why("no_former"))
    full = wording.among(labels, found, family_size=rows["change_family"].max()) if headline else ""
    table = tables.table(rows, CHANGE)
    return [
        Figure(
            "change",
            message,
            ground.source(release, selection),
            ground.answered(release, selection),
            change_chart(rows),
            table,
            ground.after(headline, full),
            (text("report.matched"),),
            ground.alt(message, table),
            ground.method(release, "waves", "holm"),
        )
    ]


def _services(release: Release, selection: Selection) -> list[Figure]:
    """Services by dimension as a table, and what stands out for certain in words."""
    compared = overview.services_compared(release, selection)
    if compared.matrix.empty:
        return []
    out = records(compared.standouts, "verdict", "told")
    lines = [words.joined([text(f"standouts.{row['verdict']}") + ":", str(row["told"])]) for row in out]
    message = _message(compared.standouts)
    table = _matrix(compared.matrix)
    key = text("report.matrix_key")
    return [
        Figure(
            "services",
            message,
            ground.source(release, selection),
            text("report.interval_words"),
            table=table,
            told=tuple(lines),
            footnotes=(key, *_power(compared.power), *_hidden_cells(compared.matrix)),
            alt=ground.alt(message, table),
            method=ground.method(release, "rest", "holm"),
            colours=key,
        )
    ]


def _power(told: str) -> tuple[str, ...]:
    """What the uncertain ones could not show, without that the certain ones have a colour: the key says so."""
    return ground.after(text("wording.certain.in_colour"), told)


def _message(standouts: pd.DataFrame) -> str:
    """The most certain of each side as a headline."""
    rows = records(standouts, "label", "dimension", "verdict")
    better = [row for row in rows if row["verdict"] == "better"][:1]
    worse = [row for row in rows if row["verdict"] == "worse"][-1:]
    told = [
        text(f"report.message.{row['verdict']}", service=row["label"], dimension=words.dimension(row["dimension"]))
        for row in [*better, *worse]
    ]
    return words.joined(told) or words.joined([text("standouts.none_better"), text("standouts.none_worse")])


def _matrix(cells: pd.DataFrame) -> Table:
    """One row a service, one column a dimension; colour where it is certain."""
    columns = overview.matrix_columns()
    by_spot = {
        (row["row"], row["column"]): row for row in records(cells, "row", "column", "mean", "text", "hidden", "verdict")
    }
    rows = overview.matrix_rows(cells)
    names = Column(text("column.row"), "words", tuple(rows), tuple(rows))
    return Table((names, *(_dimension(column, [by_spot.get((row, column), {}) for row in rows]) for column in columns)))


def _dimension(heading: str, spots: list[dict[str, object]]) -> Column:
    values, told, tones = [], [], []
    for spot in spots:
        why = spot.get("hidden")
        shown = why is None and spot.get("mean") is not None and not words.missing(spot["mean"])
        values.append(float(str(spot["mean"])) if shown else str(why or "–"))
        told.append(str(spot["text"]) if shown else str(why or "–"))
        verdict = spot.get("verdict")
        tones.append(TONES.get(verdict, "") if isinstance(verdict, str) else "")
    return Column(heading, "number", tuple(values), tuple(told), tones=tuple(tones))


def _hidden_cells(cells: pd.DataFrame) -> list[str]:
    count = int(cells["hidden"].eq(text("hidden.few")).sum())
    return [text("report.hidden_cells", count=count)] if count else []


def in_words(rows: pd.DataFrame) -> pd.DataFrame:
    """The key figures with their reasons in words, as the other tables have them."""
    return with_columns(rows, hidden=map(words.hidden, rows["hidden"].tolist()))
