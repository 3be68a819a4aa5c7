"""The page on tiltak without a browser: from a finding to an evaluation, and what happens when two save at once."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from core.settings import Settings
from core.text import in_language, text
from register import action_search, actions, history, meeting_search
from register.action_search import Wanted
from register.actions import Action
from register.database import Register, open_register
from register.meetings import Meeting
from tests.pages.conftest import told
from ui import twice

FOUND = {"measure": "dimension:overview", "place": "9901/home_care", "period": "2023", "role": "user"}
Open = Callable[..., AppTest]


@pytest.fixture
def address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a register of this test, beside the sample data."""
    own = f"sqlite:///{tmp_path / 'own.sqlite3'}"
    monkeypatch.setenv("BRUKERINNSIKT_REGISTER_URL", own)
    return own


@pytest.fixture
def register(address: str, tmp_path: Path) -> Register:
    """The register that the page writes in."""
    return open_register(Settings(data=tmp_path, register_url=address))


@pytest.fixture
def page(opened: Open, sample_data_folder: Path, address: str) -> Open:
    """Open the page on the sample data with a query in the address."""
    return lambda **query: opened("actions", sample_data_folder, **query)


def add(register: Register, **facts: object) -> int:
    with register.session() as session:
        return actions.add(session, {"title": "Ukeplan på døra"} | facts, "adviser").id


def stored(register: Register, action: int) -> Action:
    with register.reading() as session:
        return session.get_one(Action, action)


def press(app: AppTest, label: str) -> AppTest:
    return next(button for button in app.button if button.label == text(label)).click().run()


def test_a_register_without_tiltak_says_how_one_is_made(page: Open) -> None:
    assert text("actions.empty") in told(page())


def test_what_is_written_after_the_register_was_put_back_stands_in_the_one_that_was_put_back(
    page: Open, register: Register, address: str, tmp_path: Path
) -> None:
    assert text("actions.empty") in told(page())
    app = page(new="1")
    register.close()
    for file in tmp_path.glob("own.sqlite3*"):
        file.unlink()
    put_back = open_register(Settings(data=tmp_path, register_url=address))
    add(put_back, title="Fra kopien")

    app.text_input(key="action_new_title").set_value("Etterpå")
    press(app, "actions.save_new")

    with put_back.reading() as session:
        assert session.scalars(select(Action.title).order_by(Action.id)).all() == ["Fra kopien", "Etterpå"]
    put_back.close()


def test_a_finding_becomes_a_tiltak_that_is_evaluated_and_closed(page: Open, register: Register) -> None:
    app = page(new="1", **FOUND, **{"from": "services"})
    assert "«Oversikt og forutsigbarhet» var 70 av 100" in told(app)

    app.text_input(key="action_new_title").set_value("Ukeplan på døra")
    app.number_input(key="action_new_effect_size").set_value(5.0)
    app.selectbox(key="action_new_effect_direction").set_value("up")
    press(app, "actions.save_new")

    assert app.success[0].value == text("register.saved")
    row = stored(register, 1)
    assert (row.title, row.place, row.effect_measure, row.n) == (
        "Ukeplan på døra",
        FOUND["place"],
        FOUND["measure"],
        318,
    )
    assert row.link == "services?municipality=9901&service=home_care&period=2023&role=user&measure=dimension%3Aoverview"
    assert app.query_params["action"] == "1"
    assert "sikker forbedring siden 2023" in told(app)
    assert "Det er kommet en ny måling (2025)" in told(app)

    press(app, "actions.save_evaluation")
    assert app.error[0].value == text("actions.judgement_missing")
    app.selectbox(key="evaluation_1_judgement").set_value("reached")
    app.checkbox(key="evaluation_1_close").set_value(True)
    press(app, "actions.save_evaluation")

    row = stored(register, 1)
    assert (row.status, row.phase, row.judgement, row.evaluated_period) == ("closed", "act", "reached", "2025")
    assert not app.exception
    assert app.selectbox(key="action_1_status").value == "closed"
    assert "Det er kommet en ny måling" not in told(app)


def test_a_tiltak_needs_a_title_and_what_was_written_stays(page: Open, register: Register) -> None:
    app = page(new="1")
    app.text_area(key="action_new_description").set_value("Det som ble skrevet")

    press(app, "actions.save_new")

    assert app.error[0].value == text("actions.title_missing")
    assert app.text_area(key="action_new_description").value == "Det som ble skrevet"
    with register.reading() as session:
        assert action_search.number_of(session, Wanted()) == 0


def test_a_button_answers_in_the_language_of_the_page(page: Open) -> None:
    with in_language("en"):
        app = page(new="1", lang="en")

        press(app, "actions.save_new")

        assert app.error[0].value == text("actions.title_missing")


@pytest.mark.parametrize(
    ("query", "fields", "button"),
    [
        ({"new": "1"}, {"action_new_title": "Ukeplan"}, "actions.save_new"),
        ({"view": "log"}, {"meeting_new_name": "Ledermøte"}, "meetings.save_new"),
    ],
)
def test_what_was_written_is_saved_though_the_figures_are_removed_meanwhile(
    query: dict[str, str], fields: dict[str, str], button: str, tmp_path: Path, opened: Open, sample_data_folder: Path
) -> None:
    data = tmp_path / "data"
    shutil.copytree(sample_data_folder, data)
    app = opened("actions", data, **query)
    for field, written in fields.items():
        app.text_input(key=field).set_value(written)
    shutil.rmtree(data / "releases")

    press(app, button)

    assert not app.exception
    with open_register(Settings(data=data)).reading() as session:
        assert next(iter(fields.values())) in [
            *(action.title for action in action_search.found(session, Wanted())),
            *(meeting.name for meeting in meeting_search.found(session, None)),
        ]


def test_the_second_who_saves_keeps_the_text_and_is_told_what_the_first_changed(page: Open, register: Register) -> None:
    action = add(register, owner="Rådgiver")
    app = page(action=str(action))
    with register.session() as session:
        actions.change(session, action, 1, {"status": "under_way", "owner": "Enhetsleder"}, "leader")

    app.text_input(key=f"action_{action}_owner").set_value("Avdelingsleder")
    app.text_area(key=f"action_{action}_description").set_value("Min tekst")
    press(app, "actions.save")

    warnings = [warning.value for warning in app.warning]
    assert warnings[0] == text("error.register_changed_meanwhile")
    assert warnings[1] == text("register.both", fields=text("actions.field.owner"))
    assert "leder: Ansvarlig rolle: fra «Rådgiver» til «Enhetsleder»; Status: fra «Planlagt» til «I gang»" in told(app)
    assert app.text_input(key=f"action_{action}_owner").value == "Avdelingsleder"
    assert app.selectbox(key=f"action_{action}_status").value == "under_way"
    assert stored(register, action).owner == "Enhetsleder"

    press(app, "actions.save")

    row = stored(register, action)
    assert (row.owner, row.description, row.status) == ("Avdelingsleder", "Min tekst", "under_way")
    with register.reading() as session:
        assert len(history.changes_of(session, Action, action)) == 3


def test_a_second_press_in_a_hurry_overwrites_nothing_that_somebody_else_saved(page: Open, register: Register) -> None:
    action = add(register, owner="Rådgiver", status="planned")
    app = page(action=str(action))
    with register.session() as session:
        actions.change(session, action, 1, {"status": "under_way"}, "leader")
    app.text_area(key=f"action_{action}_description").set_value("Min tekst")
    press(app, "actions.save")

    # The browser has not heard of the new status yet when the button is pressed again.
    app.selectbox(key=f"action_{action}_status").set_value("planned")
    press(app, "actions.save")

    assert stored(register, action).status == "under_way"
    assert app.selectbox(key=f"action_{action}_status").value == "under_way"
    assert app.warning[0].value == text("error.register_changed_meanwhile")

    press(app, "actions.save")
    row = stored(register, action)
    assert (row.description, row.status) == ("Min tekst", "under_way")


def test_a_tiltak_that_was_dropped_is_taken_up_again_as_it_was(page: Open, register: Register) -> None:
    action = add(register, status="under_way")
    app = page(action=str(action))

    press(app, "actions.drop")
    assert stored(register, action).status == "dropped"
    press(app, "actions.undo_drop")

    assert stored(register, action).status == "under_way"


def test_a_note_gets_its_day_and_is_read_as_text(page: Open, register: Register) -> None:
    action = add(register)
    app = page(action=str(action))

    app.text_area(key=f"note_{action}_text").set_value("Prøvd i <b>én</b> sone")
    press(app, "actions.save_note")

    assert "Prøvd i &lt;b&gt;én&lt;/b&gt; sone" in told(app)
    assert app.text_area(key=f"note_{action}_text").value == ""


def test_what_was_said_of_one_form_goes_away_when_another_is_saved(
    page: Open, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(twice, "HURRY", 600.0)  # However fast the reader, and however slow the machine.
    action = add(register)
    app = page(action=str(action))
    app.text_input(key=f"action_{action}_owner").set_value("Enhetsleder")
    press(app, "actions.save")

    app.text_area(key=f"note_{action}_text").set_value("Prøvd i én sone")
    press(app, "actions.save_note")

    assert [success.value for success in app.success] == [text("register.saved")]


def test_the_number_of_a_person_is_never_saved(page: Open, register: Register) -> None:
    action = add(register)
    app = page(action=str(action))

    app.text_area(key=f"action_{action}_description").set_value(
        "Ring 98 76 54 32 innen 01.03.2026, se https://kommune.example/plan"
    )
    press(app, "actions.save")

    kept = "Ring [telefon] innen 01.03.2026, se https://kommune.example/plan"
    assert stored(register, action).description == kept
    assert app.text_area(key=f"action_{action}_description").value == kept
    assert app.warning[0].value == text("register.masked")


def test_a_hidden_figure_offers_no_finding(page: Open, opened: Open, sample_data_folder: Path) -> None:
    hidden = FOUND | {"measure": "overall", "place": "9901/habilitation/lyngtun-bofellesskap", "period": "2025"}

    assert text("actions.no_figure") in told(page(new="1", **hidden))
    services = opened("services", sample_data_folder, service="habilitation", period="2025", role="user")
    offered = told(services)
    assert "place=9901%2Fhabilitation&amp;" in offered
    assert "lyngtun-bofellesskap&amp;period" not in offered


@pytest.mark.parametrize("name", ["overview", "development", "questions"])
def test_every_page_with_figures_offers_to_follow_them_up(name: str, opened: Open, sample_data_folder: Path) -> None:
    assert f"from={name}" in told(opened(name, sample_data_folder))


def test_the_filters_stand_in_the_address(page: Open, register: Register) -> None:
    add(register, owner="Enhetsleder", place="9901/home_care")
    add(register, title="Foreldremøte", owner="Styrer", place="9901/kindergarten", status="closed")

    app = page(which="every", service="kindergarten", view="board")

    assert "Foreldremøte" in told(app)
    assert "Ukeplan på døra" not in told(app)
    app.text_input(key="filter_q").set_value("finnes ikke").run()
    assert text("actions.no_match") in told(app)
    assert app.query_params["q"] == "finnes ikke"


def test_many_tiltak_are_shown_a_part_at_a_time(page: Open, register: Register) -> None:
    with register.session() as session:
        for number in range(60):
            actions.add(session, {"title": f"Tiltak nummer {number}", "place": "9901/home_care"}, "adviser")
    app = page()

    shown = {}
    for view in ("list", "board", "timeline"):
        app.segmented_control(key="filter_view").set_value(view).run()
        assert not app.exception
        shown[view] = told(app).count("Tiltak nummer")

    assert shown["list"] == 25
    assert shown["board"] == 8
    assert "52 til vises ikke her" in told(app.segmented_control(key="filter_view").set_value("board").run())


def test_the_timeline_tells_how_many_are_late_also_of_those_it_does_not_draw(page: Open, register: Register) -> None:
    for _ in range(30):
        add(register, due=date(2020, 1, 1))

    assert "30 tiltak har gått over fristen" in told(page(view="timeline"))


def test_another_search_begins_at_its_first_page(page: Open, register: Register) -> None:
    for number in range(60):
        add(register, title=f"Tiltak {number}", due=date(2020, 1, 1))
    app = page()

    app.pagination[0].set_value(3).run()
    assert told(app).count("Over fristen</span>") == 10
    app.segmented_control(key="filter_which").set_value("late").run()

    assert told(app).count("Over fristen</span>") == 25


def test_older_meetings_are_a_page_further_on(page: Open, register: Register) -> None:
    with register.session() as session:
        for number in range(30):
            meeting = Meeting(held_on=date(2026, 1, 1), places=[], name=f"Ledermøte nummer {number}")
            history.add(session, meeting, "adviser")
    app = page(view="log")
    assert "Ledermøte nummer 0<" not in told(app)

    app.pagination[0].set_value(2).run()

    assert "Ledermøte nummer 0<" in told(app)


def test_a_meeting_is_logged_corrected_and_withdrawn(page: Open, register: Register) -> None:
    app = page(view="log")
    assert text("meetings.empty") in told(app)

    app.text_input(key="meeting_new_name").set_value("Ledermøte")
    app.text_input(key="meeting_new_present").set_value("kommunalsjef, enhetsledere")
    press(app, "meetings.save_new")
    assert "Ledermøte" in told(app)

    app = page(meeting="1")
    app.text_area(key="meeting_1_decision").set_value("Varsling innføres")
    press(app, "meetings.save")
    assert "Vedtak eller konklusjon: Varsling innføres" in told(app)
    press(app, "meetings.withdraw")
    with register.reading() as session:
        assert meeting_search.found(session, None) == []
    press(app, "meetings.restore")
    with register.reading() as session:
        assert [meeting.decision for meeting in meeting_search.found(session, None)] == ["Varsling innføres"]


def test_without_the_register_figures_are_shown_and_follow_up_says_it_is_unavailable(
    opened: Open, sample_data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BRUKERINNSIKT_REGISTER_URL", "postgresql://leser:hemmelig@127.0.0.1:1/register")

    services = opened("services", sample_data_folder)
    follow_up = opened("actions", sample_data_folder)

    assert services.get("plotly_chart")
    assert not services.error
    assert "oppfølging er ikke tilgjengelig" in follow_up.error[0].value
    assert "hemmelig" not in follow_up.error[0].value
    assert not follow_up.exception


def test_what_was_typed_stays_when_the_register_goes_away(
    page: Open, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    action = add(register)
    app = page(action=str(action))
    monkeypatch.setenv("BRUKERINNSIKT_REGISTER_URL", "postgresql://127.0.0.1:1/register")

    app.text_area(key=f"action_{action}_description").set_value("Skrevet mens registeret var borte")
    press(app, "actions.save")

    assert "Ingenting er lagret" in app.error[0].value
    assert text("register.unavailable") in told(app)
    assert app.text_area(key=f"action_{action}_description").value == "Skrevet mens registeret var borte"
    monkeypatch.setenv("BRUKERINNSIKT_REGISTER_URL", str(register.engine.url))
    press(app, "actions.save")
    assert stored(register, action).description == "Skrevet mens registeret var borte"


@pytest.mark.parametrize("query", [{"action": "æ"}, {"meeting": "9" * 30}])
def test_an_address_of_a_row_that_is_not_there_says_so(query: dict[str, str], page: Open) -> None:
    assert text("error.register_row_missing") in told(page(**query))
