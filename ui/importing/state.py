"""What an import on its way consists of, kept for the visit: steps come and go on the page, their values do not."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import streamlit as st

from core.codebook import Verdict
from core.findings import Finding
from etl.mapping.model import Mapping as ColumnsMapping
from etl.opening import Opened
from etl.plans import Plan
from etl.reading import SourceFile
from etl.receipts import Receipt
from ui.importing.under_way import UnderWay

Step = Literal["file", "survey", "mapping", "control", "storing"]
Approach = Literal["known", "edition", "new"]
STEPS: tuple[Step, ...] = ("file", "survey", "mapping", "control", "storing")
APPROACHES: tuple[Approach, ...] = ("known", "edition", "new")
STATE, SEEN = "importing", "importing_seen"
MOST_UNDONE = 100


@dataclass(frozen=True)
class Survey:
    """What an export is taken for: an edition that is known, a new edition of an instrument, or a new instrument."""

    approach: Approach
    instrument: str = ""
    edition: str = ""


@dataclass(frozen=True)
class Work:
    """One export and how it is understood; every survey it has been taken for keeps its mappings, the last in use."""

    opened: Opened
    survey: Survey
    histories: Mapping[Survey, tuple[ColumnsMapping, ...]] = field(default_factory=dict)
    verdicts: Mapping[str, tuple[Verdict, str]] = field(default_factory=dict)
    refused: tuple[Finding, ...] = ()

    @property
    def key(self) -> str:
        """What tells this export from the others."""
        return "-".join(file.sha256[:12] for file in self.opened.files)

    @property
    def name(self) -> str:
        """The names of its files."""
        return ", ".join(file.name for file in self.opened.files)

    @property
    def mapping(self) -> ColumnsMapping | None:
        """The mapping in use, where one has been made."""
        history = self.histories.get(self.survey)
        return history[-1] if history else None

    @property
    def can_undo(self) -> bool:
        """Whether the mapping has been changed since it was made."""
        return len(self.histories.get(self.survey, ())) > 1

    @property
    def is_codebook(self) -> bool:
        """Whether only a codebook is edited, without a file."""
        return not self.opened.files

    @property
    def by_mapping(self) -> bool:
        """Whether a mapping explains the export, and not a codebook as it stands."""
        return self.survey.approach != "known" or self.can_undo


@dataclass(frozen=True)
class View:
    """What of the columns is shown: which group, which words, which column beside the list, which ones are ticked."""

    group: str = ""
    search: str = ""
    page: int = 1
    column: str = ""
    picked: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Import:
    """Everything of an import on its way."""

    step: Step = "file"
    drops: int = 0
    files: tuple[SourceFile, ...] = ()
    unread: tuple[Finding, ...] = ()
    works: tuple[Work, ...] = ()
    current: int = 0
    view: View = field(default_factory=View)
    planned: tuple[Plan, ...] | None = None
    refused: tuple[Finding, ...] = ()
    under_way: UnderWay | None = None
    receipts: tuple[Receipt, ...] = ()
    result: Mapping[str, str] = field(default_factory=dict)
    codebooks: Mapping[str, str] = field(default_factory=dict)

    @property
    def work(self) -> Work:
        """The export that steps 2 and 3 show."""
        return self.works[self.current]


def now() -> Import:
    """The import on its way."""
    return st.session_state.setdefault(STATE, Import())


def put(**fields: Any) -> None:
    """Change parts of the import on its way."""
    st.session_state[STATE] = replace(now(), **fields)


def go(step: Step) -> None:
    """Show another step; all values stay."""
    put(step=step)


def show_work(number: int) -> None:
    """Let steps 2 and 3 show another export."""
    put(current=number, view=View())


def look(**fields: Any) -> None:
    """Change what of the columns is shown."""
    put(view=replace(now().view, **fields))


def begin_anew() -> None:
    """Forget the import on its way."""
    st.session_state[STATE] = Import(drops=now().drops + 1)
    st.session_state.pop(SEEN, None)


def put_work(work: Work) -> None:
    """Change the export that steps 2 and 3 show; what was planned with it is no longer true."""
    works = list(now().works)
    works[now().current] = work
    put(works=tuple(works), planned=None, refused=())


def put_mapping(mapping: ColumnsMapping) -> None:
    """The mapping after a change, which can be undone."""
    work = now().work
    history = work.histories.get(work.survey, ())
    if history and history[-1] == mapping:
        return
    kept = (*history[:1], *history[1:][-MOST_UNDONE:], mapping)
    put_work(replace(work, histories={**work.histories, work.survey: kept}))


def change_mapping(change: Callable[[ColumnsMapping], ColumnsMapping]) -> None:
    """Change the mapping as it stands when the reader acts: what was drawn before another act undoes nothing of it."""
    mapping = now().work.mapping
    if mapping is not None:
        put_mapping(change(mapping))


def put_verdict(item: str, verdict: str, reason: str) -> None:
    """A person's verdict on an item that is not as it was in the edition before."""
    work = now().work
    put_work(replace(work, verdicts={**work.verdicts, item: (verdict, reason)}))


def undo() -> None:
    """The mapping as it was before the last change."""
    work = now().work
    history = work.histories[work.survey]
    if len(history) > 1:
        put_work(replace(work, histories={**work.histories, work.survey: history[:-1]}))


def seen(name: str, subject: object, found: Callable[[], Any]) -> Any:
    """``found()``, kept while ``subject``, or each of its parts, is the same object: a rerun looks nothing up again."""
    kept = st.session_state.setdefault(SEEN, {})
    parts = subject if type(subject) is tuple else (subject,)
    if name not in kept or not all(former is part for former, part in zip(kept[name][0], parts, strict=True)):
        kept[name] = (parts, found())
    return kept[name][1]
