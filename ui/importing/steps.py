"""The five steps: which can be reached, the line that shows them, and the way on and back."""

from collections.abc import Callable

import streamlit as st

from core.text import text
from etl.plans import is_of_invited
from ui import show
from ui.importing.planning import is_explained
from ui.importing.state import STEPS, Import, Step, go, now


def reachable(state: Import) -> set[Step]:
    """The steps that have something to show."""
    if state.receipts or state.under_way is not None:
        return {"storing"}
    if any(work.is_codebook for work in state.works):
        return {"mapping"}
    steps: set[Step] = {"file"}
    if not state.works or state.unread:
        return steps
    steps.add("survey")
    if not all(is_of_invited(work.opened) for work in state.works):
        steps.add("mapping")
    if all(is_explained(work) for work in state.works):
        steps.add("control")
    if state.planned and not any(plan.refused for plan in state.planned):
        steps.add("storing")
    return steps


def line() -> None:
    """All steps in a row; those that can be reached can be pressed."""
    state = now()
    if any(work.is_codebook for work in state.works):
        show.heading(text("importing.heading.codebook"))
        return
    open_steps = reachable(state)
    with st.container(horizontal=True, key="import_steps", gap="small"):
        for number, step in enumerate(STEPS, 1):
            st.button(
                text("importing.numbered", number=number, step=text(f"importing.step.{step}")),
                key=f"step_{step}",
                type="primary" if step == state.step else "secondary",
                disabled=step not in open_steps,
                on_click=go,
                args=(step,),
            )
    if state.receipts:
        show.heading(text("importing.heading.stored"))
        return
    of_figures = state.step == "mapping" and state.work.opened.export.kind == "figures"
    show.heading(text("importing.heading.mapping_figures" if of_figures else f"importing.heading.{state.step}"))
    show.caption(text("importing.step_of", number=STEPS.index(state.step) + 1, count=len(STEPS)))


def onward(*, before: Callable[[], None] | None = None, blocked: str = "") -> None:
    """The way to the neighbouring steps; ``blocked`` says why it does not go on."""
    state = now()
    place = STEPS.index(state.step)
    with st.container(horizontal=True, vertical_alignment="center", key="import_onward"):
        if place and reachable(state) & set(STEPS[:place]):
            st.button(text("importing.back"), key="step_back", on_click=go, args=(_before(state),))
        if place < len(STEPS) - 1:
            after = _after(state)
            st.button(
                text("importing.next", step=text(f"importing.step.{after}")),
                # A second press that comes late is of the step it was meant for, and does not skip the next one.
                key=f"next_{after}",
                type="primary",
                disabled=bool(blocked) or after not in reachable(state),
                on_click=_go_on,
                args=(after, before),
            )
    if blocked:
        show.caption(blocked)


def _before(state: Import) -> Step:
    """The nearest step before this one that has something to show."""
    earlier = STEPS[: STEPS.index(state.step)]
    return next(step for step in reversed(earlier) if step in reachable(state))


def _after(state: Import) -> Step:
    """The nearest step after this one that has something to show; the very next where none has yet."""
    later = STEPS[STEPS.index(state.step) + 1 :]
    return next((step for step in later if step in reachable(state)), later[0])


def _go_on(step: Step, before: Callable[[], None] | None) -> None:
    if before is not None:
        before()
    go(step)
