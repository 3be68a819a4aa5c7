"""What the web server does beside Streamlit: fonts, language, unknown addresses, and the headers it leaves out."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from starlette.middleware import Middleware
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.state.safe_session_state import SafeSessionState

from core.settings import current_settings
from core.text import LANGUAGES
from ui import menu
from ui.language import COOKIE, PARAMETER

STATIC = Path(__file__).parent / "static"
# As .streamlit/config.toml names it.
FONT = b"/brand/fonts/inter-latin-wght-normal.woff2"
FONT_ASKED_FOR = re.compile(rb'(<link\s+rel="preload"\s+href=")[^"]*("\s+as="font"[^>]*>)')
# Drawn before the look of the page is known, and out of sight: it would have the browser fetch Streamlit's font.
FONT_ALREADY = b"<style>a[data-testid=stSkipToContent] { font-family: Inter, sans-serif }</style>"
# Charts come in the colours that the screen had then. Asked as by the browser's way back, Streamlit runs the page anew.
DRAWN_ANEW = (
    b'<script>matchMedia("(prefers-color-scheme: dark)").addEventListener("change", '
    b'() => setTimeout(() => dispatchEvent(new PopStateEvent("popstate"))))</script>'
)
# In the address of the front page: the reader asked for a page that is not there.
MISSING = "missing"
YEAR = 365 * 24 * 3600
HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
)


def no_page_discovery() -> None:
    """Keep Streamlit from making pages of the files in ``pages/`` before the first visitor has met ``st.navigation``.

    Without this, the first address opened on a new server runs that page's script alone, past the frame.
    """
    PagesManager.uses_pages_directory = False


def whole_presses() -> None:
    """Let what a button does be done to its end before the next press is heard.

    Streamlit cuts it off at its next look into the memory of the visit when the reader has pressed again: a row was
    saved, and the form that it was typed in stood as if nothing had been.
    """
    carried_out = SafeSessionState.on_script_will_rerun

    def carried_out_whole(state: SafeSessionState, *arguments: Any, **named: Any) -> None:
        heard = state._yield_callback
        heard()
        object.__setattr__(state, "_yield_callback", lambda: None)
        try:
            carried_out(state, *arguments, **named)
        finally:
            object.__setattr__(state, "_yield_callback", heard)

    SafeSessionState.on_script_will_rerun = carried_out_whole  # type: ignore[method-assign]


def routes() -> list[Mount]:
    """Our own files, under ``/brand``."""
    return [Mount("/brand", app=StaticFiles(directory=STATIC))]


def middleware() -> list[Middleware]:
    """In the order in which a request meets them."""
    pages = [entry.name for entry in menu.entries()]
    return [
        Middleware(PageLanguage, default=current_settings().language),
        Middleware(Headers),
        Middleware(KnownPages, pages=pages, base=config.get_option("server.baseUrlPath")),
    ]


class Headers:
    """Adds the headers to every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the headers added."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *HEADERS]
            await send(message)

        await self._app(scope, receive, send_with_headers if scope["type"] == "http" else send)


class PageLanguage:
    """Gives the page the reader's ``lang``, which Streamlit always calls English, and keeps a choice in a cookie.

    And lets the browser ask at once for the font of the page, and not for Streamlit's own, which no text is set in; and
    for the page anew when the reader's screen turns dark or light.
    """

    def __init__(self, app: ASGIApp, default: str) -> None:
        self._app = app
        self._default = default

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer; an HTML page with the right ``lang``."""
        if scope["type"] != "http" or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        asked = _asked(scope)
        page = _Page(send, asked or _remembered(scope) or self._default, remember=asked)
        await self._app(_unencoded(scope), receive, page.send)


class KnownPages:
    """Leads whoever asks for a page that is not there to the front page, the first of ``pages``, where it is told.

    Streamlit has an English dialog for an unknown address, and an empty page where it has several parts.
    """

    def __init__(self, app: ASGIApp, pages: Sequence[str], base: str = "") -> None:
        self._app = app
        self._front, *self._others = pages
        self._base = f"/{base.strip('/')}/" if base.strip("/") else "/"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer; in place of an HTML page that has no name of ours, with the way to the front page."""
        asked = f"{scope.get('path', '')}/".removeprefix(self._base).strip("/")
        if scope["type"] == "http" and asked and asked not in self._others:
            send = _Instead(send, self._way(scope, missing=asked != self._front)).send
        await self._app(scope, receive, send)

    def _way(self, scope: Scope, missing: bool) -> bytes:
        query = [scope.get("query_string", b""), f"{MISSING}=1".encode() if missing else b""]
        return f"{self._base}?".encode() + b"&".join(filter(None, query))


class _Instead:
    """Sends the reader elsewhere in place of an HTML answer; everything else passes as it comes."""

    def __init__(self, send: Send, way: bytes) -> None:
        self._send, self._way = send, way
        self._turned = False

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_html(message):
            self._turned = True
            headers = [(b"location", self._way), (b"content-length", b"0"), (b"cache-control", b"no-store")]
            await self._send({"type": "http.response.start", "status": 303, "headers": headers})
            await self._send({"type": "http.response.body", "body": b""})
        elif not self._turned:
            await self._send(message)


class _Page:
    """Holds an HTML answer back until it is whole; everything else passes as it comes."""

    def __init__(self, send: Send, language: str, remember: str | None) -> None:
        self._send, self._language, self._remember = send, language, remember
        self._start: Message | None = None
        self._body = b""

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_html(message):
            self._start = message
        elif self._start is None:
            await self._send(message)
        else:
            self._body += message.get("body", b"")
            if not message.get("more_body"):
                await self._send_page(self._start)

    async def _send_page(self, start: Message) -> None:
        body = self._body.replace(b'<html lang="en"', f'<html lang="{self._language}"'.encode(), 1)
        body = FONT_ASKED_FOR.sub(rb"\g<1>" + FONT + rb"\2" + FONT_ALREADY + DRAWN_ANEW, body, count=1)
        headers = [(name, value) for name, value in start["headers"] if name not in (b"content-length", b"etag")]
        headers.append((b"content-length", str(len(body)).encode()))
        if self._remember:
            cookie = f"{COOKIE}={self._remember}; Path=/; Max-Age={YEAR}; SameSite=Lax"
            headers.append((b"set-cookie", cookie.encode()))
        await self._send(start | {"headers": headers})
        await self._send({"type": "http.response.body", "body": body})


def _asked(scope: Scope) -> str | None:
    asked = parse_qs(scope.get("query_string", b"").decode("latin-1")).get(PARAMETER, [""])[0]
    return asked if asked in LANGUAGES else None


def _remembered(scope: Scope) -> str | None:
    cookies = dict(scope["headers"]).get(b"cookie", b"").decode("latin-1")
    for part in cookies.split(";"):
        name, _, value = part.strip().partition("=")
        if name == COOKIE and value in LANGUAGES:
            return value
    return None


def _unencoded(scope: Scope) -> Scope:
    """Ask for the small HTML page uncompressed and whole, since it is changed on the way; scripts stay as they were."""
    name = scope.get("path", "").rpartition("/")[2]
    if "." in name and not name.endswith(".html"):
        return scope
    dropped = (b"accept-encoding", b"if-none-match", b"if-modified-since")
    return {**scope, "headers": [pair for pair in scope["headers"] if pair[0] not in dropped]}


def _is_html(start: Message) -> bool:
    return any(name == b"content-type" and value.startswith(b"text/html") for name, value in start["headers"])
