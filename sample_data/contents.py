"""The YAML files of this folder: the fictional municipality, its answers and what is planted in them."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from core import catalogue, codebook
from core.codebook import Codebook, Edition
from core.text import DEFAULT_LANGUAGE

HERE = Path(__file__).parent
SHIPPED = HERE.parent


@cache
def content(name: str) -> Any:
    """What ``<name>.yaml`` says."""
    return yaml.load((HERE / f"{name}.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


@cache
def codebook_of(instrument: str) -> Codebook:
    """The shipped codebook, so that the files have the columns that it names."""
    lists = catalogue.load([SHIPPED / "reference"])
    return codebook.load(SHIPPED / "codebooks" / f"{instrument}.yaml", lists)


def written_as(edition: Edition, name: str) -> dict[str, str]:
    """Our key -> what an edition's file writes in a column; empty where it writes our keys."""
    return {key: written for written, key in edition.values.get(name, {}).items()}


def labels_of(book: Codebook, scale_name: str) -> dict[str, str]:
    """Code -> the words on the form, with "don't know" and "not applicable"."""
    scale = book.scales[scale_name]
    ratings = {str(code): names[DEFAULT_LANGUAGE] for code, names in scale.labels.items()}
    return ratings | {str(scale.dont_know[0]): "Vet ikke", str(scale.not_applicable[0]): "Ikke aktuelt"}


def texts_of(book: Codebook) -> dict[str, str]:
    """The words of every question by its id."""
    return {part.id: part.text[DEFAULT_LANGUAGE] for part in (*book.items, *book.background, *book.comments)}


def planted(kind: str, instrument: str, **more: str) -> list[dict[str, Any]]:
    """What is planted of one kind in an instrument; ``more`` narrows it, as to an edition."""
    wanted = {"instrument": instrument, **more}
    return [fact for fact in content("planted")[kind] if wanted.items() <= fact.items()]
