import pytest

from core.codebook import Codebooks
from core.errors import InputError
from core.findings import Finding
from etl.export import Export
from etl.reading import SourceFile
from etl.recognition import adapter_for, bundles, edition_of, matching_editions
from tests.etl.small_codebook import codebook, codebooks

COLUMNS = {"unit": "Enhet", "respect": "q1", "heard": "Hvor ofte blir du  hørt?", "age": "alder"}
CODED = {"unit": "Enhet", "respect": "s1", "heard": "s2"}
BOOKS = codebooks({"2022": CODED, "2024": COLUMNS})
ANSWERS = "Enhet;q1;Hvor ofte blir du hørt?;alder\nFurua;1;2;1\nLia;3;4;1\n"


def file(text: str, name: str = "svar.csv") -> SourceFile:
    return SourceFile(name, text.encode())


def export(text: str, name: str = "svar.csv", books: Codebooks = BOOKS) -> Export:
    files = [file(text, name)]
    made = adapter_for(files, books).read(files)
    assert isinstance(made, Export)
    return made


def only_finding(error: pytest.ExceptionInfo[InputError]) -> Finding:
    (finding,) = error.value.findings
    return finding


def test_a_table_whose_header_fits_an_edition_is_read_by_the_mapping() -> None:
    adapter = adapter_for([file(ANSWERS)], BOOKS)

    assert adapter.__name__ == "etl.adapters.mapped_table"


def test_columns_are_found_by_the_text_in_the_label_row() -> None:
    books = codebooks({"2024": {"unit": "Enhet", "respect": "Trivsel på stedet", "heard": "Blir hørt"}})

    made = export("e;q1;q2\nEnhet;Trivsel\u00a0på  stedet;Blir hørt\nFurua;1;2\nLia;3;4\n", books=books)

    assert made.column("Trivsel på stedet") == "q1"
    assert edition_of(made, books)[1].id == "2024"


def test_a_label_that_two_columns_have_finds_neither() -> None:
    made = export("Enhet;q1;Hvor ofte blir du hørt?\nE;Svar;Svar\nFurua;1;2\nLia;3;4\n")

    assert made.column("Svar") is None


def test_a_table_that_no_adapter_knows_is_read_as_a_table() -> None:
    adapter = adapter_for([file("dato;temperatur\n1.1;7\n")], BOOKS)

    assert adapter.__name__ == "etl.adapters.mapped_table"


def test_several_files_that_no_adapter_reads_together_are_refused() -> None:
    with pytest.raises(InputError) as refused:
        adapter_for([file("dato;temperatur\n1.1;7\n"), file("a;b\n1;2\n", "annet.csv")], BOOKS)

    assert only_finding(refused).code == "adapter_none"


def test_a_file_that_cannot_be_read_says_why_before_anything_else() -> None:
    with pytest.raises(InputError) as refused:
        adapter_for([SourceFile("svar.csv", b"%PDF-1.7")], BOOKS)

    assert only_finding(refused).code == "not_a_table"


def test_an_adapter_that_knows_a_file_comes_before_the_one_that_takes_any_table() -> None:
    books = codebooks({"2024": {"unit": "Enhet", "respect": "invitert", "heard": "periode"}})

    adapter = adapter_for([file("Enhet;invitert;periode\nFurua;10;2024\n")], books)

    assert adapter.__name__ == "etl.adapters.invited"


def test_the_edition_whose_columns_are_there_is_found_without_being_named() -> None:
    made = export(ANSWERS)

    assert [edition.id for _, edition in matching_editions(made, BOOKS)] == ["2024"]
    assert edition_of(made, BOOKS)[1].id == "2024"


def test_of_two_editions_that_fit_the_one_with_background_too_wins() -> None:
    books = codebooks({"2023": {key: COLUMNS[key] for key in ("unit", "respect", "heard")}, "2024": COLUMNS})

    without_age = ANSWERS.replace(";alder", ";annet")

    assert [edition.id for _, edition in matching_editions(export(without_age, books=books), books)] == ["2023"]


@pytest.mark.parametrize("name", ["svar 2024.csv", "svar_2024.csv", "2024-hjemmetjenester.csv"])
def test_of_editions_with_equal_columns_the_file_name_tells(name: str) -> None:
    books = codebooks({"2023": COLUMNS, "2024": COLUMNS})

    assert edition_of(export(ANSWERS, name, books), books)[1].id == "2024"


def test_of_instruments_with_equal_columns_the_file_name_tells() -> None:
    other = codebook({"2024": COLUMNS}, "nursing_home_users")
    books = Codebooks({"home_care_users": codebook({"2024": COLUMNS}), "nursing_home_users": other})

    assert edition_of(export(ANSWERS, "nursing-home-users 2024.csv", books), books)[0].id == "nursing_home_users"


def test_editions_that_nothing_tells_apart_are_listed() -> None:
    books = codebooks({"2023": COLUMNS, "2024": COLUMNS})

    with pytest.raises(InputError) as refused:
        edition_of(export(ANSWERS, books=books), books)

    finding = only_finding(refused)
    assert finding == Finding(
        "edition_ambiguous", file="svar.csv", values=("home_care_users 2023", "home_care_users 2024")
    )
    assert edition_of(export(ANSWERS, books=books), books, edition="2023")[1].id == "2023"


def test_a_named_edition_whose_columns_are_not_there_lists_them_with_the_nearest_headers() -> None:
    with pytest.raises(InputError) as refused:
        edition_of(export(ANSWERS.replace("alder", "s1_")), BOOKS, "home_care_users", "2022")

    finding = only_finding(refused)
    assert (finding.code, finding.details["edition"]) == ("columns_missing", "Hjemmetjenester, utgave 2022")
    assert finding.details["missing"] == "«s1», «s2»"
    assert "«s1 → s1_»" in str(finding.details["nearest"])


@pytest.mark.parametrize(("instrument", "edition"), [("unknown", None), ("home_care_users", "1999"), (None, "1999")])
def test_an_instrument_or_edition_that_does_not_exist_is_said_so(instrument: str | None, edition: str | None) -> None:
    with pytest.raises(InputError) as refused:
        edition_of(export(ANSWERS), BOOKS, instrument, edition)

    assert only_finding(refused).code == "edition_unknown"


def test_a_needed_column_that_is_there_twice_is_an_error() -> None:
    with pytest.raises(InputError) as refused:
        edition_of(export("Enhet;q1;Hvor ofte blir du hørt?;alder;q1\nFurua;1;2;1;3\n"), BOOKS)

    finding = only_finding(refused)
    assert (finding.code, finding.column) == ("duplicate_column_used", "q1")


def test_files_of_one_surveyxact_export_are_bundled_and_others_are_alone() -> None:
    structure = "questionName;variableName;questionType;subType;questionText;choiceValue;choiceText\n"
    parts = {
        "dataset.csv": "s_1;s_2\n1;2\n2;2\n",
        "structure.csv": structure + "s_1;s_1;Closed;Single;A?;;\ns_2;s_2;Closed;Single;B?;;\n",
        "labels.csv": "s_1;1;Ja\ns_1;2;Nei\n",
    }
    sets = [file(text, f"{prefix}{name}") for prefix in ("skole/", "2024_") for name, text in parts.items()]

    groups = bundles([file(ANSWERS), *sets], BOOKS)

    assert [[part.name for part in group] for group in groups] == [
        ["svar.csv"],
        ["skole/dataset.csv", "skole/structure.csv", "skole/labels.csv"],
        ["2024_dataset.csv", "2024_structure.csv", "2024_labels.csv"],
    ]
    assert adapter_for(groups[1], BOOKS).__name__ == "etl.adapters.surveyxact"


def test_of_editions_that_lack_as_much_the_one_that_the_file_is_named_after_is_told_of() -> None:
    books = codebooks({"2023": COLUMNS, "2024": COLUMNS})

    with pytest.raises(InputError) as refused:
        edition_of(export(ANSWERS.replace("q1", "q1_"), name="svar 2024.csv", books=books), books, "home_care_users")

    assert only_finding(refused).details["edition"] == "Hjemmetjenester, utgave 2024"
