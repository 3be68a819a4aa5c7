"""How many were invited: a table of numbers by unit, laid over the units of the surveys."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

import pandas as pd

from core.codebook import Codebook, Edition
from core.findings import Finding
from core.text import listing, pick, quoted
from etl.context import Context
from etl.export import Export
from etl.harmonise import AGGREGATES, INVITED, RESPONDENTS
from etl.harmonise.harmonised import Harmonised, empty
from etl.harmonise.invited_to import InvitedTo, surveys_named
from etl.harmonise.structure import Layout, structure_of
from etl.reading.numbers import decimal

PLACES = ("municipality", "service", "unit", "role", "period")


def harmonised_invited(export: Export, context: Context, to: InvitedTo) -> Harmonised:
    """The numbers invited by unit, role and period; the instrument tells service and role where the table does not."""
    instruments = surveys_named(export, context, to.instrument)
    frames, findings = [], list(export.findings)
    for instrument, rows in export.table.groupby(instruments, dropna=False):
        codebook = context.codebooks.get(str(instrument))
        if codebook is None:
            findings.append(_unknown_instrument(export, rows.index, context))
            continue
        frame, found = _of_instrument(replace(export, table=rows), codebook, to, context)
        frames.append(frame)
        findings += found
    invited = pd.concat(frames, ignore_index=True) if frames else empty(INVITED)
    return _only_invited(export, context, invited, findings)


def _of_instrument(
    export: Export, codebook: Codebook, to: InvitedTo, context: Context
) -> tuple[pd.DataFrame, list[Finding]]:
    columns = {name: name for name in PLACES if name in export.table}
    if "period" not in columns and "edition" in export.table:
        periods = {edition.id: edition.period or edition.id for edition in codebook.editions}
        table = export.table.assign(period=export.table["edition"].str.strip().map(lambda key: periods.get(key, key)))
        export, columns = replace(export, table=table), columns | {"period": "period"}
    period = None if "period" in columns else to.periods.get(codebook.id)
    if not period and "period" not in columns:
        details: dict[str, object] = {"survey": _titled(codebook)}
        return empty(INVITED), [Finding("invited_without_period", file=export.files[0], details=details)]
    edition = Edition(id="invited", period=period, columns=columns, values=_translations(codebook, columns))
    layout = Layout(export, codebook, edition, context.catalogue, context.settings)
    structure, findings = structure_of(layout)
    findings += [*_taken_for(layout, to), *_without_answers(layout, structure["unit"], context)]
    numbers = decimal(export.table["invited"].str.strip())
    countable = (numbers >= 0) & numbers.eq(numbers.round())
    strange = export.table["invited"][~countable]
    if len(strange):
        findings.append(layout.finding("not_a_number", strange.index, "invited", strange))
    named = structure.assign(invited=numbers)[structure["unit"].notna() & countable]
    return named.groupby(INVITED[:-1], as_index=False).agg(invited=("invited", "sum")), findings


def _taken_for(layout: Layout, to: InvitedTo) -> Iterator[Finding]:
    """What the table does not tell, and what was gone by."""
    period = layout.edition.period
    if to.instrument or period:
        code = "invited_taken_for_period" if period else "invited_taken_for"
        details: dict[str, object] = {"survey": _titled(layout.codebook), "period": period}
        yield Finding(code, "info", file=layout.export.files[0], details=details)


def _without_answers(layout: Layout, units: "pd.Series[str]", context: Context) -> Iterator[Finding]:
    """Units that nobody has answered of: no harm where that is so, and the share of nobody where the name is wrong."""
    known = context.surveyed.loc[context.surveyed["instrument"].eq(layout.codebook.id), "unit"]
    strange = units.index[units.notna() & units.ne("") & ~units.isin(known)]
    if len(known) and len(strange):
        names = layout.export.table.loc[strange, "unit"].str.strip()
        yield layout.finding("invited_unit_without_answers", strange, "unit", names, severity="warning")


def _translations(codebook: Codebook, columns: Iterable[str]) -> dict[str, dict[str, str]]:
    """What the editions say that the texts of each column mean, a later edition over an earlier."""
    words: dict[str, dict[str, str]] = {name: {} for name in columns}
    for edition in codebook.editions:
        for name, meanings in edition.values.items():  # noqa: PD011 - a field of the codebook
            words.get(name, {}).update(meanings)
    return {name: meanings for name, meanings in words.items() if meanings}


def _unknown_instrument(export: Export, rows: pd.Index, context: Context) -> Finding:
    """Rows about a survey that nobody has described, or of which the table does not tell what survey they are about."""
    named = "instrument" in export.table
    written = export.table.loc[rows, "instrument"] if named else pd.Series(dtype="str")
    return Finding(
        "unknown_instrument" if named else "untold_instrument",
        file=export.files[0],
        column="instrument" if named else None,
        row_count=len(rows),
        rows=tuple(int(row) for row in rows[:5]),
        values=tuple(written.drop_duplicates().astype("str")[:5]),
        details={"known": listing([_titled(book) for book in context.codebooks.values()])},
    )


def _titled(codebook: Codebook) -> str:
    return quoted(pick(codebook.title))


def _only_invited(export: Export, context: Context, invited: pd.DataFrame, findings: list[Finding]) -> Harmonised:
    codebook = next(iter(context.codebooks.values()))
    return Harmonised(
        codebook=codebook,
        edition=Edition(id="invited", period="2000", columns={}),
        rows_read=export.rows_in_file,
        rows_quarantined=export.rows_in_file - len(export.table) + _left_out(findings),
        respondents=empty(RESPONDENTS),
        answers=empty(["respondent", "item", "value", "missing"]),
        background=empty(["respondent", "variable", "value"]),
        comments=empty(["respondent", "comment", "text"]),
        invited=invited,
        aggregates=empty(AGGREGATES),
        findings=tuple(findings),
    )


def _left_out(findings: list[Finding]) -> int:
    return sum(finding.row_count for finding in findings if finding.code == "missing_unit")
