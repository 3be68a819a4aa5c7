"""Bytes to text: byte order mark, UTF-16 by its pattern of NUL bytes, UTF-8, then Windows-1252."""

import codecs
from dataclasses import dataclass

from core.errors import InputError
from core.findings import Finding

# The longer mark first: the UTF-32 mark begins with the UTF-16 one.
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# First bytes of files that people pick by mistake; they are named in the message.
KINDS = (
    (b"MZ", "exe"),
    (b"\x7fELF", "exe"),
    (b"%PDF", "pdf"),
    (b"\x89PNG", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"GIF8", "gif"),
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf", "7z"),
    (b"Rar!", "rar"),
    (b"$FL2", "sav"),
    (b"$FL3", "zsav"),
    (b"SQLite format 3", "sqlite"),
    (b"{\\rtf", "rtf"),
    (b"<?xml", "xml"),
    (b"<html", "html"),
    (b"<!DOCTYPE", "html"),
    (b"<!doctype", "html"),
)
# Of text without a mark: what fits the first is never by chance something else.
TRIED = ("utf-8", "cp1252")
SAMPLE = 4096
# Latin text in UTF-16 has a NUL in nearly every second byte; a third leaves room for other letters.
NUL_SHARE = 1 / 3
NOT_TEXT = {"json": (("{", "}"), ("[", "]"))}


@dataclass(frozen=True)
class Decoded:
    """Text with ``\\n`` as the only line end, and the encoding it was written in."""

    text: str
    encoding: str


def decoded(content: bytes, name: str) -> Decoded:
    """The text of a file; InputError where the bytes are no text."""
    if not content or content.isspace():
        raise InputError([Finding("empty_file", file=name)])
    _refuse_known_kinds(content, name)
    encoding, text = _text(content, name)
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise InputError([Finding("nul_bytes", file=name, line=line)])
    _refuse_documents(text, name)
    return Decoded(_plain_line_ends(text), encoding)


def _refuse_known_kinds(content: bytes, name: str) -> None:
    start = content[:64].removeprefix(codecs.BOM_UTF8).lstrip()
    for mark, kind in KINDS:
        if start.startswith(mark):
            raise InputError([Finding("not_a_table", file=name, details={"kind": kind})])


def _refuse_documents(text: str, name: str) -> None:
    start, end = text[:SAMPLE].lstrip(), text[-SAMPLE:].rstrip()
    for kind, brackets in NOT_TEXT.items():
        if any(start.startswith(opening) and end.endswith(closing) for opening, closing in brackets):
            raise InputError([Finding("not_a_table", file=name, details={"kind": kind})])


def _text(content: bytes, name: str) -> tuple[str, str]:
    """The encoding, and the text that the bytes are in it."""
    marked = _marked(content)
    for encoding in [marked] if marked else TRIED:
        try:
            return encoding, content.decode(encoding)
        except UnicodeDecodeError as error:
            position = error.start
    raise InputError([Finding("encoding_unknown", file=name, details={"position": position})])


def _marked(content: bytes) -> str | None:
    """The encoding by a mark or a pattern of NUL bytes; nothing where there is neither."""
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return encoding
    sample = content[:SAMPLE]
    half = max(len(sample) // 2, 1)
    if sample[1::2].count(0) / half > NUL_SHARE and sample[::2].count(0) / half < NUL_SHARE:
        return "utf-16-le"
    if sample[::2].count(0) / half > NUL_SHARE and sample[1::2].count(0) / half < NUL_SHARE:
        return "utf-16-be"
    return None


def _plain_line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
