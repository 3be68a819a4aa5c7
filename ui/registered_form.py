"""A form on a row of the register: what was typed stays on the screen until it has been saved."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from time import monotonic
from typing import Any

import streamlit as st

from core.errors import AppError
from core.messages import error_text
from core.text import text
from register import history
from register.base import Versioned
from register.database import Session
from register.history import Change, StaleVersionError
from ui import markup, registered, twice
from ui.without_numbers import without_numbers

OPENED = "registered_forms"
Said = Callable[[str, Any], str]


@dataclass(frozen=True)
class Saved:
    """The new row that a form last became: what was typed, when, and whether something of it was masked."""

    typed: dict[str, Any]
    row: Versioned
    masked: bool
    when: float


@dataclass(frozen=True)
class Outcome:
    """What came of saving: done, refused in words, or what somebody else changed and which of it the reader has too.

    ``masked`` tells that a number of a person was taken out of what was saved.
    """

    done: bool = False
    masked: bool = False
    told: str = ""
    changes: tuple[Change, ...] = ()
    both: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Met:
    """That somebody else was first: what was typed then, what of theirs was taken over, and what is said of it."""

    typed: dict[str, Any]
    taken: dict[str, Any]
    outcome: Outcome
    when: float

    def is_meant_by(self, typed: dict[str, Any]) -> bool:
        """Whether a press is the second of two: of a browser that has not heard of what was taken over, or a hurry."""
        return typed == self.typed and (bool(self.taken) or twice.is_hurried(self.when))


@dataclass
class Opened:
    """A form and the row it is about, as the row was when the form was opened; no id where the row is a new one."""

    kind: type[Versioned]
    row_id: int | None
    version: int
    facts: dict[str, Any]
    saved: Saved | None = None
    met: Met | None = None

    def is_saved(self, typed: dict[str, Any]) -> bool:
        """Whether this was saved a moment ago: pressed twice, a button finds the same again or an empty form."""
        blank = {field: _clean(value) for field, value in self.facts.items()}
        return self.saved is not None and twice.is_hurried(self.saved.when) and typed in (self.saved.typed, blank)


def begin(name: str, kind: type[Versioned], row: Versioned | None, facts: Mapping[str, Any]) -> None:
    """Open a form, unless it is open: its fields get what stands in the row, or what is suggested for a new one."""
    if name in _opened() and all(_key(name, field) in st.session_state for field in _opened()[name].facts):
        return
    standing = {field: getattr(row, field) for field in facts} if row is not None else dict(facts)
    own = (row.id, row.version) if row is not None else (None, 0)
    before = _opened().get(name)
    _opened()[name] = Opened(kind, *own, standing, before.saved if before else None)
    for field, value in standing.items():
        st.session_state[_key(name, field)] = value


def is_open(name: str) -> bool:
    """Whether there is a form with something in it."""
    return name in _opened() and any(_key(name, field) in st.session_state for field in _opened()[name].facts)


def key(name: str, field: str) -> str:
    """The key of the widget of a field."""
    return _key(name, field)


def typed(name: str) -> dict[str, Any]:
    """What stands in every field now."""
    return {field: _clean(st.session_state.get(_key(name, field), value)) for field, value in _facts(name).items()}


def add(
    name: str,
    also: Mapping[str, Any],
    then: Callable[[Versioned], str],
    lacking: str = "",
    with_it: Callable[[Session, Versioned], None] | None = None,
) -> None:
    """Save the form as a new row, and ``with_it`` what belongs to it; what was typed stays where that cannot be done.

    ``then`` goes on with the row, and tells at which form it is to be said that it was saved. It is called once more
    where the button was pressed twice: the second press comes from the form as it was, with its address.
    """
    opened, wrote = _opened()[name], typed(name)
    if not opened.is_saved(wrote):
        if lacking:
            twice.say(name, Outcome(told=lacking))
            return
        kept = _kept(name)
        try:
            with registered.register().session() as session:
                row = history.add(session, opened.kind(**kept, **also), registered.by())
                if with_it is not None:
                    with_it(session, row)
        except AppError as error:
            twice.say(name, Outcome(told=error_text(error)))
            return
        opened.saved = Saved(wrote, row, masked=kept != wrote, when=monotonic())
    saved = opened.saved
    assert saved is not None
    forget(name)
    twice.say(then(saved.row), Outcome(done=True, masked=saved.masked))


def save(name: str, also: Mapping[str, Any] | None = None, lacking: str = "") -> None:
    """Save what the reader has changed; where somebody was first, keep it on the screen and tell what they changed."""
    if lacking:
        twice.say(name, Outcome(told=lacking))
        return
    opened = _opened()[name]
    met, opened.met = opened.met, None
    if met is not None and met.is_meant_by(typed(name)):
        _take_over(name, met)
        return
    changed = {field: value for field, value in _kept(name).items() if value != _clean(opened.facts[field])}
    masked = _kept(name) != typed(name)
    try:
        with registered.register().session() as session:
            row = history.change(
                session, opened.kind, opened.row_id or 0, opened.version, changed | dict(also or {}), registered.by()
            )
    except StaleVersionError as error:
        _meet(name, error, changed)
    except AppError as error:
        twice.say(name, Outcome(told=error_text(error)))
    else:
        if masked:
            _show(name, row)
        _follow(opened, row)
        twice.say(name, Outcome(done=True, masked=masked))


def forget(name: str) -> None:
    """Empty the fields of a form; it is opened anew when it is shown again."""
    opened = _opened().get(name)
    for field in opened.facts if opened else ():
        st.session_state.pop(_key(name, field), None)


def tell(name: str, prefix: str, said: Said) -> None:
    """What came of saving, once; ``said`` writes the value of a field, and ``prefix`` is where its labels stand."""
    outcome = twice.said(name)
    if outcome is None:
        return
    if outcome.done:
        st.success(text("register.saved"))
        if outcome.masked:
            st.warning(text("register.masked"))
    elif outcome.changes:
        st.warning(text("error.register_changed_meanwhile"))
        markup.put(changes(outcome.changes, prefix, said))
        if outcome.both:
            labels = ", ".join(text(f"{prefix}.{field}") for field in sorted(outcome.both))
            st.warning(text("register.both", fields=labels))
    else:
        st.error(outcome.told)


def changes(found: tuple[Change, ...], prefix: str, said: Said) -> str:
    """Saved changes as a list: when, by whom, what it was and what it became."""
    items = []
    for change in found:
        who = text("register.change", when=f"{change.at.astimezone():%d.%m.%Y %H:%M}", by=_by(change.by))
        told = "; ".join(_one(field, *both, prefix, said) for field, both in change.fields.items() if _is_told(*both))
        items.append(f"<li>{escape(who)} {escape(told)}</li>")
    return f'<ul class="bi-list">{"".join(items)}</ul>'


def _one(field: str, was: Any, became: Any, prefix: str, said: Said) -> str:
    label, now = text(f"{prefix}.{field}"), said(field, became) or text("register.nothing")
    if was in (None, ""):
        return text("register.became", field=label, now=now)
    return text("register.was_became", field=label, was=said(field, was), now=now)


def _is_told(was: Any, became: Any) -> bool:
    return (was or "") != (became or "")


def _by(key: str) -> str:
    return text(f"register.by.{key}")


def _meet(name: str, error: StaleVersionError, changed: Mapping[str, Any]) -> None:
    """Take over what somebody else has saved in the fields that the reader has left alone."""
    opened = _opened()[name]
    with registered.register().reading() as session:
        row = session.get_one(opened.kind, opened.row_id)
    wrote = typed(name)
    _follow(opened, row)
    taken = {field: value for field, value in typed(name).items() if value != wrote[field]}
    theirs = {field for change in error.changes for field in change.fields}
    outcome = Outcome(changes=error.changes, both=frozenset(theirs & changed.keys()))
    opened.met = Met(wrote, taken, outcome, monotonic())
    twice.say(name, outcome)


def _take_over(name: str, met: Met) -> None:
    """Once more what the first of two presses came to: the second would save what the fields held before."""
    for field, value in met.taken.items():
        st.session_state[_key(name, field)] = value
    twice.say(name, met.outcome)


def _follow(saved: Opened, row: Versioned) -> None:
    """Every open form on the row goes on from what is saved now."""
    for name, opened in _opened().items():
        if (opened.kind, opened.row_id) == (saved.kind, saved.row_id):
            for field, was in opened.facts.items():
                now = getattr(row, field)
                if now != was and _clean(st.session_state.get(_key(name, field))) == _clean(was):
                    st.session_state[_key(name, field)] = now
                opened.facts[field] = now
            opened.version = row.version


def _kept(name: str) -> dict[str, Any]:
    """What is saved of what was typed: without numbers that belong to a person."""
    return {field: without_numbers(value) for field, value in typed(name).items()}


def _show(name: str, row: Versioned) -> None:
    """Let the fields say what was saved, where that is not what was typed."""
    for field in _facts(name):
        st.session_state[_key(name, field)] = getattr(row, field)


def _clean(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


def _facts(name: str) -> dict[str, Any]:
    return _opened()[name].facts


def _opened() -> dict[str, Opened]:
    return st.session_state.setdefault(OPENED, {})  # type: ignore[no-any-return]


def _key(name: str, field: str) -> str:
    return f"{name}_{field}"
