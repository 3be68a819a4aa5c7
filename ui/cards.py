"""Key figures as cards: index, raw scale, interval, answers, and the change since last in words."""

from html import escape
from typing import Any

import pandas as pd

from core.text import number, percent, text
from core.told_counts import count
from ui import markup
from views import wording, words
from views.rows import records


def key_figures(table: pd.DataFrame, response: pd.Series) -> None:
    """The key figures as cards, the response rate second."""
    cards = [_figure(row) for row in records(table)]
    cards.insert(1, _response(response))
    markup.put(f'<ul class="bi-cards">{"".join(cards)}</ul>')


def _figure(row: dict[str, Any]) -> str:
    hidden = words.hidden(row["hidden"])
    if hidden:
        return _card(row["label"], f'<p class="bi-muted">{escape(hidden)}</p>')
    raw = words.raw(row["raw"], row["scale_max"])
    value = f'<p class="bi-value">{number(row["mean"])}<span>{escape(raw)}</span></p>'
    told = text("card.interval", interval=words.interval(row["lower"], row["upper"], 0), n=count(row["n"]))
    return _card(row["label"], f"{value}<p>{escape(told)}</p>{_change(row)}")


def _change(row: dict[str, Any]) -> str:
    if pd.isna(row["change"]):
        return f'<p class="bi-change">{text("card.no_former")}</p>'
    verdict = row["change_verdict"]
    least = f"<br>{escape(_least(row))}" if verdict == "uncertain" else ""
    said = f"<b>{escape(wording.verdict(verdict))}</b> {escape(_size(row))}{least}"
    return f'<p class="bi-change bi-{verdict}">{said}</p>'


def _size(row: dict[str, Any]) -> str:
    """The change, with its interval where there is one."""
    change = number(row["change"], sign=True)
    if pd.isna(row["change_lower"]):
        return text("card.change_alone", change=change)
    return text("card.change", change=change, interval=from_to(row["change_lower"], row["change_upper"]))


def _least(row: dict[str, Any]) -> str:
    """What the answers could have shown, where they showed nothing certain."""
    return wording.power(wording.Difference("uncertain", row["change"], smallest=row["change_smallest"], n=row["n"]))


def _response(response: pd.Series) -> str:
    hidden = words.hidden(response["hidden"])
    if hidden or pd.isna(response["n"]):
        return _card(text("card.response"), f'<p class="bi-muted">{escape(hidden or text("card.unknown"))}</p>')
    value = f'<p class="bi-value">{percent(response["rate"])}</p>'
    return _card(text("card.response"), f"{value}<p>{escape(answered(response))}</p>")


def answered(response: pd.Series) -> str:
    """How many answered, and out of how many where that is known."""
    if pd.isna(response["rate"]):
        return text("card.answered", n=count(response["n"]))
    return text("card.of_invited", n=count(response["n"]), invited=count(response["invited"]))


def from_to(lower: float, upper: float) -> str:
    """The interval of a difference: ``−1 til +3``."""
    return text("card.from_to", lower=number(lower, sign=True), upper=number(upper, sign=True))


def _card(title: str, inside: str) -> str:
    return f'<li class="bi-card">{markup.heading(2, escape(title), "bi-card-title")}{inside}</li>'
