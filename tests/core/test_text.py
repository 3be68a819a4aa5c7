"""Words that go with numbers, in each language."""

import pytest

from core.findings import Finding
from core.messages import finding_text, place_text
from core.text import LANGUAGES, in_language, number, text

COUNTS = {
    "nb": {
        "error": ("1 feil", "2 feil"),
        "warning": ("1 advarsel", "2 advarsler"),
        "info": ("1 merknad", "2 merknader"),
    },
    "nn": {
        "error": ("1 feil", "2 feil"),
        "warning": ("1 åtvaring", "2 åtvaringar"),
        "info": ("1 merknad", "2 merknader"),
    },
    "en": {"error": ("1 error", "2 errors"), "warning": ("1 warning", "2 warnings"), "info": ("1 note", "2 notes")},
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("severity", ["error", "warning", "info"])
def test_one_finding_is_counted_in_the_singular_and_more_in_the_plural(language: str, severity: str) -> None:
    with in_language(language):
        counted = tuple(text(f"severity_count.{severity}", count=count) for count in (1, 2))

    assert counted == COUNTS[language][severity]


def test_a_number_that_is_already_written_out_chooses_its_words_too() -> None:
    assert text("severity_count.warning", count=number(1)) == "1 advarsel"
    assert text("severity_count.warning", count=number(1000)) == "1\N{NO-BREAK SPACE}000 advarsler"


def test_a_finding_about_one_row_speaks_of_one_row() -> None:
    one = Finding("blank_rows", "info", file="svar.csv", row_count=1, rows=(4,))
    more = Finding("blank_rows", "info", file="svar.csv", row_count=2, rows=(4, 7))

    assert (finding_text(one), place_text(one)) == ("1 tom rad er hoppet over.", "svar.csv · 1 rad: 4")
    assert (finding_text(more), place_text(more)) == ("2 tomme rader er hoppet over.", "svar.csv · 2 rader: 4, 7")


def test_what_a_file_says_stands_in_the_quotation_marks_of_the_language() -> None:
    unreadable = Finding("unknown_period", column="tid", values=("i høst", "nå"))
    told = {}
    for code in LANGUAGES:
        with in_language(code):
            told[code] = finding_text(unreadable)

    assert "«i høst», «nå»" in told["nb"]
    assert "«i høst», «nå»" in told["nn"]
    assert "“i høst”, “nå”" in told["en"]
