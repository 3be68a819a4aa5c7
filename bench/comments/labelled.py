"""The labelled lines: text, what in it is personal, and what it is about."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from etl.masking.normal import normal
from etl.masking.spans import Span

FILE = Path(__file__).parent / "labelled.yaml"
HALVES = ("tuning", "held_out")
_MARK = re.compile(r"<(/?)([a-z_]+)>")


@dataclass(frozen=True)
class Line:
    """A comment as it is read (normal), its personal parts, and its themes where it was judged for them."""

    text: str
    spans: tuple[Span, ...]
    themes: tuple[tuple[str, str, str], ...] | None


def lines(half: str) -> list[Line]:
    """The lines of a half."""
    with FILE.open(encoding="utf-8") as file:
        rows = yaml.load(file, Loader=yaml.CSafeLoader)[half]
    return [_line(row) for row in rows]


def _line(row: dict[str, object]) -> Line:
    text, spans = _unmarked(normal(str(row["text"])))
    told = row.get("themes")
    return Line(text, tuple(spans), tuple(_theme(str(one)) for one in told) if isinstance(told, list) else None)


def _theme(written: str) -> tuple[str, str, str]:
    dimension, level, polarity = written.split("/")
    return dimension, level, polarity


def _unmarked(marked: str) -> tuple[str, list[Span]]:
    text = ""
    spans: list[Span] = []
    starts: list[int] = []
    for part in _parts(marked):
        mark = _MARK.fullmatch(part)
        if mark is None:
            text += part
        elif mark[1]:
            spans.append(Span(starts.pop(), len(text), mark[2]))
        else:
            starts.append(len(text))
    return text, spans


def _parts(marked: str) -> Iterator[str]:
    end = 0
    for mark in _MARK.finditer(marked):
        yield from (marked[end : mark.start()], mark[0])
        end = mark.end()
    yield marked[end:]
