"""A long list of the register, a page at a time."""

from dataclasses import dataclass

import streamlit as st

A_PAGE = 25


@dataclass(frozen=True)
class Part:
    """The page that is looked at: the first row of it, of how many pages, and the key of its widget."""

    first: int
    pages: int
    key: str

    def choose(self) -> None:
        """The pages to choose from, below what is shown; nothing where there is one."""
        if self.pages > 1:
            st.pagination(self.pages, key=self.key)


def part(name: str, found: int, search: object = None) -> Part:
    """The chosen page of what was found; another search, or another number of pages, begins at the first."""
    pages = -(-found // A_PAGE)
    key = f"{name}_page_{pages}_{hash(search)}"
    return Part((st.session_state.get(key, 1) - 1) * A_PAGE, pages, key)
