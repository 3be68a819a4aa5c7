"""The page on participation: what it shows, the status it prints, and the register that is written in."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core.participation import Activity
from core.settings import Settings
from core.text import in_language, text
from register import participation as rows
from register.database import Register, open_register
from tests.pages.conftest import told

Open = Callable[..., AppTest]


@pytest.fixture
def own_register(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Register]:
    """An empty register beside the sample data's figures, to write in."""
    address = f"sqlite:///{tmp_path / 'own.sqlite3'}"
    monkeypatch.setenv("BRUKERINNSIKT_REGISTER_URL", address)
    register = open_register(Settings(data=tmp_path, register_url=address))
    yield register
    register.close()


def standing(register: Register) -> list[Activity]:
    with register.reading() as session:
        return rows.activities(session)


def field(app: AppTest, kind: str, label: str):
    return next(one for one in getattr(app, kind) if one.label == label)


def press(app: AppTest, label: str) -> AppTest:
    return field(app, "button", label).click().run()


def added(app: AppTest, title: str = "Brukerråd") -> AppTest:
    """The page after a new activity has been typed and added."""
    field(app, "text_input", "Hva heter aktiviteten?").set_value(title)
    field(app, "date_input", "Fra").set_value("2025-01-01")
    field(app, "selectbox", "Trinn på stigen").set_value("dialogue")
    field(app, "text_area", "Anbefalinger fra brukerne").set_value("Samme ansatte hele uken\n\nRing 99 88 77 66 først")
    return press(app, "Legg til")


def test_the_sample_data_shows_ladder_channels_goals_and_recommendations(
    sample_data_folder: Path, opened: Open
) -> None:
    app = opened("participation", sample_data_folder, municipality="9901", year="2025")

    assert not app.exception
    said = told(app)
    assert "I 2025 er 7 av 9 steder på dialog eller brukerstyring." in said
    assert "9 av 10 mål er dokumentert i 2025." in said
    assert "Den eldste som venter på svar" in said
    charts = app.get("plotly_chart")
    assert len(charts) == 3
    assert all(len(chart.proto.alt) > 20 for chart in charts)
    assert said.count("<details") >= len(charts)
    assert len(app.get("download_button")) == 6


def test_the_status_of_a_service_can_be_printed(sample_data_folder: Path, opened: Open) -> None:
    app = opened(
        "participation", sample_data_folder, municipality="9901", service="home_care", part="status", year="2025"
    )

    assert not app.exception
    said = told(app)
    assert "Brukerråd for hjemmetjenesten" in said
    assert "Brukerne som deltok – dårlig" in said
    assert [button.proto.label for button in app.get("download_button")] == [
        "Last ned tabellen (CSV)",
        "Last ned som PDF",
    ]


@pytest.mark.parametrize("part", ["status", "register"])
@pytest.mark.parametrize("language", ["nn", "en"])
def test_every_part_opens_in_every_language(part: str, language: str, sample_data_folder: Path, opened: Open) -> None:
    # AppTest itself spells out the options of a filter, in the language of the test.
    with in_language(language):
        app = opened("participation", sample_data_folder, municipality="9901", part=part, lang=language)

        assert not app.exception
        assert text("participation.recommended.title" if part == "status" else "participation.from_file") in told(
            app
        ) + " ".join(one.value for one in app.header)


def test_the_whole_municipality_is_a_place_and_no_service(sample_data_folder: Path, opened: Open) -> None:
    app = opened("participation", sample_data_folder, municipality="9901", part="status", year="2025")

    assert "Status for brukermedvirkning 2025, 9 steder." in told(app)


def test_an_activity_of_no_service_is_said_to_be_of_the_whole_municipality(
    sample_data_folder: Path, opened: Open
) -> None:
    app = opened("participation", sample_data_folder, municipality="9901", part="register")

    service = next(box for box in app.selectbox if box.key == "participation_new_service")
    assert service.value is None
    assert service.placeholder == "Hele kommunen"


def test_an_activity_is_added_changed_undone_withdrawn_and_taken_back(
    sample_data_folder: Path, opened: Open, own_register: Register
) -> None:
    app = opened("participation", sample_data_folder, municipality="9901", service="home_care", part="register")
    assert "Ingenting er registrert her ennå" in told(app)

    app = added(app)
    (activity,) = standing(own_register)
    assert (activity.service, activity.degree, activity.municipality) == ("home_care", "dialogue", "9901")
    assert [one.text for one in activity.recommendations] == ["Samme ansatte hele uken", "Ring [telefon] først"]
    assert [success.value for success in app.success] == ["Lagret."]

    field(app, "number_input", "Antall brukere").set_value(9)
    app = press(app, "Lagre")
    assert standing(own_register)[0].users == 9

    app = press(app, "Angre siste endring")
    assert standing(own_register)[0].users is None
    assert field(app, "number_input", "Antall brukere").value is None

    app = press(app, "Trekk tilbake")
    assert standing(own_register) == []
    app = press(app, "Ta tilbake")
    assert [one.title for one in standing(own_register)] == ["Brukerråd"]
    assert not app.exception


def test_what_is_wrong_is_told_and_what_was_typed_stays(
    sample_data_folder: Path, opened: Open, own_register: Register
) -> None:
    app = opened("participation", sample_data_folder, municipality="9901", part="register")
    field(app, "text_input", "Hva heter aktiviteten?").set_value("Brukerråd")
    field(app, "date_input", "Fra").set_value("2025-01-01")
    field(app, "text_input", "Referat (lenke)").set_value("javascript:alert(1)")

    app = press(app, "Legg til")

    assert "må være en adresse på nettet" in app.error[0].value
    assert field(app, "text_input", "Hva heter aktiviteten?").value == "Brukerråd"
    assert standing(own_register) == []


def test_two_who_save_at_once_are_told_of_each_other(
    sample_data_folder: Path, opened: Open, own_register: Register
) -> None:
    app = added(opened("participation", sample_data_folder, municipality="9901", part="register"))
    own = standing(own_register)[0]
    with own_register.session() as session:
        rows.change(session, own.id, own.version, {"users": 12, "unit": "Solbakken"}, "leader")

    field(app, "number_input", "Antall brukere").set_value(7)
    app = press(app, "Lagre")

    assert any("Noen andre lagret endringer" in warning.value for warning in app.warning)
    assert field(app, "number_input", "Antall brukere").value == 7
    assert standing(own_register)[0].users == 12

    app = press(app, "Lagre")
    assert (standing(own_register)[0].users, standing(own_register)[0].unit) == (7, "Solbakken")


def test_the_outcome_of_a_recommendation_is_written_and_undone(
    sample_data_folder: Path, opened: Open, own_register: Register
) -> None:
    app = added(opened("participation", sample_data_folder, municipality="9901", part="register"))
    told_first = standing(own_register)[0].recommendations[0]
    name = f"recommendation_{told_first.id}"
    app = field(app, "selectbox", "Hvilken anbefaling?").set_value(told_first.id).run()

    app.selectbox(key=f"{name}_outcome").set_value("done")
    app = next(one for one in app.button if one.form_id == name).click().run()

    assert standing(own_register)[0].recommendations[0].outcome == "done"
    app = app.button(key=f"{name}_undo").click().run()
    assert standing(own_register)[0].recommendations[0].outcome == "awaiting"
    assert not app.exception


def test_the_place_to_drop_a_table_speaks_the_language_of_the_reader(sample_data_folder: Path, opened: Open) -> None:
    app = opened("participation", sample_data_folder, municipality="9901", part="register")

    assert '--bi-choose-files: "Velg fil"; --bi-file-limit: "Inntil 50 MB: CSV, TXT' in told(app)


def test_a_table_is_looked_at_before_it_is_taken_in(
    sample_data_folder: Path, opened: Open, own_register: Register
) -> None:
    app = opened("participation", sample_data_folder, municipality="9901", part="register")
    wrong = "Aktivitet;Kanal;Grad;Fra\nPanel;Kaffekopp;Dialog;2024\n"
    app.file_uploader[0].set_value(("feil.csv", wrong.encode(), "text/csv"))
    app = app.run()
    assert "«Kaffekopp»" in told(app)
    assert standing(own_register) == []

    right = wrong.replace("Kaffekopp", "Brukerpanel")
    app.file_uploader[0].set_value(("rett.csv", right.encode(), "text/csv"))
    app = press(app.run(), "Legg til i registeret")

    assert [one.title for one in standing(own_register)] == ["Panel"]
    assert "1 ny aktivitet" in app.success[0].value


def test_figures_go_on_where_the_register_cannot_be_had(
    sample_data_folder: Path, opened: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("BRUKERINNSIKT_REGISTER_URL", f"sqlite:///{tmp_path / 'nowhere' / 'register.sqlite3'}")

    app = opened("participation", sample_data_folder, municipality="9901", year="2025")

    assert not app.exception
    assert "Oppfølging er ikke tilgjengelig akkurat nå" in told(app)
    assert len(app.get("plotly_chart")) == 3
