"""A page has the reader's language and is one of the menu, every answer has the headers; the rest passes untouched."""

import asyncio
import re
from collections.abc import Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from pathlib import Path
from typing import Any

import pytest
import streamlit
from starlette.types import Message, Receive, Scope, Send

from core.settings import ROOT
from ui.language import COOKIE
from ui.server import FONT, HEADERS, Headers, KnownPages, PageLanguage

PAGE = b'<!doctype html><html lang="en"><head></head><body>\xc3\xa6 <html lang="en"></body></html>'
HTML = b"text/html; charset=utf-8"
Pairs = Sequence[tuple[bytes, bytes]]


class Site:
    """A site of one answer, which remembers what it was asked with."""

    def __init__(self, content_type: bytes = HTML, parts: Sequence[bytes] = (PAGE,), extra: Pairs = ()) -> None:
        length = str(sum(map(len, parts))).encode()
        self.headers = [(b"content-type", content_type), (b"content-length", length), *extra]
        self.parts = parts
        self.asked: Pairs = ()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.asked = scope.get("headers", [])
        await send({"type": "http.response.start", "status": 200, "headers": list(self.headers)})
        for number, part in enumerate(self.parts, start=1):
            await send({"type": "http.response.body", "body": part, "more_body": number < len(self.parts)})


def completed(work: Coroutine[Any, Any, None]) -> None:
    """Carry out in a thread of its own: a browser that other tests have open keeps a loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(copy_context().run, asyncio.run, work).result()


class Answer:
    """What came back."""

    def __init__(self, messages: list[Message]) -> None:
        self.starts = [message for message in messages if message["type"] == "http.response.start"]
        self.bodies = [message for message in messages if message["type"] == "http.response.body"]
        self.body = b"".join(message["body"] for message in self.bodies)
        self.pairs: list[tuple[bytes, bytes]] = self.starts[0]["headers"]

    def header(self, name: bytes) -> list[bytes]:
        """Every value of a header."""
        return [value for key, value in self.pairs if key == name]


def get(app: Any, query: str = "", cookie: str = "", path: str = "/", headers: Pairs = ()) -> Answer:
    """Ask the application as a browser would."""
    messages: list[Message] = []

    async def send(message: Message) -> None:
        messages.append(message)

    async def receive() -> Message:
        return {"type": "http.request", "body": b""}

    pairs = [*headers, *([(b"cookie", cookie.encode())] if cookie else [])]
    scope = {"type": "http", "method": "GET", "path": path, "query_string": query.encode(), "headers": pairs}
    completed(app(scope, receive, send))
    return Answer(messages)


@pytest.mark.parametrize(
    ("query", "cookie", "language"),
    [
        ("", "", "nb"),
        ("lang=nn", "", "nn"),
        ("lang=en", f"{COOKIE}=nn", "en"),
        ("", f"{COOKIE}=nn", "nn"),
        ("service=home_care&lang=nn", f"other=1; {COOKIE}=en", "nn"),
        ("", f"other=1; {COOKIE}=en", "en"),
        ("lang=de", "", "nb"),
        ("lang=de", f"{COOKIE}=nn", "nn"),
        ("", f"{COOKIE}=de", "nb"),
        ("lang=%22%3E%3Cscript%3E", f'{COOKIE}="><script>', "nb"),
    ],
)
def test_the_page_has_the_language_of_the_address_then_the_cookie_then_the_settings(
    query: str, cookie: str, language: str
) -> None:
    answer = get(PageLanguage(Site(), default="nb"), query, cookie)

    assert answer.body == PAGE.replace(b'lang="en"', f'lang="{language}"'.encode(), 1)
    assert answer.header(b"content-length") == [str(len(answer.body)).encode()]


@pytest.mark.parametrize(
    ("query", "kept"), [("", None), ("lang=de", None), ("lang=nn", b"nn"), ("lang=nn%0D%0Ax: y", None)]
)
def test_a_cookie_is_set_only_for_a_language_that_was_asked_for(query: str, kept: bytes | None) -> None:
    cookies = get(PageLanguage(Site(), default="nb"), query, f"{COOKIE}=en").header(b"set-cookie")

    assert [cookie.split(b";")[0] for cookie in cookies] == ([COOKIE.encode() + b"=" + kept] if kept else [])
    assert all(b"SameSite=Lax" in cookie and b"Path=/" in cookie for cookie in cookies)


def test_the_browser_fetches_the_font_of_the_page_at_once_and_not_that_of_streamlit() -> None:
    page = (Path(streamlit.__file__).parent / "static" / "index.html").read_bytes()

    answer = get(PageLanguage(Site(parts=[page]), default="nb"))

    asked = re.findall(rb'rel="preload"\s+href="([^"]*)"\s+as="font"', answer.body)
    assert asked == [FONT]
    assert f'url = "{FONT.decode()}"' in (ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    assert b"data-testid=stSkipToContent" in answer.body


def test_a_page_in_pieces_is_put_together_first() -> None:
    parts = [PAGE[:20], PAGE[20:25], PAGE[25:], b""]

    answer = get(PageLanguage(Site(parts=parts), default="nn"))

    assert b'<html lang="nn"' in answer.body
    assert (len(answer.starts), len(answer.bodies)) == (1, 1)
    assert answer.header(b"content-length") == [str(len(answer.body)).encode()]


@pytest.mark.parametrize("content_type", [b"text/javascript", b"application/json", b"text/css", b"font/woff2"])
def test_what_is_not_a_page_passes_untouched_and_unheld(content_type: bytes) -> None:
    site = Site(content_type, parts=[PAGE[:10], PAGE[10:]], extra=[(b"etag", b'"a"')])

    answer = get(PageLanguage(site, default="nn"), "lang=nn", path="/static/a.js")

    assert answer.body == PAGE
    assert answer.pairs == site.headers
    assert len(answer.bodies) == 2


def test_a_page_that_differs_by_reader_has_no_tag_and_is_asked_for_whole() -> None:
    site = Site(extra=[(b"etag", b'"a"')])
    headers = [(b"accept-encoding", b"gzip"), (b"if-none-match", b'"a"'), (b"accept", b"text/html")]

    answer = get(PageLanguage(site, default="nn"), headers=headers)

    assert answer.header(b"etag") == []
    assert list(site.asked) == [(b"accept", b"text/html")]


def test_scripts_are_asked_for_compressed_as_before() -> None:
    site = Site(b"text/javascript")
    headers = [(b"accept-encoding", b"gzip"), (b"if-none-match", b'"a"')]

    get(PageLanguage(site, default="nn"), headers=headers, path="/static/index.js")

    assert list(site.asked) == headers


def test_every_answer_has_the_headers_and_keeps_its_own() -> None:
    site = Site(b"text/css")

    answer = get(Headers(site))

    assert answer.pairs == [*site.headers, *HEADERS]
    assert answer.header(b"x-content-type-options") == [b"nosniff"]
    assert answer.header(b"x-frame-options") == [b"DENY"]
    assert answer.body == PAGE


def test_both_together_give_a_page_with_headers_and_language() -> None:
    answer = get(PageLanguage(Headers(Site()), default="nn"))

    assert b'lang="nn"' in answer.body
    assert set(HEADERS) <= set(answer.pairs)


def known_pages(site: Site, base: str = "") -> KnownPages:
    return KnownPages(site, pages=["overview", "services"], base=base)


@pytest.mark.parametrize(
    ("path", "query", "way"),
    [
        ("/finnes-ikke", "", b"/?missing=1"),
        ("/finnes-ikke", "lang=nn&period=2024", b"/?lang=nn&period=2024&missing=1"),
        ("/services/none", "", b"/?missing=1"),
        ("//evil.example", "", b"/?missing=1"),
        # The front page has no name in the address, and its name is no mistake.
        ("/overview", "period=2024", b"/?period=2024"),
    ],
)
def test_an_address_of_no_page_leads_to_the_front_page_with_what_was_chosen(path: str, query: str, way: bytes) -> None:
    answer = get(known_pages(Site(parts=[PAGE[:10], PAGE[10:]])), query, path=path)

    assert answer.starts[0]["status"] == 303
    assert answer.header(b"location") == [way]
    assert answer.body == b""


@pytest.mark.parametrize("path", ["/", "/services", "/services/"])
def test_a_page_of_the_menu_passes(path: str) -> None:
    assert get(known_pages(Site()), path=path).body == PAGE


def test_what_is_not_a_page_passes_at_every_address() -> None:
    assert get(known_pages(Site(b"text/plain")), path="/_stcore/health").body == PAGE


def test_pages_below_a_base_path_are_known_there() -> None:
    pages = known_pages(Site(), base="/innsikt/")

    for path in ("/innsikt", "/innsikt/", "/innsikt/services"):
        assert get(pages, path=path).body == PAGE
    assert get(pages, path="/innsikt/none").header(b"location") == [b"/innsikt/?missing=1"]


@pytest.mark.parametrize(
    "wrapped",
    [lambda app: PageLanguage(app, default="nn"), Headers, known_pages],
    ids=["language", "headers", "known pages"],
)
def test_a_socket_passes_by(wrapped: Any) -> None:
    sent: list[Message] = []

    async def socket(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "websocket.accept"})

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    completed(wrapped(socket)({"type": "websocket", "headers": []}, receive, send))

    assert sent == [{"type": "websocket.accept"}]
