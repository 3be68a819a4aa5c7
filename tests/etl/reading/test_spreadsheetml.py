from collections.abc import Sequence
from xml.sax.saxutils import escape

import pytest

from core.errors import InputError
from etl.reading import SourceFile, TextTable, read_tables

OPEN = (
    '<?xml version="1.0"{encoding}?>\n<?mso-application progid="Excel.Sheet"?>\n'
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
    'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns:html="http://www.w3.org/TR/REC-html40">\n'
)


def sheet(name: str, rows: Sequence[Sequence[object]]) -> str:
    body = "".join(f"<Row>{''.join(map(cell, row))}</Row>\n" for row in rows)
    return f'<Worksheet ss:Name="{escape(name)}"><Table>\n{body}</Table></Worksheet>\n'


def cell(value: object) -> str:
    kind = "Number" if isinstance(value, int | float) else "String"
    return "<Cell/>" if value == "" else f'<Cell><Data ss:Type="{kind}">{escape(str(value))}</Data></Cell>'


def workbook(*sheets: str, encoding: str = "") -> str:
    declared = f' encoding="{encoding}"' if encoding else ""
    return OPEN.format(encoding=declared) + "".join(sheets) + "</Workbook>\n"


def tables_of(content: str | bytes) -> list[TextTable]:
    return read_tables(SourceFile("svar.xml", content if isinstance(content, bytes) else content.encode()))


def refusal_of(content: str | bytes) -> list[str]:
    with pytest.raises(InputError) as refused:
        tables_of(content)
    return [finding.code for finding in refused.value.findings]


def test_each_sheet_with_rows_is_a_table_of_text() -> None:
    rows = [["enhet", "q1", "snitt"], ["Bø & Lia", 4, 4.5], ["Furua", 5, ""]]

    tables = tables_of(workbook(sheet("Svar", rows), sheet("Tom", []), sheet("Mer", [["a", "b"], ["x", 1]])))

    assert [(table.sheet, table.cells.index.tolist()) for table in tables] == [("Svar", [2, 3]), ("Mer", [2])]
    assert tables[0].cells.to_numpy().tolist() == [["Bø & Lia", "4", "4.5"], ["Furua", "5", ""]]


@pytest.mark.parametrize(("declared", "codec"), [("UTF-16", "utf-16"), ("windows-1252", "cp1252"), ("", "utf-8-sig")])
def test_the_encoding_is_the_one_that_the_file_declares(declared: str, codec: str) -> None:
    content = workbook(sheet("Svar", [["enhet", "språk"], ["Bø", "blåbær"]]), encoding=declared).encode(codec)

    assert tables_of(content)[0].cells.to_numpy().tolist() == [["Bø", "blåbær"]]


def test_places_that_the_file_skips_are_blank_cells_and_rows() -> None:
    body = (
        "<Row>" + "".join(map(cell, ["a", "b", "c", "d"])) + "</Row>"
        '<Row ss:Index="4"><Cell ss:Index="2"><Data ss:Type="Number">7</Data></Cell>'
        '<Cell ss:MergeAcross="0"><Data ss:Type="Boolean">1</Data></Cell></Row>'
        '<Row><Cell ss:MergeAcross="1"><Data ss:Type="String">bred</Data></Cell><Cell><Data>siste</Data></Cell></Row>'
    )

    (table,) = tables_of(workbook(f'<Worksheet ss:Name="S"><Table>{body}</Table></Worksheet>'))

    assert table.cells.index.tolist() == [4, 5]
    assert table.cells.to_numpy().tolist() == [["", "7", "TRUE", ""], ["bred", "", "siste", ""]]


def test_moments_formatted_text_and_comments_are_read_as_a_person_sees_them() -> None:
    body = (
        "<Row>" + "".join(map(cell, ["dag", "tid", "ord"])) + "</Row>"
        '<Row><Cell><Data ss:Type="DateTime">2024-03-01T00:00:00.000</Data></Cell>'
        '<Cell><Data ss:Type="DateTime">2024-03-01T18:49:08.000</Data></Cell>'
        '<Cell><ss:Data ss:Type="String"><html:B>Svært</html:B> bra</ss:Data>'
        '<Comment><ss:Data ss:Type="String">en merknad</ss:Data></Comment></Cell></Row>'
    )

    (table,) = tables_of(workbook(f'<Worksheet ss:Name="S"><Table>{body}</Table></Worksheet>'))

    assert table.cells.to_numpy().tolist() == [["2024-03-01", "2024-03-01 18:49:08", "Svært bra"]]


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE W [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
        '<!DOCTYPE W [<!ENTITY file SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE W SYSTEM "http://example.org/w.dtd">',
    ],
)
def test_a_document_type_is_refused_before_anything_is_read(doctype: str) -> None:
    content = workbook(sheet("Svar", [["a", "b"], ["&b;", 1]])).replace("<?mso-", f"{doctype}<?mso-")

    assert refusal_of(content) == ["xml_doctype"]


@pytest.mark.parametrize(
    "change",
    [
        ("</Workbook>", ""),
        ("<Row>", '<Row ss:Index="0">'),
        ("<Row>", '<Row ss:Index="2000000000">'),
        ("<Cell>", '<Cell ss:Index="x">'),
        ("<Cell>", '<Cell ss:MergeAcross="-2">'),
        ("<Row>", "<Data>a</Data><Row>"),
        ("</Worksheet>", '</Worksheet><Worksheet ss:Name="Svar"/>'),
        ('"Number">1', '"DateTime">i går'),
    ],
)
def test_what_excel_could_not_have_written_is_damaged(change: tuple[str, str]) -> None:
    content = workbook(sheet("Svar", [["a", "b"], ["x", 1]]))

    assert refusal_of(content.replace(*change)) == ["workbook_damaged"]


def test_a_workbook_made_to_fill_the_memory_is_refused() -> None:
    far = '<Row ss:Index="1000000"><Cell ss:Index="16000"><Data>x</Data></Cell></Row>'
    content = workbook(f'<Worksheet ss:Name="S"><Table><Row>{cell("a")}</Row>{far}</Table></Worksheet>')

    assert refusal_of(content) == ["workbook_too_large"]


def test_a_workbook_without_rows_and_other_xml_are_refused() -> None:
    assert refusal_of(workbook(sheet("Tom", []))) == ["empty_file"]
    assert refusal_of(workbook(sheet("Svar", [["a", "b"]]))) == ["no_rows"]
    assert refusal_of('<?xml version="1.0"?><svar/>') == ["not_a_table"]
