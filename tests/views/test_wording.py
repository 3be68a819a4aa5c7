"""The sentences about differences: grammar in three languages, and never a missing number in one."""

import math
import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text import LANGUAGES, in_language, text
from views import wording
from views.wording import Difference

SPACE = "\N{NO-BREAK SPACE}"
BETTER = Difference("better", 8.2, 3.1, 13.2, n=120, other_n=98)
UNCERTAIN = Difference("uncertain", 3.1, -4.0, 10.2, smallest=17.2, n=12)
UNITS = st.sampled_from(["index", "scale", "share"])
NUMBERS = st.one_of(st.just(math.nan), st.floats(-1e4, 1e4))
COUNTS = st.one_of(st.just(math.nan), st.integers(1, 10_000).map(float))
VERDICTS = st.sampled_from(["better", "worse", "below_floor", "uncertain", "", None])
REASONS = st.sampled_from([None, "few", "no_sd", "no_spread", "scale_changed", "not_measured", "of_another_kind"])
DIFFERENCES = st.builds(Difference, VERDICTS, NUMBERS, NUMBERS, NUMBERS, NUMBERS, COUNTS, COUNTS, REASONS, UNITS)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "nb",
            "Sikker forbedring siden 2024, +8 poeng "
            "(95\N{NO-BREAK SPACE}%: +3 til +13; 120 svar nå og 98 sist; justert for 7 sammenligninger).",
        ),
        (
            "nn",
            "Sikker framgang sidan 2024, +8 poeng "
            "(95\N{NO-BREAK SPACE}%: +3 til +13; 120 svar no og 98 sist; justert for 7 samanlikningar).",
        ),
        (
            "en",
            "Certain improvement since 2024, +8 points "
            "(95%: +3 to +13; 120 answers now and 98 last time; adjusted for 7 comparisons).",
        ),
    ],
)
def test_a_certain_change_has_number_interval_base_and_family(language: str, told: str) -> None:
    with in_language(language):
        assert wording.changed(BETTER, since="2024", family_size=7) == told


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "nb",
            "Solhaug: ingen sikker endring siden sist, +3 poeng "
            "(95\N{NO-BREAK SPACE}%: −4 til +10; 12 svar). Med 12 svar ville bare endringer på "
            "minst 18 poeng trolig blitt funnet.",
        ),
        (
            "nn",
            "Solhaug: inga sikker endring sidan sist, +3 poeng "
            "(95\N{NO-BREAK SPACE}%: −4 til +10; 12 svar). "
            "Med 12 svar ville berre endringar på minst 18 poeng truleg blitt funne.",
        ),
        (
            "en",
            "Solhaug: no certain change since last time, +3 points "
            "(95%: −4 to +10; 12 answers). With 12 answers, only changes of at least "
            "18 points would most likely have been found.",
        ),
    ],
)
def test_an_uncertain_change_tells_what_could_have_been_found(language: str, told: str) -> None:
    with in_language(language):
        assert wording.changed(UNCERTAIN, who="Solhaug") == told


@pytest.mark.parametrize(
    ("language", "verdict", "value", "told"),
    [
        ("nb", "better", 6.0, "Sikkert høyere enn resten av tjenesten, +6 poeng (45 svar)."),
        ("nb", "worse", -6.0, "Sikkert lavere enn resten av tjenesten, −6 poeng (45 svar)."),
        ("nb", "below_floor", 3.0, "Sikkert, men bare litt høyere enn resten av tjenesten, +3 poeng (45 svar)."),
        ("nn", "worse", -6.0, "Sikkert lågare enn resten av tenesta, −6 poeng (45 svar)."),
        ("nn", "below_floor", -3.0, "Sikkert, men berre litt lågare enn resten av tenesta, −3 poeng (45 svar)."),
        ("en", "better", 1.0, "Certainly higher than the rest of the service, +1 point (45 answers)."),
        ("en", "worse", -1.0, "Certainly lower than the rest of the service, −1 point (45 answers)."),
    ],
)
def test_a_difference_is_told_with_its_direction(language: str, verdict: str, value: float, told: str) -> None:
    with in_language(language):
        other = text("wording.other.rest_of_service")
        assert wording.compared(Difference(verdict, value, n=45), other=other) == told


@pytest.mark.parametrize(
    ("language", "value", "unit", "told"),
    [
        ("en", 1.0, "index", "1 point"),
        ("en", 2.0, "index", "2 points"),
        ("en", 0.0, "index", "0 points"),
        ("en", -1.2, "index", "−1 point"),
        ("en", 0.01, "share", "1 percentage point"),
        ("en", 0.12, "share", "12 percentage points"),
        ("en", 0.4, "scale", "0.4 scale points"),
        ("nb", 0.4, "scale", "0,4 skalapoeng"),
        ("nn", 0.12, "share", "12 prosentpoeng"),
        ("nb", 1234.0, "index", f"1{SPACE}234 poeng"),
        ("nb", math.nan, "index", "–"),
    ],
)
def test_points_agree_with_their_number(language: str, value: float, unit: wording.Unit, told: str) -> None:
    with in_language(language):
        assert wording.points(value, unit) == told


def test_one_scale_point_is_in_the_singular() -> None:
    with in_language("en"):
        assert wording.points(1.0, "scale", decimals=0) == "1 scale point"


@pytest.mark.parametrize(
    ("language", "one", "two"),
    [("nb", "1 svar", "2 svar"), ("nn", "1 svar", "2 svar"), ("en", "1 answer", "2 answers")],
)
def test_answers_agree_with_their_number(language: str, one: str, two: str) -> None:
    with in_language(language):
        assert (wording.answers(1), wording.answers(2)) == (one, two)


def test_the_family_is_named() -> None:
    told = [wording.family(size) for size in (0, math.nan, 1, 6)]

    assert told == ["", "", "én sammenligning", "justert for 6 sammenligninger"]
    assert "300 sammenligninger" in wording.family(300, screening=True)


def test_a_certain_limit_is_never_told_as_zero() -> None:
    told = wording.compared(Difference("below_floor", 1.24, 0.28, 2.2), other="resten")

    assert "+1,2 poeng (95\N{NO-BREAK SPACE}%: +0,3 til +2,2)" in told


def test_a_small_difference_is_never_told_as_large_as_the_floor() -> None:
    assert "+3,8 poeng" in wording.compared(Difference("below_floor", 3.8, 2.4, 5.2), other="resten")
    assert "+3 poeng" in wording.compared(Difference("below_floor", 3.2, 2.4, 4.2), other="resten")


def test_the_smallest_difference_is_rounded_up() -> None:
    assert "minst 18 poeng" in wording.power(Difference("uncertain", 0, smallest=17.01))
    assert "minst 17 poeng" in wording.power(Difference("uncertain", 0, smallest=17.0))
    assert "minst 0,5 skalapoeng" in wording.power(Difference("uncertain", 0, smallest=0.41, unit="scale"))


def test_what_no_answer_could_show_is_not_given_a_number() -> None:
    told = wording.changed(Difference("uncertain", 3.0, -200.0, 206.0, smallest=170.0, n=2))

    assert told.endswith("Med 2 svar kan ingen endring bli sikker.")


def test_an_interval_on_one_side_of_zero_that_is_not_certain_is_explained() -> None:
    told = wording.compared(Difference("uncertain", 5.0, 0.4, 9.6, smallest=8.4, n=28), other="resten")

    assert "sammenligningene er sett under ett" in told


def test_what_cannot_be_tested_says_why() -> None:
    assert wording.changed(Difference(None, math.nan, reason="not_comparable")) == (
        "Endringen siden sist kan ikke vurderes: spørsmålene er endret siden sist."
    )
    assert "kilden oppgir ikke" in wording.changed(Difference("", 2.0, reason="no_sd"))
    assert "grunnlaget mangler" in wording.compared(Difference("", math.nan, reason="of_another_kind"), other="resten")


def test_many_are_told_together_with_what_the_uncertain_could_show() -> None:
    found = [BETTER, UNCERTAIN, Difference("uncertain", 1.0, -3.0, 5.0, smallest=6.6), Difference("", math.nan)]

    told = wording.among(["A", "B", "C", "D"], found, family_size=3)

    assert told == (
        "Sikker forbedring siden sist: «A» (+8 poeng). Ingen sikker endring ellers. Der ingenting er sikkert, "
        "ville bare endringer på minst 7 til 18 poeng trolig blitt funnet. Sikkerheten er justert for 3 "
        "sammenligninger."
    )


def test_what_could_not_be_tested_is_counted_with_the_reason() -> None:
    found = [UNCERTAIN, *[Difference("not_assessed", 1.0, reason="no_sd")] * 2, Difference(None, math.nan)]
    left = "2 av 3 endringer kan ikke vurderes: kilden oppgir ikke hvor mye svarene spriker."

    told = wording.among(["A", "B", "C", "D"], found)
    headline = wording.among_in_short(["A", "B", "C", "D"], found)
    assert headline == f"Ingen sikker endring siden sist. {left}"
    assert told.startswith(headline)
    assert told.endswith("trolig blitt funnet.")


def test_nothing_is_said_of_many_where_nothing_is_tested() -> None:
    assert wording.among(["A"], [Difference(None, math.nan)]) == ""


def test_a_table_is_told_row_by_row() -> None:
    table = pd.DataFrame({"change": [3.1], "change_verdict": ["uncertain"], "n": [12.0]})

    (one,) = wording.differences(table, value="change", verdict="change_verdict")

    assert (one.verdict, one.value, one.n, one.reason) == ("uncertain", 3.1, 12.0, None)
    assert math.isnan(one.lower)


@given(DIFFERENCES, COUNTS, st.sampled_from(LANGUAGES))
def test_no_sentence_holds_a_missing_number(one: Difference, family_size: float, language: str) -> None:
    with in_language(language):
        told = [
            wording.changed(one, since="2024", who="Solhaug", family_size=family_size),
            wording.changed(one, family_size=family_size),
            wording.compared(one, other="resten", family_size=family_size),
            wording.among(["A"], [one], family_size=family_size),
            wording.among(["A"], [one], other="resten", family_size=family_size),
        ]

    for sentence in told:
        assert not re.search(r"\b(nan|None|inf)\b|[{}]|  ", sentence)
        assert sentence == "" or sentence.endswith(".")
        assert sentence == "" or sentence[0].isupper() or sentence[0] in "+−0123456789–"


@given(DIFFERENCES, st.sampled_from(LANGUAGES))
def test_nothing_found_is_never_told_as_nothing_there(one: Difference, language: str) -> None:
    with in_language(language):
        told = wording.changed(one).lower() + wording.compared(one, other="x").lower()

    assert not re.search(r"ingen endring \b(?!bli)|uendret|ingen forskjell (?!bli)|no change (?!can)|unchanged", told)
