"""The letters that the fonts have: a text with another one would stop the whole file."""

import struct
import unicodedata
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parent.parent / "fonts"
INSTEAD = {"\N{ASTERISK OPERATOR}": "*", "\N{NARROW NO-BREAK SPACE}": "\N{NO-BREAK SPACE}", "\t": " ", "\r": ""}
UNKNOWN = "?"


def printable(written: str) -> str:
    """The text in letters that can be set; a sign in place of others."""
    known = letters()
    whole = unicodedata.normalize("NFC", written)
    return "".join(_set(letter, known) for letter in whole)


def _set(letter: str, known: frozenset[int]) -> str:
    if letter == "\n" or ord(letter) in known:
        return letter
    if letter in INSTEAD:
        return INSTEAD[letter]
    # Marks that only steer how the letters before are shown.
    return "" if unicodedata.category(letter) in {"Cf", "Cc", "Mn", "Me"} else UNKNOWN


@cache
def letters() -> frozenset[int]:
    """The code points that every font has a glyph for."""
    return frozenset.intersection(*(_letters_of(path.read_bytes()) for path in sorted(FONTS.glob("*.ttf"))))


def _letters_of(font: bytes) -> frozenset[int]:
    """The code points that the ``cmap`` of a font gives a glyph, in its form 4 (OpenType 1.9)."""
    start = _table(font, b"cmap")
    (count,) = struct.unpack_from(">H", font, start + 2)
    offsets = (struct.unpack_from(">HHI", font, start + 4 + 8 * place)[2] for place in range(count))
    wanted = next(start + offset for offset in offsets if struct.unpack_from(">H", font, start + offset)[0] == 4)
    size = struct.unpack_from(">H", font, wanted + 6)[0]
    ends, starts, deltas, ranges = (
        struct.unpack_from(f">{size // 2}H", font, wanted + 14 + skipped)
        for skipped in (0, size + 2, 2 * size + 2, 3 * size + 2)
    )
    found = set()
    for place, (first, last, delta, offset) in enumerate(zip(starts, ends, deltas, ranges, strict=True)):
        # Where the glyphs of a range are listed, the list begins so many bytes after its own offset.
        listed = wanted + 16 + 3 * size + 2 * place + offset
        for code in range(first, last + 1):
            glyph = struct.unpack_from(">H", font, listed + 2 * (code - first))[0] if offset else code
            if (glyph + delta) % 65536 and (glyph or not offset):
                found.add(code)
    return frozenset(code for code in found if code >= ord(" "))


def _table(font: bytes, wanted: bytes) -> int:
    """Where a table of a font begins."""
    (count,) = struct.unpack_from(">H", font, 4)
    records = (struct.unpack_from(">4sIII", font, 12 + 16 * place) for place in range(count))
    return int(next(offset for tag, _, offset, _ in records if tag == wanted))
