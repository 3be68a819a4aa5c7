import pytest

from etl.reading.headers import found, unique

NUMBERS = [["1", "2", "Solbakken"], ["3", "4", "Furua"], ["5", "6", "Solbakken"]]


def test_a_plain_header_is_the_first_row() -> None:
    header = found([["q1", "q2", "enhet"], *NUMBERS])

    assert (header.first, header.rows, header.columns, header.labels) == (0, 1, ("q1", "q2", "enhet"), ())


def test_words_over_numbers_are_a_row_of_labels() -> None:
    header = found([["q1", "q2", "enhet"], ["Trivsel", "Respekt", "Enhet"], *NUMBERS])

    assert header.rows == 2
    assert header.labels == ("Trivsel", "Respekt", "Enhet")


def test_a_first_respondent_who_wrote_words_is_no_row_of_labels() -> None:
    header = found(
        [["q1", "q2", "enhet"], ["vet ikke", "vet ikke", "Furua"], *NUMBERS, ["vet ikke", "vet ikke", "Furua"]]
    )

    assert header.rows == 1


def test_one_word_over_numbers_is_no_row_of_labels() -> None:
    header = found([["navn", "alder"], ["Per", "ukjent"], ["Kari", "30"], ["Ola", "40"]])

    assert header.rows == 1


def test_the_import_row_of_qualtrics_is_a_third_header_row() -> None:
    rows = [["Q1", "Q2"], ["How?", "Why?"], ['{"ImportId":"QID1"}', '{"ImportId":"QID2"}'], ["1", "2"]]

    header = found(rows)

    assert (header.end, header.labels) == (3, ("How?", "Why?"))


def test_sparse_questions_are_filled_forward_over_their_options() -> None:
    rows = [
        ["RespondentID", "Which have you seen?", "", "", "Gender"],
        ["", "First film", "Second film", "Third film", "Response"],
        ["1", "First film", "", "", "Male"],
    ]

    header = found(rows)

    assert header.end == 2
    assert header.codes == (
        "RespondentID",
        "Which have you seen? - First film",
        "Which have you seen? - Second film",
        "Which have you seen? - Third film",
        "Gender",
    )


def test_title_and_blank_line_above_the_header_are_skipped() -> None:
    header = found([["Sysselsatte etter region"], [], ["region", "2020", "2021"], ["3801 Horten", "12807", "4367"]])

    assert (header.first, header.columns) == (2, ("region", "2020", "2021"))


def test_codes_are_unique_and_never_blank() -> None:
    assert unique(["q1", "", "q1", "q1 (2)", "q1"]) == ("q1", "kolonne 2", "q1 (3)", "q1 (2)", "q1 (4)")


def test_there_is_no_header_where_every_row_is_blank() -> None:
    assert found([["", " "], []]) is None


def test_a_battery_among_single_questions_has_two_header_rows_however_few_its_columns_are() -> None:
    asked = [f"Spørsmål nummer {number}?" for number in range(1, 11)]
    rows = [
        ["Respondent", *asked, "Hvor fornøyd er du med", "", "Kommentar"],
        ["", *[""] * 10, "Maten", "Aktivitetene", ""],
        ["1", *["3"] * 10, "4", "5", "Bra"],
    ]

    header = found(rows)

    assert (header.end, header.labels) == (2, ())
    assert header.codes[-3:] == ("Hvor fornøyd er du med - Maten", "Hvor fornøyd er du med - Aktivitetene", "Kommentar")


def test_questions_above_a_full_row_of_names_go_in_front_of_those_they_span() -> None:
    rows = [
        ["", "", "Hvor fornøyd er du med", "", "Hvor viktig er", ""],
        ["Respondent", "Enhet", "Maten", "Personalet", "Maten", "Personalet"],
        ["1", "Furua", "4", "5", "3", "2"],
        ["2", "Lia", "2", "1", "3", "2"],
    ]

    header = found(rows)

    assert (header.first, header.end) == (0, 2)
    assert header.codes == (
        "Respondent",
        "Enhet",
        "Hvor fornøyd er du med - Maten",
        "Hvor fornøyd er du med - Personalet",
        "Hvor viktig er - Maten",
        "Hvor viktig er - Personalet",
    )


def test_a_note_above_a_full_row_of_names_is_no_question() -> None:
    rows = [
        ["", "Kommune", "Solvik", "", ""],
        ["Respondent", "Enhet", "Maten", "Personalet", "Stell"],
        ["1", "Furua", "4", "5", "3"],
        ["2", "Lia", "2", "1", "3"],
    ]

    header = found(rows)

    assert (header.first, header.codes[1]) == (1, "Enhet")


def test_a_first_respondent_who_answered_in_words_is_no_second_header_row() -> None:
    rows = [
        ["Enhet", "Hva er bra?", "Hva kan bli bedre?", "q1"],
        ["", "Maten og stedet", "Ventetiden", ""],
        ["Lia", "Alt", "Ingenting", "4"],
    ]

    assert found(rows).rows == 1


def test_words_that_mark_a_single_answer_in_norwegian_are_left_out_of_its_name() -> None:
    rows = [
        ["RespondentID", "Hva brukte du?", "", "Kjønn", "Annet?"],
        ["", "Telefon", "Nett", "Svar", "Åpent svar"],
        ["1", "Telefon", "", "Mann", "Nei"],
    ]

    header = found(rows)

    assert header.codes[1:4] == ("Hva brukte du? - Telefon", "Hva brukte du? - Nett", "Kjønn")
    assert header.labels == ("", "Telefon", "Nett", "Svar", "Åpent svar")


def test_a_blank_row_over_records_is_a_header_without_names() -> None:
    header = found([["", "", ""], ["123", "Furua", "Bra"], ["345", "Solbakken", "Bra"]])

    assert (header.first, header.end) == (0, 1)
    assert header.codes == ("kolonne 1", "kolonne 2", "kolonne 3")


@pytest.mark.parametrize("names", [["enhet", "q1", "q2"], ["kommune", "2020", "2021"]])
def test_a_blank_row_over_names_or_years_is_no_header(names: list[str]) -> None:
    header = found([["", "", ""], names, ["Furua", "4", "5"], ["Solbakken", "3", "2"]])

    assert (header.first, header.columns) == (1, tuple(names))
