"""The figures of the page on development, each with its words, its table and its download."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import pandas as pd

from charts import control_chart, lines, small_lines
from charts.theme import Palette
from core.text import text
from store.release import Release
from ui import data, follow, markup, show
from ui.development.choices import Chosen
from views.development import beside, process, summary
from views.development.series import COLUMNS, Spot, footnotes, points, scale, with_figures
from views.words import joined

# What the icons hold: the way of a signal, and of a target whether it is passed, failed or now and then met.
RINGS = {
    "improvement": "▲", "concern": "▼", "common_cause": "●", "few_points": "●",
    "consistently_hit": "✓", "consistently_miss": "✕", "hit_and_miss": "?",
}  # fmt: skip


def line(own: Chosen) -> None:
    """The series with its intervals and breaks, and the reasons of the breaks."""
    table = data.cached(points, own.spot, own.step)
    axis = lines.span([table], scale(table, own.spot))
    figure = lines.figure(
        table,
        axis=axis,
        axis_title=_axis_title(own.spot),
        names=_names("interval", "hidden", "target", "n", "rate", "with_reservation", "not_judged"),
        palette=show.palette(),
        target=own.target,
        events=own.events,
    )
    show.chart(
        figure,
        alt=data.cached(summary.first, own.spots, own.step, own.rebased),
        table=table,
        file="utvikling",
        columns=COLUMNS,
        decimals=own.spot.decimals,
        caption_text=summary.caption(table, own.spot, axis),
        footnotes=footnotes(table),
        follow_up=_newest_followed(table, own.spot),
        method="lines",
    )
    if not process.is_long(table) and (told := summary.target_told(table, own.target, own.spot)):
        show.paragraph(told)


def _newest_followed(table: pd.DataFrame, spot: Spot) -> str:
    newest = with_figures(table)["period"].tolist()[-1:]
    return "".join(follow.link(spot.selection.but(period=period), spot.measure, "development") for period in newest)


def process_chart(own: Chosen) -> None:
    """The series with its mean and limits, where it has points enough; nothing otherwise."""
    table = data.cached(points, own.spot, own.step)
    if not process.is_long(table):
        return
    show.heading(text("page.development.process"))
    found = data.cached(process.chart, own.spot, own.step, own.rebased)
    told = process.summary(found, own.spot)
    assured = process.assured(found, own.target)
    _icons([process.icon(found), *([assured] if own.target is not None else [])])
    if own.target is not None:
        show.paragraph(process.target_told(found, own.target, own.spot))
    figure = control_chart.figure(
        found,
        scale=scale(table, own.spot),
        axis_title=_axis_title(own.spot),
        names=_names("improvement", "concern", "common_cause", "centre", "limits", "target", "hidden"),
        palette=show.palette(),
        target=own.target,
        events=own.events,
        decimals=own.spot.decimals,
    )
    show.chart(
        figure,
        alt=text("development.process.chart", told=told),
        table=found,
        file="prosess",
        columns=process.COLUMNS,
        decimals=own.spot.decimals,
        caption_text=process.caption(found, own.cause),
        method="xmr",
    )


def _icons(keys: Sequence[str]) -> None:
    """What the last point says and whether the target can be trusted: a sign in a ring each, and the words."""
    colours = {"improvement": "better", "consistently_hit": "better", "concern": "worse", "consistently_miss": "worse"}
    items = (
        f'<li><b class="bi-ring bi-ring-{colours.get(key, "common")}" aria-hidden="true">{RINGS[key]}</b>'
        f"{escape(text(f'development.meaning.{key}'))}</li>"
        for key in keys
    )
    markup.put(f'<ul class="bi-key">{"".join(items)}</ul>')


@dataclass(frozen=True)
class Drawn:
    """The series beside the chosen one, drawn and told."""

    figure: object
    told: str
    caption: str
    footnotes: list[str]
    table: pd.DataFrame


def panels(own: Chosen) -> None:
    """The series beside it as small lines on the same axes."""
    near = own.spots[1:]
    show.heading(text(f"page.development.beside_{own.beside}"))
    # What happened is in the reader's own words: only when is worth a key to what is kept.
    drawn = data.cached(_panels, own.spots, own.step, tuple(when for when, _ in own.events), show.palette())
    happened = [text("development.beside.event", what=what) for _, what in own.events]
    show.sentence(drawn.told)
    show.chart(
        drawn.figure,
        alt=text("development.beside.alt", names="; ".join(spot.label for spot in near), told=drawn.told),
        table=drawn.table,
        file="utvikling_side_om_side",
        columns=COLUMNS,
        decimals=near[0].decimals,
        caption_text=joined([drawn.caption, *happened]),
        footnotes=drawn.footnotes,
        method="waves",
    )


def _panels(release: Release, spots: tuple[Spot, ...], step: str, events: tuple[float, ...], palette: Palette) -> Drawn:
    near, verdicts = spots[1:], beside.verdicts(release, spots, step)
    lettered = beside.lettered(release, spots, step)
    figure = small_lines.figure(
        [
            # A place that was asked and has no measurement at all has had no answers.
            small_lines.Panel(spot.label, table, verdict if len(table) else text("hidden.none"))
            for spot, table, verdict in zip(near, lettered.tables, verdicts[1:], strict=True)
        ],
        axis=lines.span(lettered.tables, beside.widest(release, near, step)),
        axis_title=_axis_title(near[0]),
        palette=palette,
        events=events,
    )
    told, caption = beside.summary(spots, verdicts), beside.caption(release, spots, step)
    return Drawn(figure, told, caption, lettered.footnotes, beside.whole_table(release, near, step))


def _axis_title(spot: Spot) -> str:
    return text("axis.scale" if spot.decimals else "axis.index")


def _names(*keys: str) -> dict[str, str]:
    return {key: text(f"development.names.{key}") for key in keys}
