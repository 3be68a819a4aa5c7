"""Files that are made to exhaust whoever opens them: they are refused or read, and never bring anything down."""

import io
import zipfile
from collections.abc import Callable

import pytest
import xlsxwriter

from core.codebook import Codebooks
from core.errors import InputError
from etl.apart import DEFAULT, Limits, each_opened_apart
from etl.opening import Opened, Unopened, all_opened
from etl.reading import SourceFile

NONE = Codebooks({})
# A bound on what any of them may hold: less than the limit that readers have.
TIGHT = Limits(memory=600_000_000)


def opened_apart(files: list[SourceFile], codebooks: Codebooks, limits: Limits = DEFAULT) -> list[Opened]:
    return all_opened(each_opened_apart(files, codebooks, limits))


def workbook(rows: list[list[object]], **replaced: bytes) -> bytes:
    """A workbook whose parts (``sheet``, ``strings``) are replaced by what somebody else wrote."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("Svar")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    names = {"sheet": "xl/worksheets/sheet1.xml", "strings": "xl/sharedStrings.xml"}
    changed = {names[part]: content for part, content in replaced.items()}
    written = io.BytesIO()
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
        for entry in old.namelist():
            new.writestr(entry, changed.get(entry, old.read(entry)))
    return written.getvalue()


def bomb() -> bytes:
    return workbook([["Enhet", "q1"], ["Furua", 1]], sheet=b"<worksheet>" + b" " * 500_000_000)


def many_columns() -> bytes:
    return (";".join(f"q{number}" for number in range(100_000)) + "\n" + ";".join(["1"] * 100_000) + "\n").encode()


def single_line() -> bytes:
    return b"Enhet;q1\n" + b"a" * 200_000_000


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
STRINGS = f"""<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY l0 "ha">{LAUGHS}]>
<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="3" uniqueCount="3">
<si><t>Enhet</t></si><si><t>q1</t></si><si><t>&l9;</t></si></sst>""".encode()
OUTSIDE = b"""<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY outside SYSTEM "file:///etc/passwd">]>
<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="3" uniqueCount="3">
<si><t>Enhet</t></si><si><t>q1</t></si><si><t>&outside;</t></si></sst>"""
SPREADSHEET_XML = b"""<?xml version="1.0"?>
<?mso-application progid="Excel.Sheet"?>
<!DOCTYPE Workbook [<!ENTITY outside SYSTEM "file:///etc/passwd">]>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="Dataset"><Table>
<Row><Cell><Data ss:Type="String">Enhet</Data></Cell></Row>
<Row><Cell><Data ss:Type="String">&outside;</Data></Cell></Row></Table></Worksheet></Workbook>"""

REFUSED: dict[str, tuple[str, Callable[[], bytes], set[str]]] = {
    "zip bomb": ("svar.xlsx", bomb, {"workbook_too_large"}),
    "100,000 columns": ("svar.csv", many_columns, {"too_many_columns"}),
    "a million columns of one name": ("svar.csv", lambda: b"a;" * 1_000_000 + b"a\n", {"too_many_columns"}),
    "a single line of 200 MB": ("svar.csv", single_line, {"file_too_large"}),
    "NUL bytes": ("svar.csv", lambda: b"Enhet;q1\nFurua;\x00\x00\x00\n" * 50, {"nul_bytes"}),
    "a quote that is never closed": ("svar.csv", lambda: b'Enhet;q1\n"Furua;1\n' + b"Lia;2\n" * 99, {"quote_unclosed"}),
    "doctype in a spreadsheet of XML": ("svar.xml", lambda: SPREADSHEET_XML, {"xml_doctype"}),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_file_made_to_do_harm_is_refused_for_what_it_is(case: str) -> None:
    name, content, codes = REFUSED[case]

    with pytest.raises(InputError) as refused:
        opened_apart([SourceFile(name, content())], NONE, TIGHT)

    assert {finding.code for finding in refused.value.findings} == codes
    assert {finding.file for finding in refused.value.findings} == {name}


@pytest.mark.parametrize("strings", [STRINGS, OUTSIDE], ids=["billion laughs", "a file from outside"])
def test_entities_of_a_workbook_are_never_filled_in(strings: bytes) -> None:
    file = SourceFile("svar.xlsx", workbook([["Enhet", "q1"], ["Furua", 1]], strings=strings))

    (one,) = each_opened_apart([file], NONE, TIGHT)

    if isinstance(one, Unopened):
        assert {finding.code for finding in one.findings} == {"workbook_damaged"}
    else:
        cells = one.export.table.to_csv()
        assert "root:" not in cells
        assert "haha" not in cells


def test_a_sheet_that_lies_about_its_size_takes_no_more_than_it_holds() -> None:
    rows = [["Enhet", "q1"], *[["Furua", 1]] * 20]
    sheet = zipfile.ZipFile(io.BytesIO(workbook(rows))).read("xl/worksheets/sheet1.xml")
    lying = sheet.replace(b'<dimension ref="A1:B21"/>', b'<dimension ref="A1:XFD1048576"/>')
    assert lying != sheet

    (one,) = opened_apart([SourceFile("svar.xlsx", workbook(rows, sheet=lying))], NONE, TIGHT)

    assert one.export.table.shape == (20, 2)


def test_what_needs_more_memory_than_there_is_to_have_is_ended_and_said_so() -> None:
    rows = b"Furua;" + b";".join([b"1"] * 99) + b"\n"
    header = b"Enhet;" + b";".join(b"q%d" % number for number in range(99)) + b"\n"

    with pytest.raises(InputError) as refused:
        opened_apart([SourceFile("svar.csv", header + rows * 50_000)], NONE, Limits(memory=120_000_000))

    (finding,) = refused.value.findings
    assert (finding.code, finding.details["megabytes"]) == ("file_needs_memory", 120)


def test_what_takes_longer_than_there_is_time_for_is_ended_and_said_so() -> None:
    file = SourceFile("svar.csv", b"Enhet;q1\nFurua;1\n")

    with pytest.raises(InputError) as refused:
        opened_apart([file], NONE, Limits(seconds=0.0, seconds_per_megabyte=0.0))

    assert [finding.code for finding in refused.value.findings] == ["file_takes_too_long"]
    assert opened_apart([file], NONE)[0].export.table.shape == (1, 2)


def test_an_export_opened_apart_is_what_it_is_opened_here() -> None:
    files = [SourceFile("a.csv", b"Enhet;q1\nFurua;1\n"), SourceFile("b.csv", b"Enhet;q1\nLia;2\n")]

    first, second = opened_apart(files, NONE)

    assert (first.files, second.files) == ((files[0],), (files[1],))
    assert second.export.table.to_numpy().tolist() == [["Lia", "2"]]
