import codecs

import pytest

from core.errors import InputError
from etl.reading.decoding import decoded

TEXT = "enhet;svar\nBlåbærlia – øvre;6\nSolås;5\n"


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8-sig"),
        (TEXT.encode("cp1252"), "cp1252"),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "utf-16"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"), "utf-32"),
    ],
)
def test_the_same_text_comes_out_of_every_encoding(content: bytes, encoding: str) -> None:
    result = decoded(content, "svar.csv")

    assert result.text == TEXT
    assert result.encoding == encoding


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_becomes_the_same(end: str) -> None:
    assert decoded(TEXT.replace("\n", end).encode(), "svar.csv").text == TEXT


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"MZ\x90\x00\x03", "exe"),
        (b"%PDF-1.7\n", "pdf"),
        (b"\x89PNG\r\n\x1a\n", "png"),
        (b"$FL2@(#) SPSS", "sav"),
        (b'\xef\xbb\xbf<?xml version="1.0"?>', "xml"),
        (b'[{"a": 1}]\n', "json"),
    ],
)
def test_what_is_no_table_is_named_by_its_kind(content: bytes, kind: str) -> None:
    with pytest.raises(InputError) as refused:
        decoded(content, "svar.csv")

    assert [(finding.code, finding.details) for finding in refused.value.findings] == [("not_a_table", {"kind": kind})]


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (b"", "empty_file", None),
        (b" \n\n", "empty_file", None),
        (b"a;b\n1;2\n3;\x004\n", "nul_bytes", 3),
        (b"\xff\xfea\x00b", "encoding_unknown", None),
        (b"navn\n\x81\x8d\n", "encoding_unknown", None),
    ],
)
def test_bytes_that_are_no_text_are_refused_with_the_place(content: bytes, code: str, line: int | None) -> None:
    with pytest.raises(InputError) as refused:
        decoded(content, "svar.csv")

    assert [(finding.code, finding.file, finding.line) for finding in refused.value.findings] == [
        (code, "svar.csv", line)
    ]
