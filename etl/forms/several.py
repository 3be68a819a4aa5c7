"""Several answers in one cell: which options they are, though an option may hold the sign that parts them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd

from etl.forms.columns import Columns
from etl.reading.distinct import counted

# As often as this together and never apart: two parts of one option, and no coincidence.
LEAST_TOGETHER = 5
# Of as many answers an option comes more than once; what comes once is somebody's own words.
MOST_WITHOUT_OWN_WORDS = 20
# Of a list of options most come again; of sentences few do.
LEAST_RECURRING = 0.6
# Where fewer than this choose several options, they are told to choose one and write more themselves.
LEAST_WITH_SEVERAL = 0.02
# More options than this nobody reads through.
MOST_OPTIONS = 100
OWN_WORDS = "Annet"
SEMICOLON = ";"
_BRACKETS = str.maketrans({"[": "(", "]": ")", "{": "(", "}": ")"})


@dataclass(frozen=True)
class Several:
    """The options of a question in the order in which they came, and written cell -> the answers in it."""

    options: tuple[str, ...]
    answers: Mapping[str, tuple[str, ...]]


def several(cells: "pd.Series[str]", separator: str) -> Several | None:
    """The options of a column whose cells are lists of them; nothing where they are single answers or sentences."""
    if not _is_often_in(separator, cells):
        return None
    counts = _counts(cells)
    found = _answers(counts, separator)
    times = _times(found, counts)
    recurring = {option for option, rows in times.items() if rows > 1}
    with_several = sum(counts[cell] for cell, answers in found.items() if len(recurring & set(answers)) > 1)
    if with_several <= LEAST_WITH_SEVERAL * sum(counts.values()) or not _are_lists(found.values(), times, recurring):
        return None
    return _without_own_words(found, times, sum(counts.values()))


def listed(cells: "pd.Series[str]", separator: str) -> Several | None:
    """The options of a column whose every cell ends with the sign; nothing for other columns, and for rankings."""
    if not cells.str.contains(separator, regex=False).any():
        return None
    counts = _counts(cells)
    if not all(cell.endswith(separator) for cell in counts):
        return None
    found = _answers(counts, separator)
    if _is_ranking(found.values()):
        return None
    return _without_own_words(found, _times(found, counts), sum(counts.values()))


def add_options(columns: Columns, question: str, cells: "pd.Series[str]", found: Several) -> None:
    """A column an option, and one of what people wrote themselves where they did."""
    written = cells.str.strip()
    answered = written.ne("")
    codes, distinct = pd.factorize(written)
    chosen = [found.answers.get(str(cell), ()) for cell in distinct]
    for option in found.options:
        ticked = np.array([option in answers for answers in chosen], dtype=np.bool_)[codes]
        columns.tick(f"{question} - {option}", question, option, pd.Series(ticked, index=columns.index), answered)
    known = set(found.options)
    own = np.array(["; ".join(text for text in answers if text not in known) for answers in chosen], dtype=object)
    if any(own):
        text = f"{question} - {OWN_WORDS}"
        words = pd.Series(own[codes], index=columns.index, dtype="str")
        columns.ask(text, words, text, kind="text", group=question)


def _is_often_in(separator: str, cells: "pd.Series[str]") -> bool:
    """Whether so many cells have the sign that it may part answers: most columns are done with here."""
    having = int(cells.str.contains(separator, regex=False).sum())
    return having > 0 and having > LEAST_WITH_SEVERAL * int(cells.str.strip().ne("").sum())


def _counts(cells: "pd.Series[str]") -> dict[str, int]:
    return {cell: rows for cell, rows in counted(cells.str.strip()).items() if cell}


def _answers(counts: Mapping[str, int], separator: str) -> dict[str, tuple[str, ...]]:
    """Written cell -> its answers: parts that belong together are put together again."""
    split = {cell: _parts(cell, separator) for cell in counts}
    # A semicolon in an option has a blank after it: only a comma needs more to be told from the sign between two.
    together = set() if separator == SEMICOLON else _always_together(split, counts)
    return {cell: tuple(_joined(parts, separator, together)) for cell, parts in split.items()}


def _times(found: Mapping[str, Sequence[str]], counts: Mapping[str, int]) -> Counter[str]:
    """How many rows have each answer."""
    times: Counter[str] = Counter()
    for cell, answers in found.items():
        times.update(dict.fromkeys(answers, counts[cell]))
    return times


def _parts(cell: str, separator: str) -> list[str]:
    return cell.removesuffix(separator).split(separator)


def _joined(parts: Sequence[str], separator: str, together: set[tuple[str, str]]) -> list[str]:
    """The parts put together to answers: an answer goes on until a part begins another."""
    depths = [_depth(part) for part in parts]
    last_closing = max((position for position, depth in enumerate(depths) if depth < 0), default=-1)
    answers: list[list[str]] = []
    opened = 0
    for position, part in enumerate(parts):
        goes_on = position > 0 and (
            # The tools put nothing after a semicolon: a blank there was written by whoever made the option.
            (separator == SEMICOLON and part[:1].isspace())
            or (parts[position - 1].strip(), part.strip()) in together
            or (opened > 0 and position <= last_closing)
        )
        if not goes_on:
            answers.append([])
            opened = 0
        answers[-1].append(part)
        opened += depths[position]
    return [answer for pieces in answers if (answer := separator.join(pieces).strip())]


def _depth(text: str) -> int:
    """Brackets that are opened and not closed; fewer than none where more are closed."""
    bare = text.translate(_BRACKETS)
    return bare.count("(") - bare.count(")")


def _always_together(split: Mapping[str, Sequence[str]], counts: Mapping[str, int]) -> set[tuple[str, str]]:
    """Pairs of parts of which neither ever comes without the other right beside it."""
    alone: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for cell, parts in split.items():
        bare = [part.strip() for part in parts]
        for part in bare:
            alone[part] += counts[cell]
        for pair in pairwise(bare):
            pairs[pair] += counts[cell]
    return {pair for pair, rows in pairs.items() if rows >= LEAST_TOGETHER and rows == alone[pair[0]] == alone[pair[1]]}


def _are_lists(cells: Iterable[Sequence[str]], times: Mapping[str, int], recurring: set[str]) -> bool:
    """Whether the same options come again, and some of them now first and now later in a cell."""
    answers = [cell for cell in cells if cell]
    first = {cell[0] for cell in answers}
    later = {answer for cell in answers for answer in cell[1:]}
    often = sum(times[option] for option in recurring)
    moved = bool(recurring & first & later)
    return moved and often >= LEAST_RECURRING * sum(times.values())


def _is_ranking(cells: Iterable[Sequence[str]]) -> bool:
    """Whether every cell holds the same options, and not all in the same order."""
    distinct = {tuple(cell) for cell in cells}
    return len(distinct) > 1 and len({frozenset(cell) for cell in distinct}) == 1


def _without_own_words(found: Mapping[str, tuple[str, ...]], times: Mapping[str, int], rows: int) -> Several | None:
    own = {option for option, count in times.items() if count == 1} if rows >= MOST_WITHOUT_OWN_WORDS else set()
    options = tuple(option for option in times if option not in own)
    return Several(options, dict(found)) if len(options) <= MOST_OPTIONS else None
