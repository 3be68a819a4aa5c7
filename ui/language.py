"""Which language the reader reads: the address decides, then the cookie, then the settings."""

from html import escape
from urllib.parse import urlencode

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from core.settings import Settings
from core.text import LANGUAGES, ask_otherwise, text, use_language
from ui import markup

COOKIE = "brukerinnsikt_language"
PARAMETER = "lang"
NAMES = {"nb": "Bokmål", "nn": "Nynorsk", "en": "English"}


def choose(settings: Settings) -> str:
    """Make the reader's language the one of this run."""
    asked = st.query_params.get(PARAMETER) or st.session_state.get(PARAMETER) or st.context.cookies.get(COOKIE)
    code = use_language(asked if asked in LANGUAGES else settings.language)
    st.session_state[PARAMETER] = code
    return code


def before() -> str | None:
    """The language of the reader's page before this run: what a button does is done before one is chosen anew."""
    return st.session_state.get(PARAMETER) if get_script_run_ctx(suppress_warning=True) else None


ask_otherwise(before)


def switch(current: str) -> None:
    """Links that open the same page in another language; a full load, so that the page's ``lang`` follows."""
    items = "".join(_link(code, current) for code in LANGUAGES)
    markup.put(f'<nav class="bi-languages" aria-label="{text("frame.language")}"><ul>{items}</ul></nav>')


def _link(code: str, current: str) -> str:
    if code == current:
        return f'<li><span aria-current="true" lang="{code}">{NAMES[code]}</span></li>'
    address = escape(urlencode(st.query_params.to_dict() | {PARAMETER: code}))
    return f'<li><a href="?{address}" target="_self" lang="{code}" hreflang="{code}">{NAMES[code]}</a></li>'
