import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.forms.columns import Columns
from etl.forms.several import add_options, listed, several

OPTIONS = ("Telefon", "E-post", "Nett", "Oppmøte")


def column(*cells: str) -> "pd.Series[str]":
    return pd.Series(list(cells), dtype="str", index=pd.RangeIndex(2, len(cells) + 2, name="row"))


def test_options_that_come_in_many_combinations_are_a_list() -> None:
    found = several(column("Telefon, Nett", "Nett", "Telefon", "Nett, E-post", "E-post", ""), ", ")

    assert found is not None
    assert found.options == ("Telefon", "Nett", "E-post")


def test_a_comma_in_brackets_parts_no_option() -> None:
    cells = ["Møte (digitalt, fysisk), Nett", "Nett", "Møte (digitalt, fysisk)", "Nett, Møte (digitalt, fysisk)"]

    found = several(column(*cells), ", ")

    assert found is not None
    assert set(found.options) == {"Møte (digitalt, fysisk)", "Nett"}


def test_parts_that_never_come_apart_are_one_option() -> None:
    cells = (
        ["Brev, SMS eller e-post"] * 3 + ["Nett, Brev, SMS eller e-post"] * 3 + ["Nett", "Brev, SMS eller e-post, Nett"]
    )

    found = several(column(*cells), ", ")

    assert found is not None
    assert set(found.options) == {"Brev, SMS eller e-post", "Nett"}


def test_single_answers_with_commas_are_no_list() -> None:
    assert several(column("Ja, ofte", "Ja, av og til", "Nei", "Ja, ofte", "Nei"), ", ") is None


def test_sentences_are_no_list() -> None:
    cells = column("Bra, men dyrt", "Fint, takk", "Vet ikke, kanskje senere", "Lang kø, ellers bra")

    assert several(cells, ", ") is None


def test_a_blank_after_a_semicolon_belongs_to_the_option() -> None:
    found = listed(column("Ute; i skogen;Inne;", "Inne;", "Ute; i skogen;"), ";")

    assert found is not None
    assert found.options == ("Ute; i skogen", "Inne")


def test_a_ranking_is_no_choice_of_several() -> None:
    assert listed(column("a;b;c;", "b;a;c;"), ";") is None


def test_texts_that_only_end_with_the_sign_now_and_then_are_no_list() -> None:
    assert listed(column("a;b;", "Bra; men dyrt"), ";") is None


def test_what_comes_once_among_many_answers_is_somebodys_own_words() -> None:
    cells = column(*["Telefon;Nett;"] * 12, *["Nett;"] * 12, "Nett;Brevdue;", "")
    columns = Columns(cells.index)

    found = listed(cells, ";")
    assert found is not None
    add_options(columns, "Hva brukte du?", cells, found)

    table = columns.table()
    assert list(table.columns) == ["Hva brukte du? - Telefon", "Hva brukte du? - Nett", "Hva brukte du? - Annet"]
    assert table.iloc[-2].tolist() == ["0", "1", "Brevdue"]
    assert table.iloc[-1].tolist() == ["", "", ""]
    assert columns.questions["Hva brukte du? - Annet"].kind == "text"


@settings(max_examples=40, deadline=None)  # each example builds frames
@given(st.lists(st.sets(st.sampled_from(OPTIONS)), min_size=1, max_size=19))
def test_every_tick_comes_back(chosen: list[set[str]]) -> None:
    cells = column(*("".join(f"{option};" for option in OPTIONS if option in answers) for answers in chosen))
    found = listed(cells, ";")
    columns = Columns(cells.index)
    if found is not None:
        add_options(columns, "Hva?", cells, found)

    for option in found.options if found else ():
        ticks = columns.table()[f"Hva? - {option}"].tolist()
        assert ticks == [("1" if option in answers else "0") if answers else "" for answers in chosen]


def test_a_cell_of_a_hundred_thousand_parts_is_no_list_of_options() -> None:
    assert listed(column("(" + "".join(f"{number};" for number in range(100_000))), ";") is None
