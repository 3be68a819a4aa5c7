"""Comments as readers get them, from the sample release."""

from dataclasses import replace

import pandas as pd
import pytest

from core.selection import Selection
from store.release import Release
from tests.views.conftest import HIDDEN_UNIT
from views import comments

HOME_CARE = Selection("9901", "home_care", None, "2025", "user")


def of(*rows: tuple[str, str]) -> pd.DataFrame:
    """Comments of a text and themes, written ``dimension+`` or ``dimension-``, with a blank between."""
    told = [
        {
            "comment_no": number,
            "text": text,
            "question": "",
            "themes": tuple(
                (theme[:-1], "individual", "positive" if theme[-1] == "+" else "negative") for theme in themes.split()
            ),
        }
        for number, (text, themes) in enumerate(rows)
    ]
    return pd.DataFrame(told, columns=list(comments.COLUMNS))


def test_comments_of_a_unit_are_among_those_of_its_service_and_municipality(release: Release, solvik: Selection):
    everywhere = set(comments.listed(release, solvik)["comment_no"])
    service = set(comments.listed(release, HOME_CARE)["comment_no"])
    units = release.query("places").query("service == 'home_care' and level == 'unit'")["unit"]
    lists = [set(comments.listed(release, replace(HOME_CARE, unit=unit))["comment_no"]) for unit in units]

    assert service
    assert any(lists)
    assert set().union(*lists) <= service <= everywhere


def test_a_part_of_a_year_shows_the_comments_of_the_year(release: Release):
    assert comments.of_year(HOME_CARE.but(period="2025-03")) == HOME_CARE
    pd.testing.assert_frame_equal(
        comments.listed(release, HOME_CARE.but(period="2025-T1")), comments.listed(release, HOME_CARE)
    )


def test_a_hidden_place_tells_that_it_is_hidden_and_no_number(release: Release):
    assert comments.state(release, HIDDEN_UNIT) == "hidden"
    assert comments.listed(release, HIDDEN_UNIT).empty
    assert comments.matching(comments.listed(release, HIDDEN_UNIT), "e").empty
    assert comments.summary(comments.by_dimension(release, HIDDEN_UNIT)) == ""


def test_no_service_with_comments_has_fewer_answers_than_comments_need(release: Release, solvik: Selection):
    least = int(release.query("about")["min_n_detail"].iloc[0])
    table = comments.by_service(release, solvik)
    answered = release.held("response", "9901")

    for row in table.itertuples():
        assert answered.of([row.place], "2025", row.role)["n"].iloc[0] >= least


@pytest.mark.parametrize(
    ("search", "dimension", "polarity", "found"),
    [
        ("", None, None, [0, 1, 2]),
        ("HYGGELIGE folk", None, None, [0]),
        ("folk bil", None, None, []),
        ("", "respected", None, [0]),
        ("", "right_time", "positive", [2]),
        ("", None, "negative", [1]),
    ],
)
def test_a_search_and_a_theme_narrow_the_comments(search, dimension, polarity, found):
    table = of(("Hyggelige folk", "respected+"), ("Lang ventetid", "right_time-"), ("Kom i tide", "right_time+"))

    assert comments.matching(table, search, dimension, polarity)["comment_no"].tolist() == found


def test_quotes_begin_with_the_most_common_themes_and_go_on_with_others():
    table = of(
        ("En", "respected+"),
        ("To", "right_time-"),
        ("Tre", "right_time- respected+"),
        ("Fire", "overview-"),
        ("Uten tema", ""),
        ("Lang " * 100, "right_time- overview- respected+"),
    )

    chosen = comments.quotes(table)

    assert chosen["text"].tolist() == ["Tre", "Fire"]
    assert comments.quotes(table, "overview")["text"].tolist() == ["Fire"]


def test_a_comment_that_praises_and_complains_counts_once_in_all():
    table = comments.themes_of(of(("Både og", "respected+ respected-"), ("Bra", "respected+"))).set_index("dimension")

    row = table.loc["respected"]
    assert (row["praise"], row["complaint"], row["about"], row["share"], row["n"]) == (2, 1, 2, 1.0, 2)


def test_the_summary_names_what_most_praise_and_what_most_want_better():
    told = comments.summary(comments.themes_of(of(("Bra", "respected+"), ("Kø", "right_time-"), ("Kø", "right_time-"))))

    assert told == (
        "3 kommentarer kan vises her. Flest roser «Å bli respektert» (1). "
        "Flest ønsker bedre «Å få hjelp til riktig tid» (2)."
    )
