"""One tiltak in full: the finding, what became of it, the evaluation, the form, notes and history."""

from datetime import date
from functools import partial
from html import escape
from typing import Any

import streamlit as st

from core.errors import AppError
from core.text import text
from register import action_search, history
from register.actions import JUDGEMENTS, Action, Note
from register.history import Change
from ui import data, markup, registered, registered_form, show
from ui.actions import address, fields
from views.actions.effect import Effect, effects
from views.actions.finding import measures
from views.actions.table import day, figure_of, found_then, is_late, is_waiting
from views.periods import period_name


def action() -> None:
    """The tiltak that the address names; what is typed stays even where the register has gone away."""
    address.back()
    action_id = address.number(address.ACTION) or 0
    name = f"action_{action_id}"
    try:
        row, notes, changes = _read(action_id)
    except AppError:
        if not registered_form.is_open(name):
            raise
        registered_form.tell(name, "actions.field", fields.said)
        registered.unavailable()
        _form(name, {})
        return
    if row is None:
        show.note(text("error.register_row_missing"))
        return
    figure = figure_of(row)
    effect = data.cached(effects, (figure,)).get(figure) if figure else None
    _head(row, effect)
    registered_form.begin(name, Action, row, _facts(row))
    registered_form.tell(name, "actions.field", fields.said)
    _finding(row, found_then(data.release(), [row])[row.id], effect)
    if effect or row.judgement:
        _evaluation(row, effect)
    show.heading(text("actions.about"))
    _form(name, data.cached(measures, figure) if figure else {})
    _drop(row, changes)
    _notes(row, notes)
    _history(changes)


def _read(action_id: int) -> tuple[Action | None, list[Note], tuple[Change, ...]]:
    with registered.register().reading() as session:
        row = session.get(Action, action_id)
        return row, action_search.notes_of(session, action_id), history.changes_of(session, Action, action_id)


def _facts(row: Action) -> dict[str, Any]:
    return {field: getattr(row, field) for field in (*fields.NEW, *fields.TOLD)}


def _head(row: Action, effect: Effect | None) -> None:
    """Title, status, owner and date, and what is to be done now."""
    show.heading(row.title)
    tags = [("", text(f"actions.status.{row.status}")), ("", text(f"actions.phase.{row.phase}"))]
    if is_late(row, date.today()):
        tags.append((" bi-late", text("actions.late")))
    if is_waiting(row, effect):
        tags.append((" bi-waiting", text("actions.waiting")))
    told = "".join(f'<span class="bi-tag{kind}">{escape(words)}</span>' for kind, words in tags)
    owner = text("actions.owned", owner=row.owner or text("actions.no_owner"))
    due = text("actions.due_on", day=day(row.due)) if row.due else text("actions.no_due")
    markup.put(f'<p class="bi-caption">{told} {escape(owner)} {escape(due)}</p>')


def _finding(row: Action, told: str, effect: Effect | None) -> None:
    """What was found then, and what the measure has become since."""
    if told:
        link = f'<a class="bi-link" href="{escape(row.link)}" target="_self">{escape(text("actions.to_figure"))}</a>'
        markup.put(f'<p class="bi-text">{escape(told)} {link if row.link else ""}</p>')
    if effect is not None:
        show.sentence(effect.told)
        more = effect.against(row.effect_direction, row.effect_size)
        if more:
            show.paragraph(more)
        show.caption_with_method(text("actions.effect.caution"), "waves")
    elif row.measure:
        show.caption(text("actions.effect.none_yet"))


def _evaluation(row: Action, effect: Effect | None) -> None:
    """The evaluation, asked for where a newer figure has come."""
    name = f"evaluation_{row.id}"
    registered_form.begin(name, Action, row, {"judgement": row.judgement, "evaluation": row.evaluation})
    show.heading(text("actions.evaluation"))
    if is_waiting(row, effect) and effect:
        show.note(text("actions.evaluate", period=period_name(effect.period)))
    elif row.evaluated_on:
        told = {"day": day(row.evaluated_on), "period": period_name(row.evaluated_period or "")}
        show.caption(text("actions.evaluated", **told))
    registered_form.tell(name, "actions.field", fields.said)
    with st.form(name):
        st.selectbox(
            text("actions.field.judgement"),
            [None, *JUDGEMENTS],
            format_func=lambda one: text(f"actions.judgement.{one}") if one else text("actions.none"),
            key=registered_form.key(name, "judgement"),
            placeholder=text("actions.none"),
        )
        st.text_area(
            text("actions.field.evaluation"),
            key=registered_form.key(name, "evaluation"),
            max_chars=fields.LONGEST_TEXT,
            help=text("actions.help.evaluation"),
        )
        st.checkbox(text("actions.close"), key=f"{name}_close", disabled=row.status in {"closed", "dropped"})
        period = effect.period if effect else row.evaluated_period
        st.form_submit_button(text("actions.save_evaluation"), type="primary", on_click=_evaluated, args=(name, period))


def _evaluated(name: str, period: str | None) -> None:
    lacking = "" if registered_form.typed(name)["judgement"] else text("actions.judgement_missing")
    also: dict[str, Any] = {"evaluated_on": date.today(), "evaluated_period": period}
    if st.session_state.get(f"{name}_close"):
        also |= {"status": "closed", "phase": "act"}
    registered_form.save(name, also, lacking)


def _form(name: str, known: dict[str, str]) -> None:
    """The fields of the tiltak."""
    with st.form(name):
        fields.action(name, _with_chosen(name, known), told=True)
        st.form_submit_button(text("actions.save"), type="primary", key=f"{name}_save", on_click=_save, args=(name,))


def _with_chosen(name: str, known: dict[str, str]) -> dict[str, str]:
    """What can be chosen, and what is: a measure that is no longer shown stays until it is changed."""
    chosen = registered_form.typed(name)["effect_measure"]
    return known if chosen is None or chosen in known else known | {chosen: fields.said("effect_measure", chosen)}


def _save(name: str) -> None:
    registered_form.save(name, lacking="" if registered_form.typed(name)["title"] else text("actions.title_missing"))


def _drop(row: Action, changes: tuple[Change, ...]) -> None:
    """Nothing is deleted: a tiltak is dropped, and taken up again as it was."""
    if row.status == "dropped":
        steps = [change.fields["status"] for change in changes if "status" in change.fields]
        before = [was for was, became in steps if became == "dropped" and was]
        status = before[-1] if before else "planned"
        st.button(text("actions.undo_drop"), key="undo_drop", on_click=partial(_set_status, row, status))
    else:
        st.button(text("actions.drop"), key="drop", type="tertiary", on_click=partial(_set_status, row, "dropped"))


def _set_status(row: Action, status: str) -> None:
    registered_form.save(f"action_{row.id}", {"status": status})


def _notes(row: Action, notes: list[Note]) -> None:
    """Dated notes, and a field for a new one."""
    show.heading(text("actions.notes"))
    key = f"note_{row.id}"
    registered_form.begin(key, Note, None, {"text": ""})
    registered_form.tell(key, "actions.field", fields.said)
    with st.form(key):
        st.text_area(
            text("actions.field.note"),
            key=registered_form.key(key, "text"),
            max_chars=fields.LONGEST_TEXT,
            height=80,
            help=text("actions.help.note"),
        )
        st.form_submit_button(text("actions.save_note"), on_click=_note, args=(key, row.id))
    if notes:
        items = "".join(
            f"<dt>{day(note.written_on)}</dt><dd>{escape(note.text).replace(chr(10), '<br>')}</dd>" for note in notes
        )
        markup.put(f'<dl class="bi-definitions">{items}</dl>')


def _note(key: str, action_id: int) -> None:
    also = {"action_id": action_id, "written_on": date.today()}
    lacking = "" if registered_form.typed(key)["text"] else text("actions.note_missing")
    registered_form.add(key, also, lambda _: key, lacking)


def _history(changes: tuple[Change, ...]) -> None:
    """Every change, the newest first, behind a line."""
    inside = registered_form.changes(tuple(_told(change) for change in changes[::-1]), "actions.field", fields.said)
    title = escape(text("actions.history", count=len(changes)))
    markup.put(f'<details class="bi-twin"><summary>{title}</summary>{inside}</details>')


def _told(change: Change) -> Change:
    """A change without the ids that nobody reads."""
    kept = {field: both for field, both in change.fields.items() if field not in fields.UNTOLD}
    return Change(change.version, change.at, change.by, kept)
