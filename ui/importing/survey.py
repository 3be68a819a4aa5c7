"""Step 2: which survey a file is of: a known edition, a new edition of a known instrument, or a new survey."""

import re
from dataclasses import replace
from typing import Any

import streamlit as st

from core.codebook_model import EDITION_ID
from core.errors import InputError
from core.periods import period as parsed_period
from core.text import pick, text
from etl.context import Context
from etl.editions import edition_of
from etl.mapping.model import Mapping
from etl.mapping.names import free, identifier
from etl.mapping.place import ASSUMED
from etl.plans import is_of_invited
from ui import findings, show
from ui.importing import constants, fields, invited, steps
from ui.importing.planning import context_with, is_lost, known_beside, newest_first, taken_as, titles_of
from ui.importing.state import APPROACHES, Approach, Survey, Work, change_mapping, now, put_mapping, put_work, show_work
from ui.importing.understood import first_mapping

NEW = "new"


def step(context: Context) -> None:
    """What the file is of, and what holds for all of its columns."""
    choose_file()
    state = now()
    context = context_with(known_beside(state), context)
    take_lost_as_new(context)
    work = now().work
    if is_of_invited(work.opened):
        invited.step(context)
        steps.onward()
        return
    if work.refused and work.survey.approach != "known":
        show.note(text(f"importing.why.{work.survey.approach}"))
    _approach(work, context)
    if now().work.survey.approach == "new":
        _new(context)
    else:
        _instrument(context)
    work = now().work
    if work.refused and (work.mapping is None or work.survey.approach == "known"):
        findings.show(work.refused)
    steps.onward(blocked=_blocked(context))


def choose_file() -> None:
    """Which of several files the step is about."""
    state = now()
    if len(state.works) > 1:
        names = {str(number): work.name for number, work in enumerate(state.works)}
        fields.choice(
            "import_file",
            text("importing.which_file"),
            list(names),
            str(state.current),
            lambda value: show_work(int(value)),
            names.__getitem__,
        )


def take_lost_as_new(context: Context) -> None:
    """Take the file for a new survey where the one it was taken for is not there any more."""
    work = now().work
    if is_lost(work, context):
        put_work(taken_as(work, Survey("known" if is_of_invited(work.opened) else "new")))


def ensure_mapping(context: Context) -> None:
    """Make the mapping of the file as it is taken for, where there is none yet."""
    work = now().work
    if work.mapping is not None or is_of_invited(work.opened):
        return
    try:
        mapping = first_mapping(work, context)
    except InputError as error:
        put_work(replace(work, refused=error.findings))
        return
    put_mapping(mapping)


def _approach(work: Work, context: Context) -> None:
    options = [one for one in APPROACHES if one == "new" or context.codebooks]
    key = f"import_approach_{work.key}"
    st.session_state[key] = work.survey.approach
    st.radio(
        text("importing.approach_label"),
        options,
        format_func=lambda one: text(f"importing.approach.{one}"),
        captions=[text(f"importing.approach_help.{one}") for one in options],
        key=key,
        on_change=lambda: _take_as(st.session_state[key], context),
    )
    if now().work.survey.approach == "new":
        with st.spinner(text("progress.proposing")):
            ensure_mapping(context)


def _take_as(approach: Approach, context: Context) -> None:
    work = now().work
    if approach == "new":
        put_work(taken_as(work, Survey("new")))
        return
    instrument = work.survey.instrument or next(iter(context.codebooks))
    _take_for(approach, instrument, context)


def _take_for(approach: Approach, instrument: str, context: Context, edition: str = "") -> None:
    """Take the file for an edition of an instrument; the newest where none is named."""
    work = taken_as(now().work, Survey(approach, instrument, edition or context.codebooks[instrument].editions[-1].id))
    if approach == "known":
        try:
            edition_of(work.opened.export, context.codebooks, instrument, work.survey.edition)
        except InputError as error:
            work = replace(work, refused=error.findings)
    put_work(work)


def _instrument(context: Context) -> None:
    survey = now().work.survey
    titles = titles_of(context)
    left, right = st.columns(2)
    with left:
        fields.choice(
            "import_instrument",
            text("importing.instrument"),
            list(titles),
            survey.instrument,
            lambda value: _take_for(survey.approach, value, context),
            lambda key: titles.get(key, key),
        )
    known = survey.approach == "known"
    with right:
        fields.choice(
            f"import_edition_{survey.instrument}",
            text("importing.edition" if known else "importing.like_edition"),
            newest_first(context.codebooks[survey.instrument]),
            survey.edition,
            lambda value: _take_for(survey.approach, survey.instrument, context, value),
            str,
        )
    if not known:
        ensure_mapping(context)
        if now().work.mapping is not None:
            _edition_and_period()
            constants.whole_file(context)


def _new(context: Context) -> None:
    mapping = now().work.mapping
    if mapping is None:
        return
    fields.words(
        f"import_title_{now().work.key}",
        text("importing.title"),
        mapping.title,
        lambda value: _titled(value, context),
        help_text=text("importing.title_help"),
    )
    left, right = st.columns(2)
    services = {key: pick(entry.name) for key, entry in context.catalogue.services.items()}
    roles = {key: pick(entry.name) for key, entry in context.catalogue.roles.items()}
    with left:
        fields.choice(
            "import_service",
            text("importing.draft_service"),
            list(services),
            mapping.service,
            lambda value: _set(service=value),
            lambda key: services.get(key, key),
            help_text=text("importing.service_help"),
        )
    with right:
        fields.choice(
            "import_role",
            text("importing.draft_role"),
            list(roles),
            mapping.role,
            lambda value: _set(role=value),
            lambda key: roles.get(key, key),
            help_text=text("importing.role_help"),
        )
    _edition_and_period()
    constants.whole_file(context)


def _edition_and_period() -> None:
    mapping = now().work.mapping
    assert mapping is not None, "shown only beside a mapping"
    told = bool(mapping.used_as("period") or mapping.used_as("date"))
    left, right = st.columns(2)
    with left:
        fields.words(
            "import_edition_id",
            text("importing.edition"),
            mapping.edition,
            lambda value: _set(edition=value),
            help_text=text("importing.edition_help"),
        )
        if wrong := _wrong_edition(mapping):
            show.caption(wrong)
        elif mapping.edition.startswith(ASSUMED):
            show.caption(text("importing.edition_assumed"))
    with right:
        fields.words(
            "import_period",
            text("importing.period"),
            mapping.period,
            _set_period,
            help_text=text("importing.period_help"),
        )
        if wrong := _wrong_period(mapping):
            show.caption(wrong)
        elif not mapping.period:
            show.caption(text("importing.period_told" if told else "importing.period_missing"))


def _titled(title: str, context: Context) -> None:
    """A new title, and the id that follows from it; an id that another file goes by stays."""
    mapping = now().work.mapping
    if not title or mapping is None:
        return
    others = [work for work in now().works if work is not now().work]
    if any(work.survey.instrument == mapping.instrument for work in others):
        _set(title=title)
        return
    taken = {work.mapping.instrument for work in others if work.mapping is not None}
    _set(title=title, instrument=free(identifier(title, mapping.instrument), {*context.codebooks, *taken}))


def _set_period(period: str) -> None:
    """A new period; the edition follows where its name was only assumed."""
    mapping = now().work.mapping
    follows = mapping is not None and mapping.edition.startswith(ASSUMED) and parsed_period(period) is not None
    _set(period=period, **({"edition": period} if follows else {}))


def _set(**changes: Any) -> None:
    change_mapping(lambda mapping: replace(mapping, **changes))


def _blocked(context: Context) -> str:
    """Why the way on is closed."""
    work = now().work
    mapping = work.mapping
    if work.survey.approach == "known":
        return text("importing.blocked_unfit") if work.refused else ""
    if mapping is None:
        return text("importing.blocked_unread")
    if work.survey.approach == "edition":
        taken = {edition.id for edition in context.codebooks[work.survey.instrument].editions}
        if mapping.edition in taken:
            return text("importing.blocked_edition_taken", edition=mapping.edition)
    return _wrong_edition(mapping) or _wrong_period(mapping)


def _wrong_edition(mapping: Mapping) -> str:
    """Why an edition cannot be called what it is called."""
    if not mapping.edition:
        return text("importing.edition_missing")
    return "" if re.fullmatch(EDITION_ID, mapping.edition) else text("importing.edition_wrong")


def _wrong_period(mapping: Mapping) -> str:
    """Why a period cannot be what is written."""
    return text("importing.period_wrong") if mapping.period and parsed_period(mapping.period) is None else ""
