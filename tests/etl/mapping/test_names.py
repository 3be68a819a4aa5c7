"""What a survey is called, as far as its file's name tells."""

import pytest

from etl.mapping.names import instrument_id, title_of


@pytest.mark.parametrize(
    ("file", "instrument", "title"),
    [
        (
            "brukerundersøkelse_kulturskolen_2024.csv",
            "brukerundersokelse_kulturskolen",
            "Brukerundersøkelse kulturskolen",
        ),
        ("Pårørende på sykehjem 2023.xlsx", "parorende_pa_sykehjem", "Pårørende på sykehjem"),
        ("udir_elev_VT_Landet_2021.xlsx", "udir_elev_vt_landet", "Udir elev VT Landet"),
        ("hjemmetjenester_2023/dataset.csv", "hjemmetjenester", "Hjemmetjenester"),
        ("dataset.csv", "undersokelse", "Undersøkelse"),
        ("2024.csv", "undersokelse", "Undersøkelse"),
    ],
)
def test_a_survey_is_called_what_its_file_is_with_its_own_letters(file: str, instrument: str, title: str) -> None:
    assert (instrument_id(file), title_of(file)) == (instrument, title)
