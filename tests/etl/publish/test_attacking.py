"""A release that gives away what it hides is mended, or not put to use."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import yaml

from etl.publish import attacking, withheld
from etl.publish.decisions import FILE, packed, unpacked
from store.release import Releases
from tests.etl.publish.test_drivers import imported_together
from tests.etl.publish.test_hiding import SURVEY, imported
from tests.etl.store import Store

UNITS = {"A": 3, "B": 12, "C": 30}


@pytest.fixture
def broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A published store in whose decisions somebody has shown what protects the small unit."""
    folder = tmp_path / "data" / "codebooks"
    folder.mkdir(parents=True)
    (folder / "survey.yaml").write_text(yaml.safe_dump(SURVEY, allow_unicode=True), encoding="utf-8")
    store = Store(tmp_path / "data", monkeypatch)
    imported(store, tmp_path, *({"unit": unit, "n": n} for unit, n in UNITS.items()))
    path = tmp_path / "data" / "decisions" / FILE
    decided = unpacked(dict(np.load(path)))
    # Municipality, service, then the units: of two hidden ones the second is let go.
    np.savez(path, allow_pickle=False, **packed({name: own & (own.cumsum(0) < 2) for name, own in decided.items()}))
    # A release of before would tell what was hidden in it, and what was seen to be safe is not attacked again.
    for path in [*(tmp_path / "data" / "releases").iterdir(), *(tmp_path / "data" / "decisions").glob("safe*")]:
        path.unlink()
    return store


def hidden(store: Store) -> set[str]:
    cells = store.cells()
    return set(cells.loc[cells["hidden"].eq("few"), "place"])


def audited(store: Store) -> pd.Series:
    return Releases(store.folder / "releases").current().query("audit").iloc[0]


def test_what_gives_a_hidden_unit_away_is_hidden_before_anybody_sees_it(broken: Store) -> None:
    answer = broken.run("publish")

    assert answer.code == 0, answer.err
    assert len(hidden(broken)) >= 2
    assert audited(broken)["withheld"] > 0
    assert broken.run("audit").code == 0


def test_a_release_that_cannot_be_mended_is_not_put_to_use(broken: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attacking, "ROUNDS", 0)

    answer = broken.run("publish")

    assert answer.code == 1
    assert "ikke tatt i bruk" in answer.err
    # By the names that readers know, and without the number that could be worked out.
    assert "  A · 2025 · Bruker · " in answer.err
    assert "antallet svar er så godt kjent at det ikke er vernet\n" in answer.err
    assert not list((broken.folder / "releases").glob("*"))


def test_the_former_release_stays_where_a_new_one_is_refused(broken: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    assert broken.run("publish").code == 0
    former = Releases(broken.folder / "releases").current_id()
    (broken.folder / "decisions" / withheld.WITHHELD).unlink()
    monkeypatch.setattr(attacking, "ROUNDS", 0)

    answer = broken.run("publish")

    assert answer.code == 1
    assert Releases(broken.folder / "releases").current_id() == former
    assert [path.stem for path in (broken.folder / "releases").glob("*.duckdb")] == [former]


def test_a_release_of_other_limits_is_not_audited_by_these(broken: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    assert broken.run("publish").code == 0
    monkeypatch.setenv("BRUKERINNSIKT_MIN_N", "8")

    answer = broken.run("audit")

    assert answer.code == 1
    assert "grensene 5 og 10" in answer.err


def test_the_weakest_cells_stay_known_when_a_release_is_made_anew_of_the_same(broken: Store) -> None:
    assert broken.run("publish").code == 0
    weakest = broken.released("FROM audit_weakest ORDER BY ALL")

    assert broken.run("publish").code == 0

    assert len(weakest)
    pd.testing.assert_frame_equal(broken.released("FROM audit_weakest ORDER BY ALL"), weakest)


def test_what_the_attack_had_hidden_stays_hidden_in_the_next_release(broken: Store) -> None:
    assert broken.run("publish").code == 0
    first = hidden(broken)
    assert audited(broken)["withheld"] > 0

    # In the meantime nothing has changed, so there is nothing new to hide.
    assert broken.run("publish").code == 0
    assert audited(broken)["rounds"] == 0
    assert first == hidden(broken)
    # The decisions are made anew, and the attack is made on them.
    for path in (broken.folder / "decisions").iterdir():
        path.unlink()
    assert broken.run("publish").code == 0

    assert first <= hidden(broken)
    assert broken.run("audit").code == 0


def test_how_answers_go_together_is_not_told_where_most_units_are_hidden(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(tmp_path / "data", monkeypatch)

    # Of the units those of four have too few, and two are shown.
    imported_together(store, {f"u{number}": 4 for number in range(60)} | {"A": 20, "B": 20})

    assert hidden(store) >= {"4601/home_care/u0", "4601/home_care/u59"}
    assert store.released("FROM driver_moment").empty
    told = store.released("FROM driver")
    assert set(told["reason"]) == {"hidden_units"}
    assert told[["n", "share", "lower", "lmg", "r_squared"]].isna().all(axis=None)
    assert store.run("audit").code == 0
