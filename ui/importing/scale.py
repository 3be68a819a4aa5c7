"""The scale of the column that is looked at: its points, and the codes that are no answer."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from core.codebook import Scale
from core.text import text
from etl.mapping.model import ITEM, ColumnMapping, Mapping, changed, with_scale
from etl.mapping.names import free
from ui import show
from ui.importing import fields
from ui.importing.columns import preview_of
from ui.importing.state import change_mapping, now

LISTS = ("dont_know", "not_applicable", "missing")
WIDEST = 11


def editor(mapping: Mapping, column: ColumnMapping) -> None:
    """Everything of the scale, which other columns may share."""
    scale = mapping.scales[column.scale]
    shared = sum(one.scale == column.scale and one.use == ITEM for one in mapping.columns)
    with st.expander(text("importing.scale_is", scale=column.scale)):
        if shared > 1:
            show.caption(text("importing.scale_shared", count=shared))
            st.button(text("importing.scale_apart"), key="scale_apart", on_click=begin, args=(column,))
        key = f"scale_{now().work.key}_{column.scale}"
        left, right = st.columns(2)
        with left:
            fields.whole(
                f"{key}_min",
                text("importing.scale_min"),
                scale.min,
                lambda value: _ends(column, low=value),
                low=-10,
                high=100,
            )
        with right:
            fields.whole(
                f"{key}_max",
                text("importing.scale_max"),
                scale.max,
                lambda value: _ends(column, high=value),
                low=-10,
                high=100,
            )
        _labels(scale, column, key)
        _lists(mapping, scale, column, key)


def begin(column: ColumnMapping) -> None:
    """A scale of its own for the column: a copy of the one it has, or the range of its whole numbers."""
    change_mapping(lambda mapping: _with_a_scale_of_its_own(mapping, column))


def _with_a_scale_of_its_own(mapping: Mapping, column: ColumnMapping) -> Mapping:
    scale = mapping.scales.get(column.scale) or _of_numbers(mapping, column)
    name = free(column.scale or f"points_{scale.min}_{scale.max}", mapping.scales)
    return changed(with_scale(mapping, name, scale), column.column, scale=name)


def _of_numbers(mapping: Mapping, column: ColumnMapping) -> Scale:
    written = [str(one) for one in preview_of(mapping, column.column)["written"]]
    points = sorted(int(one) for one in written if one.isdecimal() and int(one) < WIDEST) or [1, 5]
    low, high = min(points[0], 1), max(points[-1], 2)
    return Scale(min=low, max=high, labels={low: {"nb": str(low)}, high: {"nb": str(high)}})


def _labels(scale: Scale, column: ColumnMapping, key: str) -> None:
    """The text of each point; both ends must have one."""
    points = range(scale.min, scale.max + 1)
    if len(points) > WIDEST:
        points = range(0)
    for point in points or (scale.min, scale.max):
        fields.words(
            f"{key}_label_{point}",
            text("importing.scale_label", point=point),
            scale.labels.get(point, {}).get("nb", ""),
            lambda value, point=point: _label(column, point, value),
        )


def _lists(mapping: Mapping, scale: Scale, column: ColumnMapping, key: str) -> None:
    written = [str(one) for one in preview_of(mapping, column.column)["written"]]
    for name in LISTS:
        fields.several(
            f"{key}_{name}",
            text(f"importing.scale_{name}"),
            written[:50],
            [str(code) for code in getattr(scale, name)],
            lambda value, name=name: _update(column, lambda _: {name: [_code(one) for one in value]}),
            help_text=text("importing.scale_list_help"),
        )


def _code(written: str) -> int | str:
    return int(written) if written.lstrip("-").isdecimal() and str(int(written)) == written else written


def _ends(column: ColumnMapping, *, low: int | None = None, high: int | None = None) -> None:
    _update(column, lambda scale: _with_ends(scale, low, high))


def _with_ends(scale: Scale, low: int | None, high: int | None) -> dict[str, Any]:
    low, high = scale.min if low is None else low, scale.max if high is None else high
    labels = {point: names for point, names in scale.labels.items() if low <= point <= high}
    for end in (low, high):
        labels.setdefault(end, {"nb": str(end)})
    return {"min": low, "max": high, "labels": dict(sorted(labels.items()))}


def _label(column: ColumnMapping, point: int, words: str) -> None:
    _update(column, lambda scale: _with_label(scale, point, words))


def _with_label(scale: Scale, point: int, words: str) -> dict[str, Any]:
    labels = {one: names for one, names in scale.labels.items() if one != point}
    if words:
        labels[point] = {**scale.labels.get(point, {}), "nb": words}
    return {"labels": dict(sorted(labels.items()))}


def _update(column: ColumnMapping, values: Callable[[Scale], dict[str, Any]]) -> None:
    """Change what ``values`` says of the scale as it stands."""

    def change(mapping: Mapping) -> Mapping:
        scale = mapping.scales[column.scale]
        return with_scale(mapping, column.scale, scale.model_copy(update=values(scale)))

    change_mapping(change)
