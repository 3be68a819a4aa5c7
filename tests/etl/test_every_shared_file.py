"""Every file of the collection of exports: which adapter knows it, or with which reason it is refused.

Nothing is recognised by two adapters, and no row is lost: those that are read and those that are named as left out are
as many as an independent count of the file finds.
"""

import csv
import io
import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pyreadstat
import pytest
from python_calamine import CalamineWorkbook

from core.codebook import Codebooks
from core.errors import InputError
from etl import adapters
from etl.export import Export
from etl.opening import opened_export
from etl.reading import SourceFile, read_tables
from etl.recognition import bundles

NOTHING = Codebooks({})
LAST_RESORT = "mapped_table"
# What each file is: the name of the adapter that reads it, or the code of the finding that refuses it.
ALONE = {
    "english_gov/ascs_cleaned_test.csv": LAST_RESORT,
    "english_gov/hcahps_data_dictionary.csv": "dictionary_alone",
    "english_gov/hcahps_measures.csv": "dictionary_alone",
    "english_gov/hcahps_national_results.csv": "hcahps",
    "english_gov/hcahps_questions.csv": "dictionary_alone",
    "english_gov/hcahps_reports.csv": "dictionary_alone",
    "english_gov/hcahps_state_results.csv": "hcahps",
    "english_gov/hcahps_states.csv": "list_of_places",
    "english_gov/kcmo_resident_fy2022q1.csv": LAST_RESORT,
    "english_gov/nepal_cps_question_index.csv": "dictionary_alone",
    "english_gov/nepal_cps_round5.xlsx": "kobo",
    "english_gov/nhs_fft_gp_london_2023_24_notext.csv": LAST_RESORT,
    "english_gov/nhs_inpatient_2023_multilevel.xlsx": "model_output",
    "english_gov/trafford_social_care_satisfaction.csv": "area_indicators",
    "norwegian/difi_kvalitet_oversikt2016.csv": "difi_website_quality",
    "norwegian/difi_kvalitet_resultat2014.csv": "difi_website_quality",
    "norwegian/difi_kvalitet_resultat2016.csv": "difi_website_quality",
    "norwegian/difi_kvalitet_resultat2016_fields.csv": "dictionary_alone",
    "norwegian/fhi_mobbing_7_trinn.csv": "fhi",
    "norwegian/fhi_tilfredshet_livet_ungdom.csv": "fhi",
    "norwegian/fhi_trivsel_10_klasse.csv": "fhi",
    "norwegian/fhus2025_bakgrunn_kommuner.csv": "fhus",
    "norwegian/fhus2025_dimkommune.csv": "list_of_places",
    "norwegian/fhus2025_frequency_kommuner.csv": "fhus",
    "norwegian/fhus2025_svarprosent_sone_latin1.csv": "response_rates_only",
    "norwegian/imdi_enslige_mindrearige_latin1.csv": "statistics_not_answers",
    "norwegian/nr_cookies_sporreundersokelse_2024.csv": LAST_RESORT,
    "norwegian/ssb_11616_tittelrad_latin1.csv": "statistics_not_answers",
    "norwegian/ssb_utdanningsniva_latin1.csv": "statistics_not_answers",
    "norwegian/surveyxact_comma_ansi/dataset.csv": LAST_RESORT,
    "norwegian/surveyxact_comma_ansi/labels.csv": "dictionary_alone",
    "norwegian/surveyxact_comma_ansi/structure.csv": "dictionary_alone",
    "norwegian/surveyxact_tab_utf16/dataset.csv": LAST_RESORT,
    "norwegian/surveyxact_tab_utf16/labels.csv": "dictionary_alone",
    "norwegian/surveyxact_tab_utf16/structure.csv": "dictionary_alone",
    "norwegian/udir_elev_VT_2021.xlsx": "udir_portal",
    "norwegian/udir_elev_VT_Landet_2021.xlsx": "udir_portal",
    "norwegian/udir_elev_kjonn_2021.xlsx": "udir_portal",
    "norwegian/udir_elev_trinn_2021.xlsx": "udir_portal",
    "norwegian/udir_mobbing_vg1_Telemark_2014_2019.xlsx": "udir_portal",
    "norwegian/udir_skoleporten_mobbing_utf16.csv": "udir_skoleporten",
    "norwegian/udir_statistikkbank_152_indikator.json": "udir_statistics",
    "norwegian/udir_svarprosent_elev_2021.xlsx": "udir_portal",
    "sav/haven_labelled_num_na.sav": "spss",
    "sav/haven_umlauts.sav": "spss",
    "sav/haven_variable_label.sav": "spss",
    "sav/pyreadstat_multiple_response.sav": "spss",
    "sav/pyreadstat_ordered_category.sav": "spss",
    "sav/pyreadstat_sample_missing.sav": "spss",
    "swedish/goteborg_forskoleenkat_unit1000.json": "goteborg_kindergartens",
    "swedish/goteborg_forskoleenkat_unit10000.json": "goteborg_kindergartens",
    "swedish/goteborg_forskoleenkat_unit1001.json": "goteborg_kindergartens",
    "synthetic/wide_25k.csv": LAST_RESORT,
    "synthetic/wide_25k_truth.json": "not_a_table",
    "tools/googleforms_spack_2022.csv": "google_forms",
    "tools/googleforms_spack_2022.xlsx": "google_forms",
    "tools/limesurvey_chi_results.csv": "limesurvey",
    "tools/limesurvey_citric_survey.lss": "limesurvey_structure_only",
    "tools/nettskjema_123823_delim.txt": "nettskjema",
    "tools/qualtrics_sample_3header.csv": "qualtrics",
    "tools/qualtrics_sample_legacy.csv": "qualtrics",
    "tools/redcap_checkboxes_data.csv": "redcap",
    "tools/redcap_checkboxes_dictionary.csv": "redcap_dictionary_alone",
    "tools/redcap_decimal_comma.csv": "redcap",
    "tools/redcap_longitudinal_data.csv": "redcap",
    "tools/redcap_longitudinal_dictionary.csv": "redcap_dictionary_alone",
    "tools/surveymonkey_flying_etiquette.csv": "surveymonkey",
    "tools/surveymonkey_starwars.csv": "surveymonkey",
    "tools/surveymonkey_thanksgiving.csv": "surveymonkey",
}
# Files that belong together -> the adapter that reads them as one export, and how many rows it has.
TOGETHER: dict[tuple[str, ...], tuple[str, int]] = {
    tuple(f"norwegian/surveyxact_comma_ansi/{part}.csv" for part in ("dataset", "labels", "structure")): (
        "surveyxact",
        999,
    ),
    tuple(f"norwegian/surveyxact_tab_utf16/{part}.csv" for part in ("dataset", "labels", "structure")): (
        "surveyxact",
        999,
    ),
    ("tools/redcap_checkboxes_data.csv", "tools/redcap_checkboxes_dictionary.csv"): ("redcap", 4),
    ("tools/redcap_longitudinal_data.csv", "tools/redcap_longitudinal_dictionary.csv"): ("redcap", 18),
    ("norwegian/difi_kvalitet_resultat2016.csv", "norwegian/difi_kvalitet_resultat2016_fields.csv"): (
        "difi_website_quality",
        2112,
    ),
    ("english_gov/hcahps_state_results.csv", "english_gov/hcahps_measures.csv", "english_gov/hcahps_questions.csv"): (
        "hcahps",
        4580,
    ),
}
# Of different surveys, though of one tool: never read as one.
APART = [
    ("tools/redcap_checkboxes_data.csv", "tools/redcap_longitudinal_dictionary.csv"),
    ("norwegian/surveyxact_comma_ansi/dataset.csv", "norwegian/surveyxact_tab_utf16/dataset.csv"),
    ("english_gov/hcahps_state_results.csv", "english_gov/hcahps_national_results.csv"),
]
# Findings whose rows are left out of the table; all others are about rows that are in it.
LEFT_OUT = {
    "ragged_rows",
    "figures_without_value",
    "figures_other_measures",
    "fhus_background_left_out",
    "fhus_merged_left_out",
    "fhus_answers_together",
    "udir_choices_left_out",
    "udir_same_rows",
    "udir_other_figures",
    "udir_parts_left_out",
    "udir_other_surveys",
    "udir_invited_hidden",
}


@cache
def file_of(path: Path) -> SourceFile:
    return SourceFile(path.name, path.read_bytes())


def files_of(shared: Path, *names: str) -> list[SourceFile]:
    return [file_of(shared / "exports" / name) for name in names]


def recognising(files: list[SourceFile]) -> list[str]:
    """Every adapter but the last resort that says that it knows the files."""
    found = []
    for name, adapter in adapters.found().items():
        try:
            known = name != LAST_RESORT and adapter.recognises(files, NOTHING)
        except InputError:
            known = False
        found += [name] if known else []
    return found


@cache
def outcome(shared: Path, *names: str) -> Export | str:
    """What is read, or the codes of the findings that refuse it."""
    try:
        return opened_export(files_of(shared, *names), NOTHING).export
    except InputError as error:
        return " ".join(finding.code for finding in error.findings)


def records(path: Path, separator: str, header_rows: int) -> int:
    """Records of a delimited file that are not blank, by the csv module."""
    content = path.read_bytes()
    wide = content[1:400:2].count(0) > 100 and not content.startswith(b"\xff\xfe")
    for encoding in ["utf-16-le"] if wide else ["utf-16", "utf-8-sig", "cp1252"]:
        if encoding == "utf-16" and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
            continue
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    delimiter = {"TAB": "\t", "": ","}.get(separator, separator)
    rows = csv.reader(io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n"), newline=""), delimiter=delimiter)
    filled = [row for row in rows if any(cell.strip() for cell in row) and not row[0].startswith("sep=")]
    return len(filled) - header_rows


def listed(shared: Path) -> dict[str, dict[str, str]]:
    with (shared / "exports" / "MANIFEST.csv").open(encoding="utf-8", newline="") as file:
        return {row["file"]: row for row in csv.DictReader(file)}


def of_workbook(path: Path) -> int:
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    return sum(any(str(cell).strip() for cell in row) for row in rows) - 1


def of_gothenburg(path: Path) -> int:
    """Means that are printed: of the other places, and of the unit itself by year, this year from its answers."""
    document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    names = ["goteborg", "district", "gr", *(["school"] if document["unitMeans"] else [])]
    answers = {told["question"]: told for told in document["responses"]}
    total = 0
    for told in document["means"]:
        shares = [number or 0 for name, number in answers.get(told["question"], {}).items() if name != "question"]
        own = set(told["history"]) | ({str(document["year"])} if 98 <= sum(shares) <= 102 else set())
        total += len(own) + sum(told[name] is not None for name in names)
    return total


def of_skoleporten(path: Path) -> int:
    """Indicators times combinations of which a share is told."""
    lines = path.read_bytes().decode("utf-16-le").splitlines()[1:]
    header, *rows = (line.split("\t") for line in lines if line.strip())
    shares = sum(name.strip('"').endswith("Prosentandel") for name in header)
    return shares * sum(bool(row[header.index("Indikatornavn")].strip()) for row in rows)


PORTAL = (
    "elev_VT_2021",
    "elev_VT_Landet_2021",
    "elev_kjonn_2021",
    "elev_trinn_2021",
    "mobbing_vg1_Telemark_2014_2019",
    "svarprosent_elev_2021",
)
FIGURE = re.compile(r"\d+(?:[.,]\d+)?%?|-|X")


def of_portal(path: Path) -> int:
    """Rows of a report with two figures or more, or of a report of response rates those below its header."""
    written = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    rows = [[str(cell).strip() for cell in row] for row in written]
    headers = [place for place, row in enumerate(rows) if "Inviterte" in row]
    if headers:
        return sum(bool(row[1]) for row in rows[headers[0] + 1 :])
    return sum(sum(FIGURE.fullmatch(cell) is not None for cell in row[1:]) > 1 for row in rows)


# Files that the csv module alone cannot count.
COUNTED: dict[str, Callable[[Path], int]] = {
    "norwegian/difi_kvalitet_oversikt2016.csv": lambda path: 7 * records(path, ";", 1),
    "norwegian/udir_skoleporten_mobbing_utf16.csv": of_skoleporten,
    "norwegian/udir_statistikkbank_152_indikator.json": lambda path: len(json.loads(path.read_bytes())),
    **{f"norwegian/udir_{report}.xlsx": of_portal for report in PORTAL},
    **{f"swedish/goteborg_forskoleenkat_unit{unit}.json": of_gothenburg for unit in (1000, 1001, 10000)},
}


def counted(shared: Path, name: str) -> int:
    path, row = shared / "exports" / name, listed(shared)[name]
    if name in COUNTED:
        return COUNTED[name](path)
    if path.suffix == ".sav":
        return len(pyreadstat.read_sav(str(path), user_missing=True)[0])
    if path.suffix == ".xlsx":
        return of_workbook(path)
    header = row["header rows"]
    return records(path, row["separator"], int(header[0]) if header[:1].isdigit() else 1)


def test_the_list_names_every_file(shared: Path) -> None:
    folder = shared / "exports"
    paths = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())

    assert sorted(name for name in paths if name != "MANIFEST.csv" and not name.startswith("nasty/")) == sorted(ALONE)


@pytest.mark.parametrize("name", ALONE)
def test_a_file_is_known_to_one_adapter_or_refused_with_its_reason(shared: Path, name: str) -> None:
    files = files_of(shared, name)

    result = outcome(shared, name)

    assert len(recognising(files)) <= 1
    assert (result if isinstance(result, str) else result.adapter) == ALONE[name]


@pytest.mark.parametrize("name", [name for name, what in ALONE.items() if what in adapters.found()])
def test_no_row_of_a_file_is_lost(shared: Path, name: str) -> None:
    export = outcome(shared, name)

    assert not isinstance(export, str)
    named = sum(finding.row_count for finding in export.findings if finding.code in LEFT_OUT)
    assert len(export.table) + named == export.rows_in_file
    assert export.rows_in_file == counted(shared, name)


@pytest.mark.parametrize("names", TOGETHER)
def test_files_that_belong_together_are_one_export(shared: Path, names: tuple[str, ...]) -> None:
    files = files_of(shared, *names)

    export = outcome(shared, *names)

    assert not isinstance(export, str)
    assert recognising(files) == [TOGETHER[names][0]]
    assert len(bundles(files, NOTHING)) == 1
    assert (export.adapter, export.rows_in_file) == TOGETHER[names]
    assert sorted(export.files) == sorted(file.name for file in files)


@pytest.mark.parametrize("names", APART)
def test_files_of_different_surveys_stay_apart(shared: Path, names: tuple[str, ...]) -> None:
    files = files_of(shared, *names)

    assert len(bundles(files, NOTHING)) == len(files)


def test_a_structure_of_another_survey_is_pointed_out(shared: Path) -> None:
    export = outcome(shared, "tools/limesurvey_chi_results.csv", "tools/limesurvey_citric_survey.lss")

    assert not isinstance(export, str)
    assert (export.adapter, len(export.table)) == ("limesurvey", 10)
    assert "limesurvey_not_in_structure" in [finding.code for finding in export.findings]


NASTY_REFUSED = {
    "duckdb/empty.csv": "empty_file",
    "duckdb/encodings__shift_jis.csv": "encoding_unknown",
    "duckdb/header_only.csv": "no_rows",
    "duckdb/nullbyte.csv": "nul_bytes",
    "duckdb/pollock__file_quotation_char_0x27.csv": "no_rows",
    "messytables/libreoffice.xlsx": "empty_file",
    "messytables/unicode_sheet_name.xls": "no_rows",
    "messytables/utf8bom.csv": "no_rows",
}
# Rows, columns, and cells by row number in the file and position of the column; rows left out are ragged.
Cell = tuple[int, int, str]
NASTY: dict[str, tuple[int, int, list[Cell]]] = {
    "clevercsv/airedale.csv": (54, 8, [(2, 1, "AIREDALE NHS FOUNDATION TRUST")]),
    "clevercsv/imdb.csv": (99, 44, [(2, 2, "Der Vagabund und das Kind (1921)"), (101, 1, "tt0081398")]),
    "csv-spectrum/comma_in_quotes.csv": (1, 5, [(2, 2, "120 any st."), (2, 3, "Anytown, WW")]),
    "csv-spectrum/empty.csv": (2, 3, [(2, 1, ""), (3, 2, "4")]),
    "csv-spectrum/empty_crlf.csv": (2, 3, [(2, 2, ""), (3, 0, "2")]),
    "csv-spectrum/escaped_quotes.csv": (2, 2, [(2, 1, 'ha "ha" ha')]),
    "csv-spectrum/json.csv": (1, 2, [(2, 1, '{"type": "Point", "coordinates": [102.0, 0.5]}')]),
    "csv-spectrum/location_coordinates.csv": (1, 4, [(2, 0, "2095257564"), (2, 2, "Modesto"), (2, 3, "Stanislaus")]),
    "csv-spectrum/newlines.csv": (3, 3, [(3, 0, "Once upon \na time"), (4, 2, "9")]),
    "csv-spectrum/newlines_crlf.csv": (3, 3, [(3, 0, "Once upon \na time"), (4, 2, "9")]),
    "csv-spectrum/quotes_and_newlines.csv": (2, 2, [(2, 1, 'ha \n"ha" \nha')]),
    "csv-spectrum/simple.csv": (1, 3, [(2, 2, "3")]),
    "csv-spectrum/simple_crlf.csv": (1, 3, [(2, 2, "3")]),
    "csv-spectrum/utf8.csv": (2, 3, [(3, 2, "ʤ")]),
    "duckdb/auto__duplicate_header_columns.csv": (2, 13, [(2, 2, "text1"), (3, 12, "value2")]),
    "duckdb/auto__empty_header.csv": (2, 3, [(2, 0, "123"), (3, 2, "text2")]),
    "duckdb/auto__multiple_skip_row.csv": (1, 3, [(4, 0, "345.0"), (4, 2, "2000-12-13")]),
    "duckdb/auto__time_date_timestamp_dd-mm-yyyy.csv": (3, 5, [(2, 2, "12:12:12"), (4, 0, "346")]),
    "duckdb/auto__time_date_timestamp_mm-dd-yyyy.csv": (3, 5, [(2, 2, "12:12:12"), (4, 0, "346")]),
    "duckdb/comma_decimal_null.csv": (8, 28, [(2, 1, "J86G08000450003")]),
    "duckdb/comments__simple.csv": (2, 2, [(5, 0, "1"), (6, 1, "7")]),
    "duckdb/csv_quoted_newline_odd.csv": (2, 1, []),
    "duckdb/decimal_separators__decimal_separators.csv": (5, 2, [(2, 0, "1,1"), (6, 1, "-1.53e4")]),
    "duckdb/decimal_separators__mixed_format_fail.csv": (3, 1, [(2, 0, "12,5"), (4, 0, "5.25")]),
    "duckdb/encodings__all_latin1.csv": (188, 1, [(190, 0, "ÿ")]),
    "duckdb/encodings__latin1.csv": (12, 2, [(2, 0, "José Álvarez"), (6, 0, "Søren Kierkegaard")]),
    "duckdb/encodings__only_utf16.csv": (5, 2, [(2, 1, "Ł")]),
    "duckdb/encodings__utf16.csv": (20, 2, [(2, 0, "José Álvarez"), (21, 1, "23")]),
    "duckdb/error__quotednewlines.csv": (10100, 2, [(2, 1, "world"), (10101, 1, "h\n1,e\n2,l\n3,l\n4,o")]),
    "duckdb/evil_nullpadding.csv": (2, 4, [(2, 0, "mark"), (3, 1, "\npedro;nl;")]),
    "duckdb/headers__empty_2.csv": (2, 5, [(2, 3, "4"), (3, 4, "10")]),
    "duckdb/headers__unescaped_quote.csv": (2, 2, [(3, 1, "456")]),
    "duckdb/invalid_utf8.csv": (2, 1, [(2, 0, "bla"), (3, 0, "\ufffd")]),
    "duckdb/locations_header_trailing_comma.csv": (1, 4, [(2, 1, "name")]),
    "duckdb/mixed_dates.csv": (5, 2, [(2, 1, "2024-03-08"), (4, 1, "03/10/2024")]),
    "duckdb/multi_quote.csv": (7, 2, [(7, 1, "text, with comma"), (8, 1, "'text'")]),
    "frictionless/accent.csv": (2, 17, [(2, 0, "XXX")]),
    "frictionless/blank-headers.csv": (2, 3, [(2, 1, "John"), (3, 2, "26")]),
    "frictionless/blank-rows-multiple.csv": (2, 3, [(3, 1, "Julie")]),
    "frictionless/bom.csv": (2, 2, [(3, 1, "中国人")]),
    "frictionless/capital-invalid.csv": (9, 3, [(2, 1, "London"), (10, 1, "Warsaw"), (10, 2, "")]),
    "frictionless/defective-rows.csv": (1, 3, [(2, 1, "John"), (2, 2, "")]),
    "frictionless/doublequote.csv": (5, 17, [(2, 0, "A.N.E.P.")]),
    "frictionless/duplicate-headers.csv": (2, 5, [(2, 0, "1101"), (2, 2, "0"), (2, 4, "001101")]),
    "frictionless/encoding-issue-274.csv": (507, 17, [(508, 1, "World Buskers Festival Trust")]),
    "messytables/blank_line.ods": (3, 3, [(2, 0, "Bob"), (5, 1, "34")]),
    "messytables/characters.csv": (382, 18, [(383, 0, "v_382")]),
    "messytables/complex.csv": (2, 4, [(3, 3, "Galway and more")]),
    "messytables/excel_pasting.csv": (16, 9, [(5, 0, "Timber"), (5, 1, "2,666")]),
    "messytables/long.csv": (3999, 1, [(4000, 0, "foo")]),
    "messytables/mixedGLB.csv": (133, 19, [(5, 0, "1880"), (137, 1, "34")]),
    "messytables/skip_initials.csv": (2, 2, [(2, 1, "    goodbye")]),
    "messytables/span_rich.xls": (5, 4, [(2, 1, "MERGE"), (6, 2, "p")]),
    "messytables/spanish_chars.csv": (115, 8, [(2, 0, "1")]),
    "messytables/sparse_with_column_errors.csv": (2200, 4, [(2, 0, "A"), (2238, 0, "Y39000")]),
    "messytables/utf-16le_encoded.csv": (327, 19, [(2, 1, "Enfield PCT"), (328, 0, "NYA04")]),
    "messytables/weird_head_padding.csv": (76, 10, [(13, 0, "   Chirurgie (ohne Orthopädie) ...")]),
}


def test_the_lists_name_every_nasty_file(shared: Path) -> None:
    folder = shared / "exports" / "nasty"

    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}

    assert names == set(NASTY) | set(NASTY_REFUSED)
    assert not set(NASTY) & set(NASTY_REFUSED)


@pytest.mark.parametrize("name", NASTY_REFUSED)
def test_a_nasty_file_is_refused_with_its_reason(shared: Path, name: str) -> None:
    assert outcome(shared, f"nasty/{name}") == NASTY_REFUSED[name]


@pytest.mark.parametrize("name", NASTY)
def test_a_nasty_file_is_read_as_a_person_would_read_it(shared: Path, name: str) -> None:
    files = files_of(shared, f"nasty/{name}")
    rows, columns, expected = NASTY[name]

    table = read_tables(files[0])[0]
    export = outcome(shared, f"nasty/{name}")

    assert not isinstance(export, str)
    assert export.adapter == LAST_RESORT
    assert recognising(files) == []
    assert export.rows_in_file == len(table.cells) + table.rows_left_out
    assert table.cells.shape == (rows, columns)
    assert [(row, place, table.cells.loc[row].iloc[place]) for row, place, _ in expected] == expected
