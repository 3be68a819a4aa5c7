"""Which known unit a written name probably means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.mapping import unit_matches

KNOWN = [
    "Solbakken sykehjem",
    "Furua sykehjem avdeling 1",
    "Furua sykehjem avdeling 2",
    "Åsen barnehage",
    "Ukjent enhet",
]


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("SOLBAKKEN SYKEHJEM", "Solbakken sykehjem"),
        ("Solbakken sjukeheim", "Solbakken sykehjem"),
        ("Solbaken sykehjem", "Solbakken sykehjem"),
        ("sykehjem Solbakken", "Solbakken sykehjem"),
        ("Furua sykehjem avd. 2", "Furua sykehjem avdeling 2"),
        ("Åsen bhg", "Åsen barnehage"),
    ],
)
def test_a_name_written_otherwise_is_suggested_to_be_the_known_one(written, known):
    match = unit_matches([written], KNOWN)[0]

    assert match.known == known
    assert 0.8 <= match.confidence <= 1


@pytest.mark.parametrize(
    "written", ["Furua sykehjem avdeling 3", "Furua sykehjem", "Lia skole", "", "  ", "Ukjent enhet", "–"]
)
def test_another_number_an_unknown_name_and_the_bucket_are_nothing_we_know(written):
    assert unit_matches([written], KNOWN)[0].known is None


@given(st.lists(st.text(max_size=20), max_size=6))
def test_each_name_has_one_match_and_only_the_same_name_is_certain(names):
    matches = unit_matches(names, KNOWN)

    assert [match.written for match in matches] == list(dict.fromkeys(names))
    assert all(match.known in (None, *KNOWN) for match in matches)


@given(st.sampled_from(KNOWN[:4]))
def test_a_known_name_is_itself_for_certain(name):
    match = unit_matches([name], KNOWN)[0]

    assert (match.known, match.confidence) == (name, 1.0)
