"""Pages on the register: a rerun with many tiltak and a long history, processor time of the process."""

import os
import random
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import insert
from streamlit.testing.v1 import AppTest

from bench import stores
from bench.server import ROOT
from bench.timing import taken
from bench.verdicts import Figure
from core.settings import Settings
from register.actions import STATUSES, Action
from register.database import Register, open_register
from register.history import History
from register.meetings import Meeting
from store.release import Releases
from views.rows import Row, records

ACTIONS, HISTORY, MEETINGS = 5_000, 50_000, 200
# Beside the few of the sample data.
FIRST = 10_000
SEED = 20_260_101
MILLISECONDS = 60.0
ROUNDS = 4
FORMS = ("list", "board", "timeline", "log")
WHICH = ("late", "waiting", "every", "finished", "open")
OWNERS = tuple(f"Enhetsleder {number}" for number in range(40))


def figures() -> list[Figure]:
    """Each form of the page after a change of what is looked for, one tiltak, and a save."""
    with tempfile.TemporaryDirectory() as name:
        os.environ |= {"BRUKERINNSIKT_DATA": name, "BRUKERINNSIKT_MODE": "development"}
        data = stores.sample_store(Path(name))
        register = open_register(Settings(data=data))
        filled(register, data)
        # The first readers of a process wait for modules to load; that is not a rerun.
        _spent()
        spent = _spent()
        register.close()
    told = f"{ACTIONS} tiltak, {HISTORY} changes"
    return [
        Figure(f"rerun of actions, {what}, {told}", took, " ms", at_most=MILLISECONDS) for what, took in spent.items()
    ]


def filled(register: Register, data: Path) -> None:
    """Write tiltak on figures of the release, with ten changes each, and the meetings."""
    chance = random.Random(SEED)
    release = Releases(data / "releases").current()
    coverage = records(release.query("coverage"), "place", "role", "period")
    places = sorted({row["place"] for row in coverage})
    newest = records(release.query("newest", places=places), "place", "role", "measure", "period_kind", "shown")
    spots = [row for row in newest if row["period_kind"] == "year" and isinstance(row["shown"], str)]
    with register.session() as session:
        session.execute(insert(Action), [_action(number, chance, spots) for number in range(ACTIONS)])
        session.execute(insert(History), [_change(number) for number in range(HISTORY)])
        session.execute(insert(Meeting), [_meeting(number, chance, places) for number in range(MEETINGS)])


def _action(number: int, chance: random.Random, spots: list[Row]) -> dict[str, Any]:
    row = chance.choice(spots)
    created = datetime(2024, 1, 1, tzinfo=UTC) + timedelta(chance.randrange(700))
    return {
        "id": FIRST + number, "version": 10, "title": f"Tiltak {number}: {row['measure']}",
        "description": "Hva som skal gjøres. " * 10,
        "owner": chance.choice(OWNERS), "due": date(2025, 6, 1) + timedelta(chance.randrange(900)),
        "status": chance.choice(STATUSES), "phase": "do", "created_at": created, "measure": row["measure"],
        "place": row["place"], "period": str(int(row["shown"]) - chance.randrange(3)), "role": row["role"],
        "finding": "Funnet slik det sto da. " * 4, "link": "services", "effect_direction": "up",
        "told_how": "", "evaluation": "",
    }  # fmt: skip


def _change(number: int) -> dict[str, Any]:
    version = number // ACTIONS + 1
    when = datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=number)
    changes = {"owner": [f"Rolle {version}", f"Rolle {version + 1}"]}
    return {
        "subject": "action", "row_id": FIRST + number % ACTIONS, "version": version, "at": when, "by": "adviser",
        "changes": changes,
    }  # fmt: skip


def _meeting(number: int, chance: random.Random, places: list[str]) -> dict[str, Any]:
    return {
        "version": 1, "held_on": date(2024, 1, 1) + timedelta(number * 3), "name": "Ledermøte", "present": "ledere",
        "places": chance.sample(places, 3), "decision": "Det som ble bestemt. " * 5, "withdrawn": False,
    }  # fmt: skip


def _spent() -> dict[str, float]:
    """Median milliseconds of a rerun, by what is shown."""
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=120).run()
    app.switch_page("pages/actions.py").run()
    spent = {form: _changes(app, form) for form in FORMS}
    return spent | {"one tiltak": _opened(app), "a save": _saved(app)}


def _changes(app: AppTest, form: str) -> float:
    app.segmented_control(key="filter_view").set_value(form).run()
    if form == "log":
        return 1000 * median(_taken(app.run) for _ in range(ROUNDS))
    return 1000 * median(_taken(app.segmented_control(key="filter_which").set_value(which).run) for which in WHICH)


def _opened(app: AppTest) -> float:
    spent = []
    for number in range(ROUNDS):
        app.query_params.clear()
        app.query_params["action"] = str(FIRST + number)
        spent.append(_taken(app.run))
    return 1000 * median(spent)


def _saved(app: AppTest) -> float:
    spent = []
    for number in range(ROUNDS):
        name = f"action_{FIRST + ROUNDS - 1}"
        app.text_input(key=f"{name}_owner").set_value(f"Ny rolle {number}")
        save = next(button for button in app.button if button.key == f"{name}_save")
        spent.append(_taken(save.click().run))
    return 1000 * median(spent)


def _taken(work: Callable[[], object]) -> float:
    return taken(work).cpu
