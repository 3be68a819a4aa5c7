"""From a comment that waits to a comment on the page: the queue by keyboard, and a new release, in a real browser."""

import re

import pytest
from playwright.sync_api import Page, WebSocket, expect

from tests.browser.conftest import Served
from tests.browser.whole import wait_until_whole
from tests.etl.store import HEADER, Store, small_codebook, small_rows

pytestmark = pytest.mark.browser
CANARY = "14833630556"
NAMED = "Takk til Ingrid Granlihaug, hun hører på meg."
SECOND = f"Ventetiden er altfor lang. Fnr {CANARY}."


@pytest.fixture
def store(empty_store: Served, monkeypatch: pytest.MonkeyPatch) -> Store:
    """Twelve answers in one unit, two of them with a comment."""
    made = Store(empty_store.folder, monkeypatch)
    made.codebook(small_codebook())
    rows = [[*row[:-1], ""] for row in small_rows({"Furua": 12})]
    rows[0][-1], rows[1][-1] = NAMED, SECOND
    file = made.table("small.csv", [HEADER, *rows])
    assert made.run("import", file, "--instrument", "small", "--edition", "2024").code == 0
    return made


def press(page: Page, key: str) -> None:
    """A key, when its button is there: one that is pressed before is not heard."""
    expect(page.get_by_role("button", name=f"Shortcut {key.upper()}")).to_be_enabled()
    page.keyboard.press(key)


@pytest.mark.usefixtures("store")
def test_a_comment_is_reviewed_by_keyboard_published_and_read(page: Page, empty_store: Served) -> None:
    received: list[str] = []
    sockets: list[WebSocket] = []
    page.on("websocket", lambda socket: sockets.append(socket))
    page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: received.append(str(frame))))
    page.goto(f"{empty_store.address}/comments?view=review")
    wait_until_whole(page)
    text = page.locator(".bi-review")
    expect(page.get_by_text("1 av 2 (venter)")).to_be_visible()

    # Whichever of the two comes first: masks the name where there is one, approves, and goes on to the other.
    # Each key is pressed twice: the second is neither for the names to be read again nor for a comment not read yet.
    beginnings = ["Takk til", "Ventetiden"]
    first = text.inner_text().startswith("Ventetiden")
    for at, left in ((first, 1), (not first, 0)):
        expect(text).to_contain_text(beginnings[at])
        if at == 0:
            # In a hurry: the browser has not heard yet of the mask when it tells that the comment is approved.
            with sockets[-1].expect_event("framereceived"):
                press(page, "n")
            page.keyboard.press("n")
        press(page, "g")
        page.keyboard.press("g")
        expect(page.get_by_text(f"Venter ({left})")).to_be_visible()
    expect(page.get_by_text("Alt er lest.")).to_be_visible()
    expect(page.get_by_text("Noen andre")).to_be_hidden()

    press(page, "z")
    expect(page.get_by_text("Venter (1)")).to_be_visible()
    press(page, "g")
    expect(page.get_by_text("Venter (0)")).to_be_visible()
    publish = page.get_by_role("button", name="Ta med i ny utgivelse")
    publish.dblclick()
    expect(publish).to_be_hidden()
    wait_until_whole(page)
    expect(page.get_by_text("Ny utgivelse er laget.")).to_be_visible()

    page.goto(f"{empty_store.address}/comments?view=read")
    wait_until_whole(page)
    quotes = page.locator(".bi-quotes").last
    expect(quotes).to_contain_text("Takk til [sladdet], hun hører på meg.")
    expect(quotes).to_contain_text("Ventetiden er altfor lang. Fnr [fødselsnummer].")
    expect(page.locator("body")).not_to_contain_text(re.compile("Granlihaug"))
    assert received
    assert not [frame for frame in received if CANARY in frame]
