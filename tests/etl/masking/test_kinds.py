"""What makes a number one of a person, and what makes a word a name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.masking import MASKS, found, holds_personal, is_personal, masked_text
from etl.masking.by_hand import HAND, joined, with_hidden
from etl.masking.identity import adds_up
from etl.masking.names import likely_names
from etl.masking.spans import Span, chosen

FIRST, SECOND = (3, 7, 6, 1, 8, 9, 4, 5, 2), (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)


def number(nine: str, remainder: int = 0) -> str | None:
    """The number with its check digits; from 2032 the first may leave a remainder of 1, 2 or 3."""
    first = (remainder - sum(weight * int(digit) for weight, digit in zip(FIRST, nine, strict=True))) % 11
    if first == 10:
        return None
    ten = f"{nine}{first}"
    second = -sum(weight * int(digit) for weight, digit in zip(SECOND, ten, strict=True)) % 11
    return None if second == 10 else f"{ten}{second}"


days = st.tuples(
    st.integers(1, 28), st.sampled_from([0, 40]), st.integers(1, 12), st.sampled_from([0, 40, 65, 80]),
    st.integers(0, 99), st.integers(0, 999),
)  # fmt: skip


@given(days, st.integers(0, 3), st.sampled_from(["{}{}", "{} {}", "{}-{}"]))
def test_every_national_identity_number_is_masked(day, remainder, written):
    d, more_days, m, more_months, year, individual = day
    found_number = number(f"{d + more_days:02d}{m + more_months:02d}{year:02d}{individual:03d}", remainder)
    if found_number is None:
        return

    told = masked_text(f"Nummeret er {written.format(found_number[:6], found_number[6:])}, takk")

    assert adds_up(found_number)
    assert told == "Nummeret er [fødselsnummer], takk"


@given(st.text(max_size=200))
def test_what_is_masked_is_masked_for_good(text):
    once = masked_text(text)

    assert masked_text(once) == once


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 20)), max_size=20))
def test_chosen_spans_do_not_overlap_and_cover_the_longest(lengths):
    spans = [Span(start, start + length, "phone") for start, length in lengths]

    kept = chosen(spans)

    assert all(one.end <= other.start for one, other in zip(kept, kept[1:], strict=False))
    assert all(
        any(span.overlaps(one) and one.end - one.start >= span.end - span.start for one in kept) for span in spans
    )


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Hilsen Nils", ["Nils"]),
        ("Takk til Ingrid Granlihaug og Anne-Grete.", ["Ingrid Granlihaug", "Anne-Grete"]),
        ("kari kom for sent", ["kari"]),
        ("Sønnen vår Storm fikk plass", ["Storm"]),
        ("Storm og snø, dag etter dag", []),
        ("God dag. I mai kom våren til Solvik, og NAV svarte.", []),
        ("Ring [telefon] eller [e-post]", []),
    ],
)
def test_likely_names_are_pointed_at_and_stay(written, names):
    assert [written[one.start : one.end] for one in likely_names(written)] == names
    assert masked_text(written) == written


def test_masks_by_hand_that_stand_side_by_side_become_one():
    text = "Takk til Ingrid Granlihaug på avdelingen"

    told = with_hidden(text, [(16, 26), (9, 15)])

    assert joined([(16, 26), (9, 15)]) == [(9, 26)]
    assert told == f"Takk til {HAND} på avdelingen"


def test_a_cell_is_personal_where_all_of_it_is_and_holds_it_where_a_part_is():
    assert is_personal(" kari@example.no ")
    assert is_personal("90 00 00 00")
    assert not is_personal("Ring 90 00 00 00")
    assert holds_personal("Ring 90 00 00 00")
    # Names of places, websites and short numbers are what a column may be about.
    assert not any(holds_personal(cell) for cell in ("Solbakken 3", "nav.no", "4", "12345", "2024-12-24"))


def test_every_kind_has_a_mask_that_is_no_kind_itself():
    assert not any(found(mask) for mask in MASKS.values())
