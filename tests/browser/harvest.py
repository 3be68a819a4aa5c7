"""Everything that a reader's browser is given: frames, tables, descriptions and downloads, and the numbers in them."""

import base64
import csv
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from playwright.sync_api import Page, WebSocket, expect

# What a closed part of a page offers is the same once it is opened.
OPEN_DOWNLOADS = '[class*="st-key-download_"] button:not([inert] button)'
DECIMAL = re.compile(rb"-?\d+[.,]\d+")
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

    def look(self, page: Page, address: str, *, with_downloads: bool = False) -> None:
        """Open an address, wait until the page is whole, and keep its tables and, where asked, its downloads."""
        page.goto(address)
        # Its last line: that nothing runs any longer is known before all of it is drawn.
        page.locator(".bi-foot").wait_for()
        page.locator('[data-test-script-state="notRunning"]').wait_for()
        expect(page.locator("[data-testid=stStatusWidget], [data-stale=true]")).to_have_count(0)
        self.received.append(page.content().encode())
        for table in page.locator("table.bi-table").all():
            rows = table.evaluate("table => [...table.rows].map(row => [...row.cells].map(cell => cell.textContent))")
            self.tables.append((address, rows))
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
