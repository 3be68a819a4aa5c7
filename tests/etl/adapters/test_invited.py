import pytest

from core.codebook import Codebooks
from etl.adapters import invited
from etl.reading import SourceFile

NOTHING = Codebooks({})


@pytest.mark.parametrize(
    "header",
    [
        "instrument;edition;municipality;service;unit;role;invited",
        "Undersøkelse;År;Kommune;Tjeneste;Enhet;Rolle;Antall inviterte",
        "Undersøking;Utgåve;Kommune;Teneste;Eining;Rolle;Inviterte",
    ],
)
def test_a_table_of_invited_is_known_in_both_norwegians_and_english(header: str) -> None:
    files = [SourceFile("inviterte.csv", f"{header}\nhome_care_users;2024;0301;home_care;Furua;user;40\n".encode())]

    assert invited.recognises(files, NOTHING)
    export = invited.read(files)
    assert export.kind == "invited"
    assert export.table.iloc[0].to_dict() == {
        "instrument": "home_care_users",
        "edition": "2024",
        "municipality": "0301",
        "service": "home_care",
        "unit": "Furua",
        "role": "user",
        "invited": "40",
    }


@pytest.mark.parametrize("header", ["Enhet;Inviterte;q1", "Enhet;Rolle;Periode", "Enhet;Invitert;Inviterte"])
def test_other_columns_make_it_something_else(header: str) -> None:
    assert not invited.recognises([SourceFile("svar.csv", f"{header}\nFurua;40;3\n".encode())], NOTHING)
