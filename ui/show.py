"""What a page shows: sentences, key figures, charts with their table and download, findings."""

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

import pandas as pd
import streamlit as st

from charts import theme
from core.findings import Finding
from core.messages import finding_text, place_text
from core.text import number, percent, text
from views import table as tables
from views import words

FIGURES = ("label", "n", "mean", "lower", "upper", "raw", "reference", "change", "change_lower", "change_upper", "change_verdict", "hidden")  # fmt: skip
Figure = object
STYLE = Path(__file__).parent / "static"


def palette() -> theme.Palette:
    """The colours of the reader's light or dark mode."""
    return theme.DARK if st.context.theme.type == "dark" else theme.LIGHT


def sentence(words_to_say: str) -> None:
    """What is seen, in words."""
    st.html(f'<p class="bi-sentence">{escape(words_to_say)}</p>')


def caption(words_to_say: str) -> None:
    """Measure, base, period and source."""
    st.html(f'<p class="bi-caption">{escape(words_to_say)}</p>')


def note(words_to_say: str) -> None:
    """A calm message in a box."""
    st.html(f'<p class="bi-note" role="note">{escape(words_to_say)}</p>')


def heading(words_to_say: str) -> None:
    """A heading of a part of the page."""
    st.subheader(words_to_say, anchor=False)


def paragraph(words_to_say: str) -> None:
    """A paragraph of running text."""
    st.html(f'<p class="bi-text">{escape(words_to_say)}</p>')


def definitions(terms: Mapping[str, str]) -> None:
    """Terms and what they mean."""
    rows = "".join(f"<dt>{escape(term)}</dt><dd>{escape(meaning)}</dd>" for term, meaning in terms.items())
    st.html(f'<dl class="bi-definitions">{rows}</dl>')


def response(told: pd.Series) -> None:
    """How many answered, out of how many."""
    if pd.isna(told["n"]):
        return
    if pd.isna(told["rate"]):
        caption(text("card.answered", n=number(told["n"])))
    else:
        words_to_say = text("card.of_invited", n=number(told["n"]), invited=number(told["invited"]))
        caption(f"{text('card.response')}: {percent(told['rate'])} ({words_to_say})")


def definition(term: str, lines: Sequence[str]) -> None:
    """A term and what belongs to it."""
    heading_html = f'<h3 class="bi-term">{escape(term)}</h3>'
    st.html(f'{heading_html}<ul class="bi-list">{"".join(f"<li>{escape(line)}</li>" for line in lines)}</ul>')


def standouts(table: pd.DataFrame) -> None:
    """The strongest and the weakest for certain, side by side."""
    columns = st.columns(2)
    for column, verdict in zip(columns, ("better", "worse"), strict=True):
        rows = table[table["verdict"].eq(verdict)]
        lines = [_standout(row) for row in rows.itertuples()] or [text(f"standouts.none_{verdict}")]
        with column:
            definition(text(f"standouts.{verdict}"), lines)


def key_figures(table: pd.DataFrame, response: pd.Series) -> None:
    """The key figures as cards, the response rate second."""
    cards = [_card(row) for row in table.itertuples()]
    cards.insert(1, _response_card(response))
    st.html(f'<ul class="bi-cards">{"".join(cards)}</ul>')


@st.fragment
def chart(
    figure: object,
    *,
    alt: str,
    table: pd.DataFrame,
    file: str,
    columns: Sequence[str] = FIGURES,
    decimals: int = 0,
    caption_text: str = "",
) -> None:
    """A figure with its spoken description, its table behind a switch, and the download."""
    st.plotly_chart(figure, key=f"chart_{file}", alt=alt, config=theme.CONFIG, theme=None)
    if caption_text:
        caption(caption_text)
    with st.container(horizontal=True, vertical_alignment="center"):
        wanted = st.toggle(text("show.table"), key=f"table_{file}")
        download(table, columns, file)
    if wanted:
        reader_table(table, columns, decimals=decimals, title=alt)


def reader_table(table: pd.DataFrame, columns: Sequence[str], *, decimals: int = 0, title: str = "") -> None:
    """A table to read, with row and column headers that a screen reader tells."""
    rows = tables.shown(table, columns, decimals)
    aligned = ["bi-number" if tables.is_number(table, name) else "bi-words" for name in columns if name in table]
    head = "".join(f'<th scope="col" class="{kind}">{escape(name)}</th>' for name, kind in zip(rows.columns, aligned, strict=True))
    body = "".join(_table_row(row, aligned) for row in rows.itertuples(index=False))
    label = f"<caption>{escape(title)}</caption>" if title else ""
    st.html(
        f'<div class="bi-scroll" role="region" tabindex="0" aria-label="{escape(title or text("show.table"))}">'
        f'<table class="bi-table">{label}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def download(table: pd.DataFrame, columns: Sequence[str], file: str) -> None:
    """A button that gives the table as a file; made only when it is pressed."""
    st.download_button(
        text("show.download"),
        data=lambda: tables.downloaded(table, columns),
        file_name=f"{file}.csv",
        mime="text/csv",
        key=f"download_{file}",
        on_click="ignore",
        type="tertiary",
    )


def findings(found: Sequence[Finding]) -> None:
    """What is wrong or dubious, gravest first."""
    order = {"error": 0, "warning": 1, "info": 2}
    for finding in sorted(found, key=lambda one: order[one.severity]):
        box = {"error": st.error, "warning": st.warning, "info": st.info}[finding.severity]
        box(f"{_plain(finding_text(finding))}\n\n{_plain(place_text(finding))}")


def _plain(words_to_say: str) -> str:
    """Text from a file must not be read as mark-up."""
    return "".join(f"\\{sign}" if sign in "\\`*_{}[]<>()#+|~$!:" else sign for sign in words_to_say)


def _card(row: object) -> str:
    label = escape(str(row.label))  # type: ignore[attr-defined]
    hidden = words.hidden(row.hidden)  # type: ignore[attr-defined]
    if hidden:
        return f'<li class="bi-card"><h3>{label}</h3><p class="bi-muted">{escape(hidden)}</p></li>'
    raw = words.raw(row.raw, row.scale_max)  # type: ignore[attr-defined]
    interval = text("card.interval", interval=words.interval(row.lower, row.upper, 0), n=number(row.n))  # type: ignore[attr-defined]
    return (
        f'<li class="bi-card"><h3>{label}</h3><p class="bi-value">{number(row.mean)}'  # type: ignore[attr-defined]
        f"<span>{escape(raw)}</span></p><p>{escape(interval)}</p>{_change(row)}</li>"
    )


def _change(row: object) -> str:
    if pd.isna(row.change):  # type: ignore[attr-defined]
        return f'<p class="bi-change">{text("card.no_former")}</p>'
    verdict = str(row.change_verdict)  # type: ignore[attr-defined]
    change = text(
        "card.change",
        change=number(row.change, 0, sign=True),  # type: ignore[attr-defined]
        interval=text("card.from_to", lower=number(row.change_lower, 0, sign=True), upper=number(row.change_upper, 0, sign=True)),  # type: ignore[attr-defined]
    )
    return f'<p class="bi-change bi-{verdict}"><b>{text(f"verdict.{verdict}")}</b> {escape(change)}</p>'


def _response_card(response: pd.Series) -> str:
    title = escape(text("card.response"))
    hidden = words.hidden(response["hidden"])
    if hidden or pd.isna(response["n"]):
        return f'<li class="bi-card"><h3>{title}</h3><p class="bi-muted">{escape(hidden or text("card.unknown"))}</p></li>'
    if pd.isna(response["rate"]):
        told = text("card.answered", n=number(response["n"]))
        return f'<li class="bi-card"><h3>{title}</h3><p class="bi-value">–</p><p>{escape(told)}</p></li>'
    of_invited = text("card.of_invited", n=number(response["n"]), invited=number(response["invited"]))
    return f'<li class="bi-card"><h3>{title}</h3><p class="bi-value">{percent(response["rate"])}</p><p>{escape(of_invited)}</p></li>'


def _standout(row: object) -> str:
    return text(
        "standouts.line",
        service=row.label,  # type: ignore[attr-defined]
        dimension=words.dimension(row.dimension),  # type: ignore[attr-defined]
        value=number(row.mean),  # type: ignore[attr-defined]
        difference=number(row.difference, 0, sign=True),  # type: ignore[attr-defined]
        interval=text("card.from_to", lower=number(row.lower, 0, sign=True), upper=number(row.upper, 0, sign=True)),  # type: ignore[attr-defined]
        n=number(row.n),  # type: ignore[attr-defined]
    )


def _table_row(row: tuple[str, ...], aligned: Sequence[str]) -> str:
    first, *rest = row
    cells = "".join(f'<td class="{kind}">{escape(cell)}</td>' for cell, kind in zip(rest, aligned[1:], strict=True))
    return f'<tr><th scope="row" class="{aligned[0]}">{escape(first)}</th>{cells}</tr>'
