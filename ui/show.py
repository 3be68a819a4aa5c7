"""What a page shows: sentences, charts with their table and download, tables."""

from collections.abc import Mapping, Sequence
from html import escape
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from charts import interval_dots, theme
from charts.key import html_of
from core.selection import Selection
from core.text import percent, text
from store.release import Release
from ui import cards, data, markup
from ui.made_later import as_here
from views import benchmarks, this_round
from views import table as tables
from views.rows import INDEX_AXIS, records

DIFFERENCE = (
    "difference", "difference_lower", "difference_upper", "difference_verdict", "smallest", "difference_reason",
)  # fmt: skip
CHANGE = ("change", "change_lower", "change_upper", "change_verdict", "change_smallest", "change_reason")
FIGURES = (
    "label", "n", "rate", "mean", "lower", "upper", "raw", "method", *this_round.COLUMNS, "least", "greatest",
    "reference", *DIFFERENCE, *CHANGE, "reservation", *benchmarks.VALUE, "hidden",
)  # fmt: skip

SCREEN_ONLY = {
    *this_round.COLUMNS, "least", "greatest", "method", "smallest", "change_smallest", "difference_reason",
    "change_reason", "raw", "round_top_lower", "round_top_upper", "top_lower", "top_upper",
    "benchmark_n", "benchmark_source",
}  # fmt: skip


def palette() -> theme.Palette:
    """The colours of the reader's light or dark mode."""
    return theme.DARK if st.context.theme.type == "dark" else theme.LIGHT


def heading(words_to_say: str) -> None:
    """A heading of a part of the page."""
    st.header(words_to_say, anchor=False)


def sentence(words_to_say: str) -> None:
    """What is seen, in words."""
    markup.put(f'<p class="bi-sentence">{escape(words_to_say)}</p>')


def paragraph(words_to_say: str) -> None:
    """A paragraph of running text."""
    markup.put(f'<p class="bi-text">{escape(words_to_say)}</p>')


def caption(words_to_say: str) -> None:
    """Measure, base, period and source; nothing where there is nothing to say."""
    if words_to_say:
        markup.put(_caption(escape(words_to_say)))


def _caption(html: str) -> str:
    return f'<p class="bi-caption">{html}</p>'


def caption_with_method(words_to_say: str, key: str) -> None:
    """A caption and behind it the link to its paragraph of the method; nothing where there is nothing to say."""
    if words_to_say:
        markup.put(_caption(f"{escape(words_to_say)} {_to_method(key)}"))


def note(words_to_say: str) -> None:
    """A calm message in a box."""
    markup.put(f'<p class="bi-note" role="note">{escape(words_to_say)}</p>')


def color_key(names: Mapping[str, str]) -> None:
    """What the colours of a chart mean: colour -> words."""
    items = "".join(f'<li><i style="background:{color}"></i>{escape(name)}</li>' for color, name in names.items())
    markup.put(f'<ul class="bi-key">{items}</ul>')


def definitions(terms: Mapping[str, str]) -> None:
    """Terms and what they mean."""
    markup.put(definitions_html(terms))


def definitions_html(terms: Mapping[str, str]) -> str:
    """The same as HTML, to be kept by who shows it again and again."""
    rows = "".join(f"<dt>{escape(term)}</dt><dd>{escape(meaning)}</dd>" for term, meaning in terms.items())
    return f'<dl class="bi-definitions">{rows}</dl>'


def bullets(title: str, lines: Sequence[str]) -> None:
    """A small heading and what belongs to it."""
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    markup.put(f'{markup.heading(3, escape(title), "bi-term")}<ul class="bi-list">{items}</ul>')


def response(told: pd.Series) -> None:
    """How many answered, out of how many."""
    if pd.notna(told["n"]):
        rate = text("card.unknown").lower() if pd.isna(told["rate"]) else percent(told["rate"])
        caption(f"{text('card.response')}: {rate} ({cards.answered(told)})")


def standouts(table: pd.DataFrame) -> None:
    """The strongest and the weakest for certain, side by side."""
    for place, verdict in zip(st.columns(2), ("better", "worse"), strict=True):
        lines = [str(row["told"]) for row in records(table, "verdict", "told") if row["verdict"] == verdict]
        with place:
            bullets(text(f"standouts.{verdict}"), lines or [text(f"standouts.none_{verdict}")])


def method_link(key: str) -> None:
    """A small link to the paragraph of the method that tells how the figure above is worked out."""
    markup.put(_caption(_to_method(key)))


def _to_method(key: str, label: str = "") -> str:
    address = escape(f"method?{urlencode(st.query_params.to_dict())}#{key}")
    return f'<a class="bi-link" href="{address}" target="_self">{escape(label or text("show.how"))}</a>'


def anchored(key: str, words_to_say: str) -> None:
    """A heading inside a part of the page, that can be linked to."""
    st.subheader(words_to_say, anchor=key)


def contents(titles: Mapping[str, str]) -> None:
    """Links to the headings of the page, by their anchors."""
    items = "".join(
        f'<li><a class="bi-link" href="#{escape(key)}">{escape(name)}</a></li>' for key, name in titles.items()
    )
    markup.put(f'<ul class="bi-list">{items}</ul>')


def explained(body: str, example: str) -> None:
    """A paragraph, and a worked example below it where there is one."""
    told = (
        f'<p class="bi-note"><strong>{escape(text("how.example"))}:</strong> {escape(example)}</p>' if example else ""
    )
    markup.put(f'<p class="bi-text">{escape(body)}</p>{told}')


def hidden_note() -> None:
    """That a figure is hidden, and the way to the one place where it is explained."""
    told, what = text("hidden_figures.said"), text("hidden_figures.what")
    markup.put(_caption(f"{escape(told)} {_to_method('disclosure', what)}"))


def link(page: str, label: str, **chosen: str) -> None:
    """A plain link to another page with what is chosen here; it costs the page no further script.

    ``chosen`` is chosen there instead.
    """
    address = escape(f"{page}?{urlencode(st.query_params.to_dict() | chosen)}")
    markup.put(f'<p><a class="bi-link" href="{address}" target="_self">{escape(label)}</a></p>')


def chart(
    figure: theme.Drawing,
    *,
    alt: str,
    table: pd.DataFrame,
    file: str,
    columns: Sequence[str] = FIGURES,
    decimals: int = 0,
    caption_text: str = "",
    footnotes: Sequence[str] = (),
    follow_up: str = "",
    method: str = "",
) -> None:
    """A figure with its key, its spoken description, what its letters say, its table behind a switch, and the download.

    ``follow_up`` are the links of ``ui.follow``, and ``method`` the key of the paragraph that tells how it is worked
    out, for those figures that have them.
    """
    explained = html_of(figure)
    if explained:
        markup.put(explained)
    st.plotly_chart(figure, key=f"chart_{file}", alt=alt, config=theme.CONFIG, theme=None)
    with markup.together():
        for told in (caption_text, *footnotes):
            caption(told)
        if "hidden" in table.columns and text("hidden.few") in table["hidden"].tolist():
            hidden_note()
        _put_twin(alt, table, columns, decimals, follow_up, method)
    download(table, columns, file)


def index_dots(
    table: pd.DataFrame,
    *,
    alt: str,
    file: str,
    caption_text: str,
    reference_name: str = "",
    columns: Sequence[str] = FIGURES,
    follow_up: str = "",
    method: str = "",
) -> None:
    """Dots with intervals on the 0-100 index, beside what they are held against."""
    figure = interval_dots.figure(
        table,
        axis=INDEX_AXIS,
        axis_title=text("axis.index"),
        palette=palette(),
        reference_name=reference_name[:1].upper() + reference_name[1:],
        benchmark_name=benchmarks.mark_name(table),
        round_name=this_round.mark_name(table),
        decimals=0,
    )
    chart(
        figure,
        alt=alt,
        table=table,
        file=file,
        columns=columns,
        caption_text=caption_text,
        follow_up=follow_up,
        method=method,
    )


def reference_values(said: str, selection: Selection) -> None:
    """What the marks in the charts are, and all published values of the service in a table, those without marks too."""
    with markup.together():
        caption(said)
        markup.put(data.cached(_reference_values, selection))


def _reference_values(release: Release, selection: Selection) -> str:
    of = data.Exactly(benchmarks.values(release, selection))
    label = text("benchmark.table")
    return _twin(release, of, benchmarks.TABLE, 1, label, label)


def twin(
    title: str,
    table: pd.DataFrame,
    file: str,
    columns: Sequence[str] = FIGURES,
    decimals: int = 0,
    follow_up: str = "",
    method: str = "",
) -> None:
    """The table of what is shown in another form, behind a switch that the keyboard reaches, and its download."""
    with markup.together():
        _put_twin(title, table, columns, decimals, follow_up, method)
    download(table, columns, file)


def _put_twin(
    title: str, table: pd.DataFrame, columns: Sequence[str], decimals: int, follow_up: str, method: str
) -> None:
    """The table behind its switch, and where a reader goes from the figures, in one row while nothing is open."""
    folded = data.cached(_twin, data.Exactly(table), tuple(columns), decimals, title, text("show.table"))
    explained = _caption(_to_method(method)) if method else ""
    markup.put(f'<div class="bi-ways">{folded}{follow_up}{explained}</div>')


def reader_table(table: pd.DataFrame, columns: Sequence[str]) -> None:
    """A table to read, with row and column headers that a screen reader tells."""
    markup.put(table_html(table, columns))


def kept_table(table: pd.DataFrame, columns: Sequence[str]) -> None:
    """As `reader_table`, of a table that is kept itself: the very same one is shown again at the next run."""
    markup.put(data.cached(_kept_table, data.Exactly(table), tuple(columns)))


def table_html(table: pd.DataFrame, columns: Sequence[str]) -> str:
    """A table to read as HTML."""
    return _table(table, columns, 0, "")


def _kept_table(_release: Release, of: data.Exactly, columns: tuple[str, ...]) -> str:
    return table_html(of.table, columns)


def _twin(_release: Release, of: data.Exactly, columns: tuple[str, ...], decimals: int, title: str, label: str) -> str:
    inside = _table(of.table, columns, decimals, title)
    return f'<details class="bi-twin"><summary>{escape(label)}</summary>{inside}</details>'


def _table(table: pd.DataFrame, columns: Sequence[str], decimals: int, title: str) -> str:
    # Paper has room for the figure, its interval and what is certain; the rest stands on the screen and in the file.
    extra = ["bi-more" if name in SCREEN_ONLY else "" for name in columns if name in table]
    return columns_html(tables.shown(table, columns, decimals), title, extra)


def columns_html(shown: Sequence[tables.Column], title: str, extra: Sequence[str] = (), style: str = "") -> str:
    """Columns as HTML, with row and column headers; ``extra`` are further classes of each, ``style`` one of all."""
    kinds = [f"{_kind(column)} {more}".rstrip() for column, more in zip(shown, extra or [""] * len(shown), strict=True)]
    head = "".join(
        f'<th scope="col" class="{kind}">{escape(column.heading)}</th>'
        for column, kind in zip(shown, kinds, strict=True)
    )
    body = "".join(_table_row(row, kinds) for row in zip(*(column.words for column in shown), strict=True))
    label = f"<caption><span>{escape(title)}</span></caption>" if title else ""
    region = escape(title or text("show.table"))
    return (
        f'<div class="bi-scroll" role="region" tabindex="0" aria-label="{region}">'
        f'<table class="{f"bi-table {style}".rstrip()}">{label}'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _kind(column: tables.Column) -> str:
    return "bi-number" if column.is_number else f"bi-words {markup.room(column.words)}".rstrip()


def download(table: pd.DataFrame, columns: Sequence[str], file: str) -> None:
    """A button that gives the table as a file; made only when it is pressed."""
    st.download_button(
        text("show.download"),
        data=as_here(lambda: tables.downloaded(table, columns)),
        file_name=f"{file}.csv",
        mime="text/csv",
        key=f"download_{file}",
        on_click="ignore",
        type="tertiary",
    )


def _table_row(row: tuple[str, ...], kinds: Sequence[str]) -> str:
    first, *rest = row
    told = "".join(f'<td class="{kind}">{escape(cell)}</td>' for cell, kind in zip(rest, kinds[1:], strict=True))
    return f'<tr><th scope="row" class="{kinds[0]}">{escape(first)}</th>{told}</tr>'
