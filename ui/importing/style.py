"""The style sheet of the import page, and the words that Streamlit says in English only."""

import json
from functools import cache
from pathlib import Path

import streamlit as st

from core.text import text
from ui import markup

SHEET = Path(__file__).parent.parent / "static" / "importing.css"


def put() -> None:
    """Put the style sheet on the page, with the words in the reader's language."""
    markup.put(_sheet())
    markup.put(f"<style>:root {{ {_words()} }}</style>")


def _words() -> str:
    told = {
        "--bi-choose-files": text("importing.choose_files"),
        "--bi-file-limit": text("importing.file_limit", size=st.get_option("server.maxUploadSize")),
    }
    # A string of JSON is a string of CSS too.
    return "; ".join(f"{name}: {json.dumps(words, ensure_ascii=False)}" for name, words in told.items())


@cache
def _sheet() -> str:
    return f"<style>{SHEET.read_text(encoding='utf-8')}</style>"
