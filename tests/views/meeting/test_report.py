"""The report says what the pages say: the same sentences, the same figures, and what is hidden as hidden."""

import math
import re
from collections.abc import Iterator
from datetime import date
from html import escape
from typing import Any

import pandas as pd
import pytest

from core.document import Column, Document, Figure, Value
from core.selection import Selection
from core.text import LANGUAGES, in_language, number, text
from core.told_counts import told_in_bands
from store.release import Release
from tests.views.conftest import HIDDEN_UNIT
from tests.views.slow import Figures
from ui.meeting.preview import preview
from views import overview, services, words
from views.comments import by_dimension
from views.meeting.beside import Action, Activity, Beside
from views.meeting.report import document
from views.meeting.request import OF_MANY, PARTS, Request, periods, selections, usual_parts
from views.places import places_of

TODAY = date(2026, 3, 2)


def of(release: Release, *chosen: str, **more: Any) -> Document:
    """A report of the sample in its newest year."""
    return document(release, Request("9901", "2025", chosen, **more), more.pop("beside", Beside()), TODAY)


def figures_of(told: Document, key: str) -> list[Figure]:
    return [figure for _, figure in told.figures() if figure.key == key]


def values_of(column: Column) -> tuple[Value, ...]:
    return column.values  # noqa: PD011 - not a data frame


def texts(told: Document) -> Iterator[str]:
    """Everything that a report says."""
    for _, figure in told.figures():
        yield from (figure.message, *figure.told, figure.base, figure.source, *figure.footnotes, figure.alt)
        for column in figure.table.columns if figure.table else ():
            yield from (
                column.heading,
                *column.words,
                *(value for value in values_of(column) if isinstance(value, str)),
            )
        for mark in figure.chart.marks if figure.chart else ():
            yield from (mark.label, mark.why)


def test_results_are_those_of_the_services_page(release: Release) -> None:
    (selection,) = selections(
        release, Request("9901", "2025", ("kindergarten",)), places_of(release).places["9901/kindergarten"]
    )
    page = services.by_dimension(release, selection)

    (figure,) = figures_of(of(release, "kindergarten"), "results")

    assert figure.chart is not None
    assert figure.table is not None
    assert [mark.label for mark in figure.chart.marks] == page["label"].tolist()
    for name in ("value", "lower", "upper", "n"):
        shown = pd.Series([getattr(mark, name) for mark in figure.chart.marks])
        pd.testing.assert_series_equal(shown, page["mean" if name == "value" else name], check_names=False)
    whole = services.certain_words(page, selection)[0]
    assert figure.message.startswith("Sikkert høyere enn de andre tjenestene: «Helhetsvurdering» (+7 poeng)")
    assert "3 til" in figure.message
    assert whole in figure.told


def test_the_planted_decline_is_the_message_of_its_chapter(release: Release) -> None:
    (figure,) = figures_of(of(release, "kindergarten", parts=("change",)), "change")

    assert figure.message == "Sikker nedgang siden sist: «Å få hjelp til riktig tid» (−11 poeng)."
    assert "justert for 7 sammenligninger" in " ".join(figure.told)


def test_the_whole_municipality_comes_first_and_each_role_has_a_chapter(release: Release) -> None:
    told = of(release, parts=("results",))

    titles = [chapter.title for chapter in told.chapters]

    assert titles[0] == "Solvik"
    assert {"Habilitering og bofellesskap – pårørende", "Habilitering og bofellesskap – bruker"} <= set(titles)
    assert "Barnevern" not in titles, "nobody was asked in the year"
    selection = selections(release, Request("9901", "2025"), places_of(release).places["9901/bpa"])[0]
    figures = overview.key_figures(release, selection.but(service=None, role="everyone"))
    key_figures = figures_of(told, "key_figures")[0].table
    assert key_figures is not None
    assert key_figures.columns[2].words == tuple(number(mean) for mean in figures["mean"])


def test_the_comments_of_each_role_are_told_in_its_chapter(release: Release) -> None:
    told = of(release, parts=("comments",))

    comments = {chapter.title: chapter.figures[0] for chapter in told.chapters if chapter.figures}
    for role in ("user", "next_of_kin"):
        themes = by_dimension(release, Selection("9901", "habilitation", None, "2025", role))
        table = comments[f"Habilitering og bofellesskap – {words.role(role).lower()}"].table
        assert table is not None
        assert values_of(table.columns[-1])[0] == themes["n"].iloc[0]


def test_a_hidden_unit_is_named_as_hidden_and_nothing_of_it_is_told(release: Release, figures: Figures) -> None:
    told = of(release, "habilitation")

    (table,) = [
        figure.table for chapter, figure in told.figures() if figure.key == "units" and chapter.title.endswith("bruker")
    ]

    assert table is not None
    row = table.columns[0].words.index("Lyngtun bofellesskap")
    assert figures[HIDDEN_UNIT.place, "2025", "user", "overall"]["hidden"] == "few"
    assert {values_of(column)[row] for column in table.columns[1:]} - {None} <= {
        "Skjermet (personvern)", "–", "Kan ikke vurderes", "",
    }  # fmt: skip
    assert any("Lyngtun bofellesskap" in note for note in figures_of(told, "units")[1].footnotes)


def test_a_service_that_nobody_was_asked_about_says_so_and_when_it_was(release: Release) -> None:
    (chapter,) = of(release, "child_welfare").chapters

    assert chapter.figures[0].message == "Barnevern har ingen undersøkelse i 2025."
    assert chapter.figures[0].told == ("Målt i 2022 og 2024.",)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_is_in_one_language_and_leaves_no_word_open(release: Release, language: str) -> None:
    with in_language(language):
        told = of(release, "bpa")

    every = " ".join(texts(told))
    assert told.language == language
    assert not [sign for sign in ("{", "}", " nan", "None.") if sign in every]


def test_a_register_that_cannot_be_reached_is_not_the_same_as_an_empty_one(release: Release) -> None:
    request = Request("9901", "2025", ("bpa",), ("results", "actions"))

    empty = document(release, request, Beside(), TODAY)
    unreachable = document(release, request, Beside(actions=None), TODAY)

    assert "Ingen tiltak er registrert." in list(texts(empty))
    assert "Ingen tiltak er registrert." not in list(texts(unreachable))
    assert any(told.startswith("Oppfølging er ikke tilgjengelig") for told in texts(unreachable))


def test_late_actions_come_first_and_only_those_of_the_place(release: Release) -> None:
    actions = tuple(
        Action(what, place, "leder", due, "I gang")
        for what, place, due in [
            ("Senere", "9901/bpa", date(2026, 9, 1)),
            ("Forfalt", "9901/bpa/bpa-ordningen", date(2026, 1, 1)),
            ("Andres", "9901/home_care", date(2026, 1, 1)),
        ]
    )

    told = document(release, Request("9901", "2025", ("bpa",), ("actions",)), Beside(actions=actions), TODAY)

    (figure,) = figures_of(told, "actions")
    assert figure.message == "2 åpne tiltak, 1 av dem over fristen."
    assert figure.table is not None
    assert figure.table.columns[0].words == ("Forfalt", "Senere")
    assert figure.table.columns[3].words == ("01.01.2026 (forfalt)", "01.09.2026")


@pytest.mark.parametrize(
    ("going", "told"),
    [
        ({"due": date(2026, 1, 1)}, "1 åpent tiltak, 1 over fristen."),
        ({"due": date(2026, 9, 1)}, "1 åpent tiltak, ikke over fristen."),
        ({"due": date(2026, 1, 1), "is_done": True}, "1 åpent tiltak, ikke over fristen."),
        ({"due": date(2026, 1, 1), "is_open": False, "is_done": True}, "Ingen åpne tiltak."),
    ],
)
def test_what_is_done_is_open_until_it_is_closed_but_not_late(
    release: Release, going: dict[str, Any], told: str
) -> None:
    beside = Beside(actions=(Action("Kurs", "9901/bpa", "leder", status="", **going),))

    (figure,) = figures_of(document(release, Request("9901", "2025", ("bpa",), ("actions",)), beside, TODAY), "actions")

    assert figure.message == told


def test_one_recommendation_is_told_as_one(release: Release) -> None:
    beside = Beside(activities=(Activity("Brukerråd", "9901/bpa", "Brukerråd", "Dialog", "2025", 9, 1, 0),))
    request = Request("9901", "2025", ("bpa",), ("participation",))

    (figure,) = figures_of(document(release, request, beside, TODAY), "participation")

    assert figure.message == "1 aktivitet med 1 anbefaling; 0 er helt eller delvis fulgt."


@pytest.mark.parametrize("language", LANGUAGES)
def test_colours_are_explained_in_the_files_once_and_not_where_the_table_has_none(
    release: Release, language: str
) -> None:
    with in_language(language):
        told = of(release)
        (figure,) = figures_of(told, "services")
        shown = preview(told)

        assert figure.footnotes[0] == text("report.matrix_key")
        assert text("wording.certain.in_colour") not in " ".join(figure.footnotes)
        assert escape(figure.footnotes[1]) in shown
        assert text("report.matrix_key") not in shown
        assert text("wording.certain.in_colour") not in shown


def test_a_review_has_its_six_parts_and_lines_to_fill_in(release: Release) -> None:
    told = of(release, kind="review")

    assert [chapter.title for chapter in told.chapters] == [
        "Resultat", "Sikre endringer", "Hva kommentarene handler om", "Tiltak", "Medvirkning", "Beslutninger",
    ]  # fmt: skip
    changes = told.chapters[1].figures[0]
    assert changes.message == "2 av 8 undersøkelser har en sikker endring siden sist."
    assert changes.told == (
        "Barnehage: sikker nedgang siden sist: «Å få hjelp til riktig tid» (−11 poeng).",
        "Hjemmetjenester: sikker forbedring siden sist: «Oversikt og forutsigbarhet» (+9 poeng).",
    )
    decisions = told.chapters[5].figures[0].table
    assert decisions is not None
    assert {word for column in decisions.columns for word in column.words} == {""}


def test_a_review_of_the_first_year_says_nothing_of_change(release: Release) -> None:
    told = document(release, Request("9901", "2021", kind="review"), Beside(), TODAY)

    changes = told.chapters[1].figures[0]
    assert changes.message == "Endring siden sist kan ikke vurderes: dette er ikke målt før."
    assert changes.told == ()


def test_a_review_of_some_services_names_the_surveys_of_those(release: Release) -> None:
    told = of(release, "habilitation", kind="review")

    sources = [chapter.figures[0].source for chapter in told.chapters[:2]]
    assert all(source.startswith("Kilde: Brukerundersøkelse i hjemmetjenestene, 2025.") for source in sources)


def test_a_review_counts_what_it_leaves_out_of_all_that_there_is(release: Release) -> None:
    action = Action("Ukeplan", "9901/bpa", "Leder", None, "Planlagt")
    activity = Activity("Brukerråd", "9901/bpa", "Brukerråd", "Dialog", "2025")
    beside = Beside((action,) * 60, (activity,) * 60)

    told = document(release, Request("9901", "2025", kind="review"), beside, TODAY)

    for chapter in told.chapters[3:5]:
        assert chapter.figures[0].table is not None
        assert len(chapter.figures[0].table) == 6
        assert chapter.figures[0].footnotes == ("54 til står i Brukerinnsikt.",)


def test_what_is_usual_depends_on_how_much_the_report_is_of(release: Release) -> None:
    assert usual_parts(("bpa",)) == PARTS
    assert usual_parts(()) == OF_MANY
    assert periods(places_of(release), "9901") == ["2025", "2024", "2023", "2022", "2021"]


def test_where_answers_are_told_as_bands_a_report_holds_no_number_of_answers(release: Release) -> None:
    with told_in_bands(True):
        told = of(release, "bpa")

    figures = [figure for _, figure in told.figures()]
    numbers = [
        (value, 2 if column.kind == "share" else 1)
        for figure in figures
        for column in (figure.table.columns if figure.table else ())
        for value in values_of(column)
        if isinstance(value, float)
    ]
    marks = [mark for figure in figures for mark in (figure.chart.marks if figure.chart else ())]
    assert "10–19 svar av 20–49 spurte" in figures[0].base
    assert all(math.isnan(mark.n) for mark in marks)
    exact = re.compile(r"(?<![–\d])(?<!fra )(?<!minst )\b\d+ (?:svar|personer)")
    assert not [text for text in texts(told) if exact.search(text)]
    assert all(round(value, decimals) == value for value, decimals in numbers)
    assert not [figure.message for figure in figures if figure.table and 16.0 in values_of(figure.table.columns[1])]
