"""The comments of a release: approved ones, in places of enough respondents, told apart by no list of another place.

A comment is listed in the smallest place (unit, service, municipality; by role) where it may be, and in every shown
place around it. Those in a place that lists no comments of its own stand in the next one around it only where they are
from enough respondents there too: else the lists, held against each other, would tell where they are from. By whole
years.
"""

import hashlib
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from core.selection import EVERYONE, EVERYWHERE
from core.text import LANGUAGES
from disclosure.policy import Policy
from etl.comments.approved import Approved
from etl.masking.by_hand import with_hidden
from etl.publish.codebooks_in_use import comment_questions
from register.reviews import Review, text_hash
from store.counts import Counts
from store.warehouse import Warehouse

# municipality, service, unit, role; an empty name is all of them.
Spot = tuple[str, str, str, str]
QUESTION = [f"question_{code}" for code in LANGUAGES]
COLUMNS = {
    "comment": ["comment_no", "text", *QUESTION],
    "comment_scope": ["comment_no", "scope"],
    "comment_theme": ["comment_no", "dimension", "level", "polarity"],
    "comment_question": ["service", "role", *QUESTION],
}


@dataclass(frozen=True)
class Scope:
    """A place and role in a year: how many answered in it, and whether it has a list of comments."""

    scope: int
    n: int
    is_open: bool
    least: int


def comments_shown(
    warehouse: Warehouse, approved: Approved, release: str, counts: Counts, told: pd.DataFrame, policy: Policy
) -> dict[str, pd.DataFrame]:
    """The tables about comments; ``told`` has what the release says of each scope's n."""
    rows: dict[str, list[tuple[object, ...]]] = {name: [] for name in COLUMNS}
    codebooks = warehouse.frame("current_codebooks")
    questions = comment_questions(codebooks)
    for row in codebooks.itertuples():
        asked = (texts for (instrument, _), texts in questions.items() if instrument == row.instrument)
        rows["comment_question"] += [(row.service, row.role, *_in_languages(texts)) for texts in asked]
    if approved.reviews:
        comments = _approved_comments(warehouse, approved.reviews)
        years = _years(counts, told, policy, {one.spot[0] for one in comments})
        placed = [(one, listed) for one in comments if (listed := years[one.year].listed(one.spot))]
        for number, (one, listed) in enumerate(sorted(placed, key=lambda pair: _dealt(release, pair[0].review.key))):
            texts = questions.get((one.instrument, one.question), {})
            rows["comment"].append((number, one.text, *_in_languages(texts)))
            rows["comment_scope"] += [(number, scope) for scope in listed]
            rows["comment_theme"] += [(number, *theme) for theme in one.review.themes]
    return {name: pd.DataFrame(rows[name], columns=columns) for name, columns in COLUMNS.items()}


def _in_languages(texts: Mapping[str, str]) -> tuple[str | None, ...]:
    return tuple(texts.get(code) for code in LANGUAGES)


@dataclass(frozen=True)
class _Comment:
    text: str
    question: str
    instrument: str
    spot: Spot
    year: str
    review: Review


def _approved_comments(warehouse: Warehouse, reviews: Mapping[str, Review]) -> list[_Comment]:
    """The approved comments as they may be read; one that reads otherwise than when it was reviewed waits anew."""
    rows = warehouse.frame("comments")
    found = []
    for row in rows[rows["key"].isin(list(reviews))].drop_duplicates("key").to_dict("records"):
        review, text = reviews[row["key"]], str(row["text"])
        if review.seen == text_hash(text):
            shown = with_hidden(text, review.masked)
            found.append(_Comment(shown, row["question"], row["instrument"], _spot(row), row["year"], review))
    return found


def _dealt(release: str, key: str) -> str:
    """An order that is another in each release and has nothing to do with who wrote when."""
    return hashlib.sha256(f"{release}/{key}".encode()).hexdigest()


def _years(counts: Counts, told: pd.DataFrame, policy: Policy, municipalities: set[str]) -> dict[str, "Year"]:
    """The scopes of each whole year in some municipalities."""
    own = counts.scopes[counts.scopes["municipality"].isin(municipalities)]
    whole = own[own["period"].eq(own["year"]) & own["municipality"].ne(EVERYWHERE)]
    released = told[["scope", "n", "hidden"]].rename(columns={"n": "told"})
    rows = whole.merge(counts.response[["scope", "n"]], on="scope").merge(released, on="scope", how="left")
    scopes: dict[str, dict[Spot, Scope]] = {}
    for row in rows.to_dict("records"):
        least = policy.least_detail(row["service"])
        enough = pd.isna(row["hidden"]) and row["told"] >= least and row["n"] >= least
        scope = Scope(row["scope"], int(row["n"]), bool(enough), least)
        scopes.setdefault(row["year"], {})[_spot(row)] = scope
    return {year: Year(found) for year, found in scopes.items()}


def _spot(row: Mapping[Hashable, Any]) -> Spot:
    return (row["municipality"], row["service"], row["unit"], row["role"])


class Year:
    """The scopes of a year, and which of them list comments that no smaller place of theirs lists."""

    def __init__(self, scopes: Mapping[Spot, Scope]) -> None:
        self._scopes = scopes
        # Respondents whose comments are listed nowhere within a spot, worked out from the smallest places up.
        unlisted: dict[Spot, int] = dict.fromkeys(scopes, 0)
        inside: dict[Spot, int] = dict.fromkeys(scopes, 0)
        self._lists: set[Spot] = set()
        for spot in sorted(scopes, key=lambda spot: -len(self._around(spot))):
            scope = scopes[spot]
            left = scope.n - inside[spot] + unlisted[spot]
            if scope.is_open and left >= scope.least:
                self._lists.add(spot)
                left = 0
            for nearest in self._around(spot)[:1]:
                inside[nearest] += scope.n
                unlisted[nearest] += left

    def listed(self, spot: Spot) -> list[int]:
        """The scopes that the comments of a spot are listed in; none where they would be of too few everywhere."""
        around = [one for one in (spot, *self._around(spot)) if one in self._scopes]
        home = next((number for number, one in enumerate(around) if one in self._lists), len(around))
        return [self._scopes[one].scope for one in around[home:] if self._scopes[one].is_open]

    def _around(self, spot: Spot) -> list[Spot]:
        """The places that a place is part of, from the nearest."""
        municipality, service, unit, role = spot
        wider = [(municipality, service, "", role)] if unit else []
        wider += [(municipality, "", "", role)] if service else []
        wider += [(municipality, "", "", EVERYONE)] if role != EVERYONE else []
        return [one for one in wider if one in self._scopes]
