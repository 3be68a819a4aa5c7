"""Two roles question by question: every pair of answers counted."""

import pytest

from store.release import Release
from tests.views.groups.conftest import HABILITATION, HOME_CARE
from views.groups.ordinal import COLUMNS, by_question

Counts = dict[tuple[str, str, str, str], dict[int, int]]


def test_delta_is_the_pairs_above_less_the_pairs_below(release: Release, counts: Counts):
    table = by_question(release, HABILITATION)

    assert len(table) > 5
    for row in table.to_dict("records"):
        users, kin = (counts[HABILITATION.place, "2025", role, row["item"]] for role in ("user", "next_of_kin"))
        above = sum(n * m for value, n in kin.items() for other, m in users.items() if value > other)
        below = sum(n * m for value, n in kin.items() for other, m in users.items() if value < other)
        assert (row["n"], row["other_n"]) == (sum(kin.values()), sum(users.values()))
        assert row["delta"] == pytest.approx((above - below) / (row["n"] * row["other_n"]))
        assert row["delta_lower"] <= row["delta"] <= row["delta_upper"]


def test_only_questions_that_both_may_show_are_there(release: Release, counts: Counts):
    told = set(by_question(release, HABILITATION)["item"])

    shown = [{item for place, period, own, item in counts if (place, period, own) == (HABILITATION.place, "2025", role)}
             for role in ("user", "next_of_kin")]  # fmt: skip
    assert told == set.intersection(*shown)


def test_one_role_alone_has_no_questions_to_compare(release: Release):
    table = by_question(release, HOME_CARE)

    assert table.empty
    assert [*table.columns] == COLUMNS
