"""Everything that a reader's browser is given: frames, tables, descriptions and downloads, and the numbers in them."""

import base64
import csv
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from playwright.sync_api import Page, WebSocket

from tests.browser.whole import wait_until_whole

# What a closed part of a page offers is the same once it is opened.
OPEN_DOWNLOADS = '[class*="st-key-download_"] button:not([inert] button)'
DECIMAL = re.compile(rb"-?\d+[.,]\d+")
# Back to a page of the same visit, as the browser's own button goes: the address tells what is chosen.
STEP = """address => {
    history.pushState({}, "", address);
    dispatchEvent(new PopStateEvent("popstate"));
}"""
GIVEN = """() => ({
    content: document.documentElement.outerHTML,
    tables: [...document.querySelectorAll("table.bi-table")].map(
        table => [...table.rows].map(row => [...row.cells].map(cell => cell.textContent))),
})"""
TYPED_ARRAY = re.compile(
    rb'"dtype":"(f8|f4)","bdata":"([A-Za-z0-9+/=]+)"|"bdata":"([A-Za-z0-9+/=]+)","dtype":"(f8|f4)"'
)


@dataclass
class Harvest:
    """What has come to one browser so far."""

    received: list[bytes] = field(default_factory=list)
    tables: list[tuple[str, list[list[str]]]] = field(default_factory=list)
    files: list[list[list[str]]] = field(default_factory=list)

    def listen(self, page: Page) -> None:
        """Keep every frame that the server sends from now on."""
        page.on("websocket", self._listen_to)

    def look(self, page: Page, address: str, title: str, *, with_downloads: bool = False) -> None:
        """Open an address, wait until the page is whole, and keep its tables and, where asked, its downloads."""
        if page.url == "about:blank":
            page.goto(address)
        else:
            page.evaluate(STEP, address)
        wait_until_whole(page, title)
        given = page.evaluate(GIVEN)
        self.received.append(given["content"].encode())
        self.tables += [(address, rows) for rows in given["tables"]]
        for button in page.locator(OPEN_DOWNLOADS).all() if with_downloads else []:
            with page.expect_download() as download:
                button.click()
            content = download.value.path().read_bytes()
            self.received.append(content)
            if download.value.suggested_filename.endswith(".csv"):
                self.files.append(list(csv.reader(content.decode("utf-8-sig").splitlines(), delimiter=";")))

    def decimals(self) -> Iterator[float]:
        """Every number with decimals, in text and in the arrays of charts."""
        for content in self.received:
            for written in DECIMAL.findall(content):
                yield float(written.replace(b",", b"."))
            for kind, array, other_array, other_kind in TYPED_ARRAY.findall(content):
                values = base64.b64decode(array or other_array)
                code, size = ("d", 8) if (kind or other_kind) == b"f8" else ("f", 4)
                yield from struct.unpack(f"<{len(values) // size}{code}", values)

    def _listen_to(self, socket: WebSocket) -> None:
        def keep(payload: str | bytes) -> None:
            self.received.append(payload.encode() if isinstance(payload, str) else payload)

        socket.on("framereceived", keep)
