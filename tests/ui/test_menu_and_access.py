"""The menu lists each page once, and each page opens for those it is for."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.text import LANGUAGES, catalogue
from ui import menu
from ui.access import EVERY_ROLE, Reader, allowed, reader

MENU = """
- key: explore
  pages:
    - open
    - guarded: [analyst, administrator]
- key: data
  pages:
    - own: [administrator]
"""


@pytest.fixture
def small_menu(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[menu.Entry, ...]]:
    """A menu with pages for some readers."""
    (tmp_path / "navigation.yaml").write_text(MENU, encoding="utf-8")
    monkeypatch.setattr(menu, "PAGES", tmp_path)
    menu.entries.cache_clear()
    yield menu.entries()
    menu.entries.cache_clear()


def test_the_menu_lists_each_page_once() -> None:
    listed = [entry.path for entry in menu.entries()]

    assert len(listed) == len(set(listed))
    assert set(listed) == {path for path in menu.PAGES.glob("*.py") if not path.name.startswith("_")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_and_section_has_a_name_in_every_language(language: str) -> None:
    texts = catalogue(language)

    assert [entry.name for entry in menu.entries() if f"page.{entry.name}.title" not in texts] == []


def test_readers_of_a_page_are_roles_that_exist() -> None:
    assert all(entry.readers <= EVERY_ROLE for entry in menu.entries())


def test_a_menu_is_read_in_its_order_with_its_readers(small_menu: tuple[menu.Entry, ...]) -> None:
    assert [(entry.name, entry.section) for entry in small_menu] == [
        ("open", "explore"),
        ("guarded", "explore"),
        ("own", "data"),
    ]
    assert menu.readers_of("open") == frozenset()
    assert menu.readers_of("guarded") == {"analyst", "administrator"}


@pytest.mark.parametrize(
    ("roles", "pages"),
    [
        ({"leader"}, ["open"]),
        ({"analyst"}, ["open", "guarded"]),
        ({"leader", "administrator"}, ["open", "guarded", "own"]),
        (set(), ["open"]),
    ],
)
def test_a_reader_opens_the_pages_of_their_roles(
    small_menu: tuple[menu.Entry, ...], roles: set[str], pages: list[str]
) -> None:
    who = Reader(name="", roles=frozenset(roles))

    assert [entry.name for entry in small_menu if allowed(entry.name, who)] == pages


def test_somebody_who_was_not_let_in_opens_nothing(small_menu: tuple[menu.Entry, ...]) -> None:
    assert not any(allowed(entry.name, None) for entry in small_menu)


def test_without_sign_in_the_reader_opens_every_page() -> None:
    assert all(allowed(entry.name, reader()) for entry in menu.entries())
