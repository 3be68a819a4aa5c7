"""What the reader follows over time, and what is set beside it; every choice stands in the address."""

from dataclasses import dataclass

import streamlit as st

from core.selection import Selection
from core.text import text
from ui import data, show
from ui.development.kept import number_on, own_words, select
from views.development import chosen, process
from views.development.series import Spot, points, scale, steps
from views.periods import middle
from views.rows import records


@dataclass(frozen=True)
class Chosen:
    """What is followed: the series and those beside it, how long a period is, and what the reader has set."""

    spots: tuple[Spot, ...]
    step: str
    beside: str
    target: float | None = None
    events: tuple[tuple[float, str], ...] = ()
    rebased: tuple[str, ...] = ()
    cause: str = ""

    @property
    def spot(self) -> Spot:
        """The series that was asked for."""
        return self.spots[0]


def asked(selection: Selection) -> Chosen | None:
    """The measure, the length of period, and what to see beside; nothing where the place was never asked."""
    selection = selection.but(period=None, measure=None)
    found = steps(data.release(), selection)
    if not found:
        return None
    names = data.cached(chosen.names, selection)
    besides = chosen.besides(data.release(), selection)
    columns = iter(st.columns([2, *[1] * ((len(found) > 1) + (len(besides) > 1))]))
    with next(columns):
        measure = select("measure", text("filter.measure"), [*names], names.__getitem__)
    step, near = found[0], besides[0]
    if len(found) > 1:
        with next(columns):
            step = select("step", text("filter.step"), found, _step)
    if len(besides) > 1:
        with next(columns):
            near = select("beside", text("filter.beside"), besides, _beside)
    spots = chosen.spots(data.release(), selection, measure, near)
    return _with_settings(Chosen(spots, step, near))


def _with_settings(own: Chosen) -> Chosen:
    """A target and what happened, for the reader to set."""
    table = data.cached(points, own.spot, own.step)
    low, high = scale(table, own.spot)
    labels = dict(zip(table["period"].tolist(), table["label"].tolist(), strict=True))
    with st.expander(text("development.setting.title")):
        for_target, for_event, for_what = st.columns(3)
        with for_target:
            target = number_on("target", text("development.setting.target"), low, high, own.spot.decimals)
        with for_event:
            none = text("development.setting.none")
            event = select("event", text("development.setting.event"), ["", *labels], lambda key: labels.get(key, none))
        with for_what:
            what = own_words("what", text("development.setting.what")) if event else ""
        causes = _causes(own, event if what else "", what)
        rebased = _rebase(causes) if causes and process.is_long(table) else ""
        show.caption(text("development.setting.help"))
    events = ((middle(event), what),) if event and what else ()
    return Chosen(
        own.spots, own.step, own.beside, target, events, (rebased,) if rebased else (), causes.get(rebased, "")
    )


def _causes(own: Chosen, event: str, what: str) -> dict[str, str]:
    """Periods from which limits may be computed anew, and why: what happened, and what a codebook has recorded."""
    rows = records(data.cached(points, own.spot, own.step), "period", "label", "link", "link_told")
    recorded = {
        row["period"]: f"{row['label']}: {row['link_told']}" for row in rows if row["link"] == "with_reservation"
    }
    return recorded | (
        {event: f"{dict((row['period'], row['label']) for row in rows)[event]}: {what}"} if event else {}
    )


def _rebase(causes: dict[str, str]) -> str:
    return select(
        "rebase",
        text("development.setting.rebase"),
        ["", *causes],
        lambda key: causes.get(key, text("development.setting.not_rebased")),
    )


def _step(key: str) -> str:
    return text(f"step.{key}")


def _beside(key: str) -> str:
    return text(f"development.beside.{key}")
