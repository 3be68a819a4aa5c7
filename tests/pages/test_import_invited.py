"""The import page with a table of how many were asked in each unit: which survey it is about."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from store.release import Releases
from tests.pages.conftest import told
from tests.pages.wizard import answers, drop, go_on, imported, named, press, state

HEADER = "Løpenr;Enhet;I hvilken grad blir du møtt med respekt?;I hvilken grad får du god undervisning?"
OTHER = "Løpenr;Avdeling;I hvilken grad får du hjelp til riktig tid?;I hvilken grad er du fornøyd med lærerne?"
INVITED = b"Enhet;Inviterte\nSolbakken;60\nfurua;55\n"


def asked(folder: Path) -> dict[str, tuple[str, int]]:
    """The period and the number asked in each unit of the current release."""
    rows = Releases(folder / "releases").current().query("response", municipality="own")
    units = rows[rows["place"].str.count("/").eq(2) & rows["invited"].notna()]
    told = units[["place", "period", "invited"]].itertuples(index=False, name=None)
    return {place.rpartition("/")[2]: (period, int(number)) for place, period, number in told}


@pytest.fixture
def app(opened: Callable[..., AppTest], tmp_path: Path) -> AppTest:
    """The import page of an empty store, with a new survey of two units before the reader."""
    return drop(opened("importing", tmp_path), "elever.csv", answers(HEADER, "Solbakken", "Furua"))


def with_period(app: AppTest, period: str) -> AppTest:
    """The new survey with its period told."""
    return app.text_input(key=named(app, "import_period")).set_value(period).run()


def test_a_table_is_about_the_new_survey_that_it_is_dropped_with(app: AppTest, tmp_path: Path) -> None:
    with_period(app, "2025")
    press(app, "step_file")
    drop(app, "inviterte.csv", INVITED)
    go_on(app)
    go_on(app)

    assert "«Elever», 2025" in told(app)
    imported(app)
    assert not app.exception
    assert asked(tmp_path) == {"solbakken": ("2025", 60), "furua": ("2025", 55)}


def test_a_table_that_comes_first_in_the_list_is_about_it_too(opened: Callable[..., AppTest], tmp_path: Path) -> None:
    app = drop(opened("importing", tmp_path), "inviterte.csv", INVITED)
    press(app, "step_file")
    drop(app, "elever.csv", answers(HEADER, "Solbakken", "Furua"))
    with_period(app, "2025")
    go_on(app)
    go_on(app)
    imported(app)

    assert asked(tmp_path) == {"solbakken": ("2025", 60), "furua": ("2025", 55)}


def test_a_survey_chosen_for_a_table_before_it_in_the_list_stays_chosen(
    opened: Callable[..., AppTest], tmp_path: Path
) -> None:
    app = drop(opened("importing", tmp_path), "inviterte.csv", b"Enhet;Inviterte\nSolbakken;60\nBo;5\nVik;6\n")
    press(app, "step_file")
    drop(app, "elever.csv", answers(HEADER, "Solbakken", "Furua"))
    with_period(app, "2025")
    app.selectbox(key=named(app, "import_file")).set_value("0").run()
    app.selectbox(key=f"import_invited_{state(app).work.key}").set_value("elever").run()
    go_on(app)
    go_on(app)
    imported(app)

    assert asked(tmp_path)["solbakken"] == ("2025", 60)


def test_a_table_that_comes_later_is_about_the_survey_its_units_are_of(app: AppTest, tmp_path: Path) -> None:
    with_period(app, "2025")
    go_on(app)
    go_on(app)
    imported(app)
    press(app, "import_again")
    drop(app, "inviterte.csv", b"Enhet;Inviterte\nSolbakken;60\nfurua;55\nFuruaa;9\n")

    assert "«Elever», 2025" in told(app)
    assert "1 enhet har ingen svar i undersøkelsen: «Furuaa»." in told(app)
    imported(app)
    assert asked(tmp_path).items() >= {"solbakken": ("2025", 60), "furua": ("2025", 55)}.items()


def test_a_reader_chooses_where_two_surveys_have_the_same_units(app: AppTest, tmp_path: Path) -> None:
    with_period(app, "2025")
    press(app, "step_file")
    drop(app, "foreldre.csv", answers(OTHER, "Solbakken", "Furua"))
    press(app, "step_survey")
    app.selectbox(key=named(app, "import_file")).set_value("1").run()
    with_period(app, "2024")
    press(app, "step_file")
    drop(app, "inviterte.csv", INVITED)
    go_on(app)
    go_on(app)
    assert "hverken tjenesten eller enhetene peker ut én" in told(app)

    press(app, "step_survey")
    app.selectbox(key=named(app, "import_file")).set_value("2").run()
    app.selectbox(key=f"import_invited_{state(app).work.key}").set_value("foreldre").run()
    go_on(app)
    go_on(app)
    imported(app)
    assert asked(tmp_path) == {"solbakken": ("2024", 60), "furua": ("2024", 55)}
