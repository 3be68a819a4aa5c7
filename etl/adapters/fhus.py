"""Folkehelseundersøkelsen: public health survey of a county

Tables that the county publishes: shares of answers by municipality and question, weighted and not, and who answered.
The value 999 is no missing answer: it is the positive answers merged, and the text beside it says which.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from core.codebook import Codebooks
from core.errors import InputError
from core.findings import Finding
from etl.export import Export, Question
from etl.harmonise.answer_codes import folded, word_reasons
from etl.published_figures import figures_table, left_out, place_coded, share_of, spelled
from etl.reading import SourceFile, TextTable, read_tables
from etl.reading.numbers import decimal

FREQUENCY = {"Kommunenummer", "Kommune", "Variabel", "Spørsmål", "Verdi", "Svar", "Årstall"}
BACKGROUND = {"Kommunenummer", "Kommune", "Kategori", "Variabel", "Antall", "Andel"}
RATES = {"Levekårssone", "Svarprosent_per_levekårssone"}
MERGED = "999"
# Count and share of each answer; the weighted ones stand for the population and come first.
SHARES = ("Andel_vektet", "Andel_original")
COUNT, COUNTED = "Antall_original", "Andel_original"
ANSWERED, RESPONSE = "Antall respondenter", "Svarprosent"
ABOUT = {"service": "residents", "role": "citizen"}
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


def recognises(files: Sequence[SourceFile], codebooks: Codebooks) -> bool:
    """Whether the only table is one of the survey's."""
    del codebooks
    if len(files) != 1:
        return False
    columns = {str(name) for name in read_tables(files[0])[0].cells.columns}
    return _is_frequency(columns) or columns in (BACKGROUND, RATES)


def read(files: Sequence[SourceFile]) -> Export:
    """A row a place and question; of the table of who answered, a row a municipality with the number invited."""
    table = read_tables(files[0])[0]
    columns = {str(name) for name in table.cells.columns}
    if columns == RATES:
        raise InputError([Finding("response_rates_only", file=table.file)])
    return _invited(table) if columns == BACKGROUND else _frequency(table)


def _is_frequency(columns: set[str]) -> bool:
    return columns >= FREQUENCY | {COUNT, COUNTED}


def _frequency(table: TextTable) -> Export:
    cells = table.cells.apply(lambda column: column.str.strip())
    cells = cells.assign(asked=_asked(cells), code=cells["Verdi"].str.removesuffix(".0"))
    merged = cells["code"].eq(MERGED)
    spot = ["Kommunenummer", "Årstall", "asked"]
    beside = merged & ~merged.groupby([cells[name] for name in spot]).transform("all")
    single = cells[~merged].groupby(spot, sort=False)
    alone = cells[merged & ~beside]
    told = _figures_of_merged(alone)
    rows = {
        int(row): {**_place(record), **figures}
        for row, record, figures in zip(alone.index, alone.to_dict("records"), told.to_dict("records"), strict=True)
    }
    rows |= {int(answers.index[0]): _distribution(answers) for _, answers in single}
    without = [row for row, figures in rows.items() if not figures["mean"]]
    rows = {row: figures for row, figures in sorted(rows.items()) if figures["mean"]}
    first = {int(answers.index[0]) for _, answers in single}
    findings = [
        *left_out("fhus_merged_left_out", cells.index[beside], table.file),
        *left_out("fhus_answers_together", cells.index[~merged & ~cells.index.isin(first)], table.file),
        *left_out("figures_without_value", pd.Index(without), table.file),
        Finding("fhus_number_computed", "info", table.file, row_count=len(alone)),
    ]
    return Export(
        adapter="fhus",
        files=(table.file,),
        table=figures_table(rows.values(), rows),
        questions=_questions(cells[~beside]),
        kind="figures",
        rows_in_file=len(cells) + table.rows_left_out,
        findings=(*table.findings, *findings),
        encoding=table.encoding,
    )


def _asked(cells: pd.DataFrame) -> "pd.Series[str]":
    """The question; of a figure that was computed from several, what it is about and which answer is counted."""
    computed = cells["Spørsmål"].eq(cells["Variabel"]) | cells["Spørsmål"].eq("")
    about = cells["Gruppe"] if "Gruppe" in cells else cells["Variabel"]
    return cells["Spørsmål"].where(~computed, about + ": " + cells["Svar"]).str.split().str.join(" ")


def _place(record: Mapping[Any, str]) -> dict[str, str]:
    number = record.get("Kommunenummer_2025") or record["Kommunenummer"]
    period = {"period": record["Årstall"], "item": record["asked"]}
    return {**place_coded(number, record["Kommune"]).columns(), **ABOUT, **period}


def _figures_of_merged(cells: pd.DataFrame) -> pd.DataFrame:
    """The share of the merged answers; how many were asked is their number over the share that they are unweighted."""
    shares = [decimal(cells[name]) for name in SHARES if name in cells]
    share = shares[0].fillna(shares[-1])
    counted = decimal(cells[COUNTED])
    n = (decimal(cells[COUNT]) / counted.where(counted > 0)).round()
    return pd.DataFrame({"n": n.map(spelled), "mean": (share * 100).map(spelled)})


def _distribution(answers: pd.DataFrame) -> dict[str, str]:
    """The shares of single answers by their value, with the mean that they tell."""
    rated = answers[~_no_rating(answers["Svar"])]
    share = decimal(rated[SHARES[0] if SHARES[0] in rated else SHARES[1]])
    points, total = decimal(rated["code"]), share.sum(min_count=1)
    mean = (points * share).sum(min_count=1) / total if total > 0 else float("nan")
    told = {f"share_{code}": spelled(value / total * 100) for code, value in zip(rated["code"], share, strict=True)}
    n = decimal(rated[COUNT]).sum(min_count=1)
    return {
        **_place(answers.iloc[0].to_dict()),
        "n": "" if pd.isna(n) else str(round(n)),
        "mean": spelled(mean),
        **told,
    }


def _no_rating(answers: "pd.Series[str]") -> "pd.Series[bool]":
    return answers.map(lambda answer: folded(answer) in word_reasons()).astype(bool)


def _questions(cells: pd.DataFrame) -> dict[str, Question]:
    questions: dict[str, Question] = {}
    for asked, answers in cells.groupby("asked", sort=False):
        name, codes = str(asked), dict(zip(answers["code"], answers["Svar"], strict=True))
        questions[name] = share_of(name, codes[MERGED]) if MERGED in codes else Question(name, name, codes)
    return questions


def _invited(table: TextTable) -> Export:
    """How many were invited: those who answered over the response rate, of each municipality."""
    cells = table.cells.apply(lambda column: column.str.strip())
    answered = _by_place(cells, ANSWERED, "Antall")
    rate = _by_place(cells, RESPONSE, "Andel")
    places = [number for number in answered if len(number) == 4 and rate.get(number, 0) > 0]
    period = _YEAR.findall(table.file)
    rows = {
        int(cells.index[cells["Kommunenummer"].eq(number) & cells["Variabel"].eq(ANSWERED)][0]): {
            "municipality": number,
            **ABOUT,
            **({"period": period[-1]} if period else {}),
            "n": str(round(answered[number])),
            "invited": str(round(answered[number] / rate[number])),
        }
        for number in places
    }
    others = cells.index[~cells.index.isin(list(rows))]
    return Export(
        adapter="fhus",
        files=(table.file,),
        table=figures_table(rows.values(), rows),
        kind="invited",
        rows_in_file=len(cells) + table.rows_left_out,
        findings=(
            *table.findings,
            *left_out("fhus_background_left_out", others, table.file),
            Finding("fhus_invited_computed", "info", table.file, row_count=len(rows)),
        ),
        encoding=table.encoding,
    )


def _by_place(cells: pd.DataFrame, variable: str, column: str) -> dict[str, float]:
    chosen = cells[cells["Variabel"].eq(variable)]
    return dict(zip(chosen["Kommunenummer"], decimal(chosen[column]), strict=True))
