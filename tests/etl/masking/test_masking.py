"""Personal data of known form is masked, and what only looks like it is left alone."""

import pandas as pd
import pytest

from etl.masking import masked, masked_text

PERSONAL = [
    ("Fnr 14833630556.", "Fnr [fødselsnummer]."),
    ("Mor (058238 12345) er dement", "Mor ([fødselsnummer]) er dement"),
    ("010203-12345", "[fødselsnummer]"),
    ("født 01.02.1938 12345", "født [fødselsnummer]"),
    ("01 02 38 12345", "[fødselsnummer]"),
    ("nr 1483\u200b3630556", "nr [fødselsnummer]"),
    ("nr 14833630556", "nr [fødselsnummer]"),
    ("Skriv til kari.eksempel@example.no!", "Skriv til [e-post]!"),
    ("foreldre+solvik@post.example.no", "[e-post]"),
    ("kari (at) example.no", "[e-post]"),
    ("Ring 99 99 99 99 før dere kommer", "Ring [telefon] før dere kommer"),
    ("Ring 99\u00a099\u00a099\u00a099", "Ring [telefon]"),
    ("tlf 90000000.", "tlf [telefon]."),
    ("tlf: 900 00 000, etter fire", "tlf: [telefon], etter fire"),
    ("9000 0000", "[telefon]"),
    ("90-00-00-00", "[telefon]"),
    ("22 22 22 22/99 99 99 99", "[telefon]/[telefon]"),
    ("Ring +47 40 00 00 00", "Ring [telefon]"),
    ("Ring (+47) 40000000", "Ring [telefon]"),
    ("004740000000", "[telefon]"),
    ("+46 70 123 45 67", "[telefon]"),
    ("Konto 1234.56.78901", "Konto [kontonummer]"),
    ("se https://example.no/min-side?id=3 og www.example.no", "se [nettadresse] og [nettadresse]"),
]
INNOCENT = [
    "Møtet 22.12.2024 ble avlyst, og 23.01.2025 også.",
    "2024-12-24 kom ingen, 20241224 heller ikke.",
    "I 2023 2024 var det bedre, og 2019-2024 var jevnt.",
    "Det kostet 23 456 789 kr.",
    "Det kostet kr 25 000 000, eller 25000000 kr.",
    "Sak 2024/12345 og saksnr. 23/4567-12.",
    "Vedtak 2024/23456789",
    "Gnr 12 bnr 345 i Solvik",
    "Snitt 4,85 av 6, n = 1 204",
    "Ventet i 3 uker, 4 dager og 12 timer; fikk time kl 10.30.",
    "org.nr 987 654 321",
    "Rom 22 33 44",
    "Indeksen er 0.5500460863113403",
    "50 % og 3-4 ganger",
]


@pytest.mark.parametrize(("written", "shown"), PERSONAL)
def test_personal_data_is_masked(written: str, shown: str) -> None:
    assert masked_text(written) == shown


@pytest.mark.parametrize("written", INNOCENT)
def test_dates_amounts_and_case_numbers_are_left_alone(written: str) -> None:
    assert masked_text(written) == written


def test_what_is_masked_stays_as_it_is() -> None:
    once = masked(pd.Series([written for written, _ in PERSONAL], dtype="str"))

    assert masked(once).tolist() == once.tolist()
