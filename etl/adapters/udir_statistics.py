"""Statistics bank of the pupil surveys

What its export returns, as JSON or CSV: a row a question, place, school year and group of pupils, and beside the parts
of each grouping a row of everybody. Where everybody is there, the parts are left out.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from core.codebook import Codebooks
from core.errors import InputError
from core.findings import Finding, of_rows
from etl.export import Export, Question
from etl.published_figures import BETWEEN_PARTS, BULLIED, figures_table
from etl.reading import SourceFile, read_tables
from etl.reading.workbook import is_workbook
from etl.udir import autumn_of, clean, is_total, texts_of

NEEDED = {"Skoleaarnavn", "AntallBesvart"}
# One of these says which table it is: scores, shares bullied, or numbers invited.
ONE_OF = {"Score", "AndelMobbet", "AntallInvitert"}
# Groupings, the outermost first, and what stands before a group that its own words do not explain.
GROUPINGS = {
    "EierformNavn": "Eierform: ",
    "GruppeNavn": "",
    "UtdanningstypeNavn": "Utd.type: ",
    "UtdanningsprogramNavn": "Utd.program: ",
    "Kjoenn": "Kjønn: ",
    "Trinnnavn": "",
}
ALTERNATIVE, QUESTION, QUESTIONS = "SvaralternativNavn", "Spoersmaalnavn", "Spoersmaalgruppe"
# Names of what is asked, the most exact first.
NAMES = (QUESTION, QUESTIONS, "Temanavn")
LEVELS = {"1": "nation", "2": "county", "3": "municipality", "4": "unit"}
POINTS = range(1, 6)
# The directorate turns every question so that five is the best answer; the bank does not tell the answers' words.
LABELS = {"1": "Minst positivt", "2": "2", "3": "3", "4": "4", "5": "Mest positivt"}
_PLACE = ("EnhetNavn", "Organisasjonsnummer", "Kommune", "Fylke", "EnhetNivaa", "Skoleaarnavn")
_START = 20_000


@dataclass(frozen=True)
class _Kept:
    """The records that count, and what was left out: the code of a finding -> rows."""

    records: pd.DataFrame
    left_out: Mapping[str, Sequence[int]]


def recognises(files: Sequence[SourceFile], codebooks: Codebooks) -> bool:
    """Whether the only file has the columns of an export of pupil surveys."""
    del codebooks
    if len(files) != 1 or is_workbook(files[0].content):
        return False
    if not _is_json(files[0]):
        return _is_export(read_tables(files[0])[0].cells.columns)
    start = files[0].content[:_START].decode("utf-8", errors="ignore")
    return _is_export(name for name in NEEDED | ONE_OF if f'"{name}"' in start)


def read(files: Sequence[SourceFile]) -> Export:
    """A row a place, half-year and question, for everybody where the export tells; or the numbers invited."""
    records, ragged = _records(files[0])
    kept = _kept(records)
    invited = "AntallInvitert" in records.columns
    questions = {} if invited else _questions(kept.records)
    rows = [_figures(record, invited=invited) for record in texts_of(kept.records)]
    left_out = {code: numbers for code, numbers in kept.left_out.items() if numbers}
    findings = [of_rows(code, numbers, severity="info", file=files[0].name) for code, numbers in left_out.items()]
    return Export(
        adapter="udir_statistics",
        files=(files[0].name,),
        table=figures_table(rows, kept.records.index),
        questions=questions,
        kind="invited" if invited else "figures",
        rows_in_file=len(records) + sum(finding.row_count for finding in ragged if finding.code == "ragged_rows"),
        findings=(*ragged, *findings),
    )


def _is_json(file: SourceFile) -> bool:
    return file.content[:64].lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"[")


def _is_export(columns: Iterable[str]) -> bool:
    names = set(columns)
    return names >= NEEDED and bool(names & ONE_OF)


def _records(file: SourceFile) -> tuple[pd.DataFrame, tuple[Finding, ...]]:
    """Every record as clean text, numbered as in the file: JSON from 1, CSV as its rows."""
    if not _is_json(file):
        table = read_tables(file)[0]
        return table.cells.map(_cleaned), table.findings
    try:
        written = json.loads(file.content.decode("utf-8-sig"))
        records = [{name: _text(value) for name, value in record.items()} for record in written]
    except (ValueError, AttributeError) as error:
        raise InputError([Finding("udir_json_broken", file=file.name)]) from error
    frame = pd.DataFrame(records, dtype="object").fillna("").astype("str")
    if not _is_export(frame.columns):
        raise InputError([Finding("udir_json_broken", file=file.name)])
    return frame.set_axis(pd.RangeIndex(1, len(frame) + 1, name="row"), axis="index"), ()


def _text(value: object) -> str:
    return "" if value is None else _cleaned(str(value))


def _cleaned(written: str) -> str:
    """As elsewhere, but a lone asterisk is the mark of a hidden figure."""
    return written.strip() if written.strip() == "*" else clean(written)


def _kept(records: pd.DataFrame) -> _Kept:
    """One record a place, year, question and group of pupils: no copies, and no parts beside the whole."""
    left_out: dict[str, Sequence[int]] = {}
    kept = records[~records.duplicated()]
    left_out["udir_same_rows"] = _lost(records, kept)
    before = kept
    if ALTERNATIVE in kept.columns:
        kept = kept[kept[ALTERNATIVE].map(is_total)]
    if QUESTION in kept.columns and "Score" in kept.columns:
        kept = _without_indices(kept)
    left_out["udir_other_figures"] = _lost(before, kept)
    before = kept
    for grouping in GROUPINGS:
        if grouping in kept.columns:
            kept = _without_parts(kept, grouping)
    left_out["udir_parts_left_out"] = _lost(before, kept)
    return _Kept(kept, left_out)


def _lost(before: pd.DataFrame, after: pd.DataFrame) -> list[int]:
    return [int(row) for row in before.index.difference(after.index)]


def _without_indices(records: pd.DataFrame) -> pd.DataFrame:
    """Without the rows of «Alle spørsmål» of a group of which the single questions are there."""
    index = records[QUESTION].map(is_total)
    group = records[QUESTIONS] if QUESTIONS in records.columns else records[QUESTION]
    return records[~(index & group.isin(group[~index]))]


def _without_parts(records: pd.DataFrame, grouping: str) -> pd.DataFrame:
    """The rows of everybody under a grouping where they are there, else the rows of its parts."""
    whole = records[grouping].map(is_total)
    others = [name for name in (*_PLACE, *NAMES, *GROUPINGS) if name in records.columns and name != grouping]
    has_whole = whole.groupby([records[name] for name in others], dropna=False).transform("any")
    return records[whole | ~has_whole]


def _questions(records: pd.DataFrame) -> dict[str, Question]:
    """What was asked: points from one to five, or the share of pupils that something happened to."""
    names = dict.fromkeys(_item(record) for record in texts_of(records))
    if "Score" in records.columns:
        return {name: Question(name, name, dict(LABELS)) for name in names}
    return {name: Question(name, name, dict(BULLIED), "number") for name in names}


def _item(record: Mapping[str, str]) -> str:
    return next((record[name] for name in NAMES if name in record and not is_total(record[name])), "")


def _figures(record: Mapping[str, str], *, invited: bool) -> dict[str, str]:
    """The canonical columns of one record."""
    columns = {**_place(record), "period": autumn_of(record["Skoleaarnavn"]), "group": _group(record)}
    if invited:
        return {**columns, "service": "school", "role": "pupil", "invited": record["AntallInvitert"]}
    columns |= {"service": "school", "role": "pupil", "item": _item(record)}
    if "Score" not in record:
        # The number beside a share bullied is of those who were bullied; how many answered is not told.
        return {**columns, "n": "", "mean": record["AndelMobbet"]}
    told = {"n": record["AntallBesvart"], "mean": record["Score"], "sd": record.get("Standardavvik", "")}
    return {**columns, **told, **_distribution(record)}


def _distribution(record: Mapping[str, str]) -> dict[str, str]:
    """Counts of the answers, or shares of them where counts are not told."""
    sources = {"count": "AntallBesvartSvaralternativ{}", "share": "AndelSvaralternativ{}"}
    for kind, source in sources.items():
        if source.format(1) in record:
            return {
                f"{kind}_{point}": record[source.format(point)] for point in POINTS if source.format(point) in record
            }
    return {}


def _place(record: Mapping[str, str]) -> dict[str, str]:
    """Where a record is about; the level tells, or the narrowest name that is no total."""
    unit, municipality, county = (record.get(name, "") for name in ("EnhetNavn", "Kommune", "Fylke"))
    named = {"unit": unit, "municipality": municipality, "county": county}
    narrowest = next((area for area, name in named.items() if not is_total(name)), "nation")
    area = LEVELS.get(record.get("EnhetNivaa", ""), narrowest)
    return {
        "area": area,
        "unit": unit if area == "unit" else "",
        "municipality": record.get("Kommunekode") or municipality if area in ("unit", "municipality") else "",
        "county": "" if is_total(county) or area == "nation" else county,
    }


def _group(record: Mapping[str, str]) -> str:
    """Which of the pupils a record is about; a school has one owner, which is no group of its pupils."""
    of_school = not is_total(record.get("EnhetNavn", ""))
    groupings = {name: before for name, before in GROUPINGS.items() if not (of_school and name == "EierformNavn")}
    parts = [before + record[name] for name, before in groupings.items() if not is_total(record.get(name, ""))]
    return BETWEEN_PARTS.join(parts)
