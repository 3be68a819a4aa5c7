"""The columns of answers as LimeSurvey writes them, and what headers and structure tell of them."""

from collections.abc import Sequence

import pandas as pd

from etl.adapters.limesurvey.headings import Heading
from etl.adapters.limesurvey.structure import AskedQuestion, Structure
from etl.export import QuestionKind
from etl.forms.columns import Columns, filled
from etl.reading.distinct import distinct

COMPLETED = "submitdate"
OTHER = "other"
# A comment on an option: «SQ001comment».
COMMENT = "comment"
MULTIPLE = "MP"
KINDS: dict[QuestionKind, str] = {"single": "L!OFHABCE5YGI1R", "number": "NK:", "multiple": MULTIPLE}
# Words for a tick, and for its absence where the export writes full answers.
TICKED = frozenset({"y", "yes", "ja", "1"})
NOT_TICKED = frozenset({"n", "no", "nei", "0"})
NOT_SHOWN = "n/a"
# What several columns of one question say where nothing but headers tell what it is.
ONLY_TICKS = frozenset({"y"})


def answers_of(
    headings: Sequence[Heading], cells: pd.DataFrame, structure: Structure, completed: "pd.Series[str] | None"
) -> Columns:
    """The columns that were asked, with the time of completion first."""
    columns = Columns(cells.index)
    if completed is not None:
        columns.add(COMPLETED, completed)
    groups: dict[str, list[Heading]] = {}
    for heading in headings:
        groups.setdefault(heading.question, []).append(heading)
    for code, group in groups.items():
        _add(columns, group, cells, structure.questions.get(code))
    return columns


def _add(columns: Columns, group: Sequence[Heading], cells: pd.DataFrame, asked: AskedQuestion | None) -> None:
    own = {heading.code for heading in group if _is_own_words(heading, group, asked)}
    options = [heading for heading in group if heading.subs and heading.code not in own]
    if _has_ticks(options, cells, asked):
        _add_ticks(columns, group, options, cells, asked)
        return
    for heading in group:
        question = _question_text(heading, asked)
        kind: QuestionKind = "text" if heading.code in own else _kind(asked)
        text = _text(heading, asked)
        within = question if heading.subs else ""
        if asked is None and not heading.subs:
            columns.add(heading.code, cells[heading.code], text)
        else:
            labels = _labels(cells[heading.code], asked) if kind == "single" else {}
            columns.ask(heading.code, cells[heading.code], text, kind=kind, group=within, labels=labels)


def _has_ticks(options: Sequence[Heading], cells: pd.DataFrame, asked: AskedQuestion | None) -> bool:
    """Whether the structure says so; without it, whether nothing but ticks stands in the columns."""
    if asked is not None:
        return asked.type in MULTIPLE and bool(options)
    written = {text.strip().casefold() for heading in options for text in distinct(cells[heading.code])} - {""}
    return bool(written) and written <= ONLY_TICKS


def _add_ticks(
    columns: Columns,
    group: Sequence[Heading],
    options: Sequence[Heading],
    cells: pd.DataFrame,
    asked: AskedQuestion | None,
) -> None:
    written = {
        heading.code: cells[heading.code].mask(cells[heading.code].str.casefold().eq(NOT_SHOWN), "")
        for heading in group
    }
    answered = filled(written.values(), columns.index)
    for heading in group:
        question = _question_text(heading, asked)
        if heading in options:
            ticked = written[heading.code].str.strip().str.casefold()
            chosen = ticked.ne("") & ~ticked.isin(NOT_TICKED)
            columns.tick(heading.code, question, _option_text(heading, asked), chosen, answered)
        else:
            columns.ask(heading.code, cells[heading.code], _text(heading, asked), kind="text", group=question)


def _is_own_words(heading: Heading, group: Sequence[Heading], asked: AskedQuestion | None) -> bool:
    """Whether people wrote here themselves: «other» beside the options of a question, or a comment on one."""
    last = heading.subs[-1] if heading.subs else ""
    if not last or (asked is not None and last in asked.parts) or len(group) == 1:
        return False
    return last.casefold() == OTHER or last.endswith(COMMENT)


def _kind(asked: AskedQuestion | None) -> QuestionKind:
    if asked is None:
        return "single"
    return next((kind for kind, letters in KINDS.items() if asked.type in letters), "text")


def _labels(cells: "pd.Series[str]", asked: AskedQuestion | None) -> dict[str, str]:
    """The answers' texts where the cells are codes; nothing where the cells are texts themselves."""
    if asked is None or not asked.labels:
        return {}
    written = {text.strip() for text in distinct(cells)} - {""}
    return asked.labels if not written or written & asked.labels.keys() else {}


def _question_text(heading: Heading, asked: AskedQuestion | None) -> str:
    return (asked.text if asked else "") or heading.text or heading.question


def _option_text(heading: Heading, asked: AskedQuestion | None) -> str:
    parts = [asked.parts.get(sub, sub) if asked else sub for sub in heading.subs]
    return heading.option if heading.option and not (asked and asked.parts) else " - ".join(parts)


def _text(heading: Heading, asked: AskedQuestion | None) -> str:
    question = _question_text(heading, asked)
    return f"{question} - {_option_text(heading, asked)}" if heading.subs else question
