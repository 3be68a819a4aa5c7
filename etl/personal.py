"""Columns that tell who answered: they are taken away as soon as an export has been read."""

import re
from dataclasses import replace
from functools import cache

import pandas as pd
import yaml

from core.findings import Finding
from core.settings import ROOT
from etl.columns import folded
from etl.export import Export
from etl.masking import is_personal
from etl.reading.distinct import distinct

NAMES = ROOT / "reference" / "personal_columns.yaml"
# More of the filled cells than this are an address or a number by their form: the column asks for it.
MOST_BY_FORM = 0.5
LONGEST_BY_FORM = 3
_IP = re.compile(r"(?:\d{1,3}\.){3}\d{1,3}|(?:[0-9a-f]{0,4}:){3,7}[0-9a-f]{0,4}", re.IGNORECASE)
_POSITION = re.compile(r"-?\d{1,3}\.\d{4,}[ ,;]+-?\d{1,3}\.\d{4,}(?:[ ,;].*)?")


def plain(name: str) -> str:
    """A column name in small letters without signs: ``E-post adresse`` is ``epostadresse``."""
    return "".join(character for character in folded(name).casefold() if character.isalnum())


@cache
def identity_names() -> frozenset[str]:
    """Plain names of columns that hold a person's name, address, number or position."""
    return _named("identity")


@cache
def key_names() -> frozenset[str]:
    """Plain names of columns that hold a key of a person: of use to see the same answer twice, and for nothing else."""
    return _named("keys")


def _named(part: str) -> frozenset[str]:
    with NAMES.open(encoding="utf-8") as file:
        return frozenset(plain(name) for name in yaml.load(file, Loader=yaml.CSafeLoader)[part])


def without_who_answered(export: Export) -> Export:
    """The export without columns that by their name, question or content tell who answered, and a finding of them.

    A key stays in the table for as long as the import lasts: a hash of it tells whether the same answer came before.
    """
    if export.kind != "answers":
        return export
    labels = export.column_labels
    told = [
        str(code)
        for code in export.table.columns
        if {plain(str(code)), plain(labels.get(str(code), ""))} & identity_names() or _by_form(export.table[code])
    ]
    if not told:
        return export
    note = Finding("personal_columns_dropped", "info", export.files[0], export.sheet, values=tuple(told))
    return replace(
        export,
        table=export.table.drop(columns=told),
        column_labels={code: label for code, label in labels.items() if code not in told},
        questions={code: question for code, question in export.questions.items() if code not in told},
        findings=(*export.findings, note),
    )


def _by_form(cells: "pd.Series[str]") -> bool:
    """Whether most of the distinct cells are an address, a number of a person or a position, and little else."""
    written = [bare for text in distinct(cells, most=500) if (bare := text.strip())]
    known = sum(len(text.split()) <= LONGEST_BY_FORM and _is_by_form(text) for text in written)
    return known > MOST_BY_FORM * max(len(written), 1)


def _is_by_form(text: str) -> bool:
    return bool(_IP.fullmatch(text) or _POSITION.fullmatch(text) or is_personal(text))
