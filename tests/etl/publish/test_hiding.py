"""What a release tells of few respondents, from a file to the release."""

import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from core.selection import Selection
from etl.publish.decisions import FILE
from store.release import Releases
from tests.etl.store import Store
from views import standing

SURVEY = {
    "id": "survey",
    "title": {"nb": "Undersøkelse"},
    "service": "home_care",
    "role": "user",
    "scales": {"six": {"min": 1, "max": 6, "labels": {1: {"nb": "Lav"}, 6: {"nb": "Høy"}}}},
    "items": [
        {"id": "respect", "text": {"nb": "Respekt?"}, "scale": "six", "dimension": "respected", "level": "individual"}
    ],
    "background": [{"id": "age", "text": {"nb": "Alder"}, "values": {1: {"nb": "Ung"}, 2: {"nb": "Gammel"}}}],
    "editions": [
        {
            "id": "2025",
            "columns": {
                name: name for name in ("municipality", "service", "unit", "period", "respondent", "respect", "age")
            },
        }
    ],
}
HOME = {"municipality": "4601", "service": "home_care", "period": "2025", "age": 1}


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """An empty store that knows the survey."""
    return made_store(tmp_path, monkeypatch)


def made_store(folder: Path, patch: pytest.MonkeyPatch) -> Store:
    """An empty store in a folder, which knows the survey."""
    store = Store(folder / "data", patch)
    store.codebook(SURVEY)
    return store


@pytest.fixture(scope="module")
def imported_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a release that tells of units of 30, 40 and 50 respondents."""
    folder = tmp_path_factory.mktemp("told")
    with pytest.MonkeyPatch.context() as patch:
        made = made_store(folder, patch)
        units(made, folder, A=30, B=40, C=50)
    return made.folder


@pytest.fixture
def former(store: Store, imported_once: Path) -> pd.DataFrame:
    """What the store told of units of 30, 40 and 50 respondents, to which a test adds a few."""
    shutil.copytree(imported_once, store.folder, dirs_exist_ok=True)
    return of_year(store)


def imported(
    store: Store, tmp_path: Path, *groups: dict[str, object], name: str = "svar.csv", how: str | None = None
) -> None:
    """Import a file in which each group has ``n`` respondents who answer 2 to 6 in turn."""
    rows = [
        HOME | {key: value for key, value in group.items() if key != "n"} | {"respect": 2 + number % 5}
        for group in groups
        for number in range(int(str(group["n"])))
    ]
    file = tmp_path / name
    table = pd.DataFrame(rows)
    table["respondent"] = [f"{name}{number}" for number in range(len(table))]
    table.to_csv(file, sep=";", index=False)
    options = [how] if how else []
    answer = store.run("import", file, "--instrument", "survey", "--edition", "2025", *options)
    assert answer.code == 0, answer.err


def overall(store: Store) -> pd.DataFrame:
    """The undivided cells of the overall index, by place and period."""
    return store.cells(measure="overall", grouping_value="").set_index(["place", "period"])


def test_a_small_unit_takes_another_with_it(store: Store, tmp_path: Path) -> None:
    imported(store, tmp_path, {"unit": "A", "n": 3}, {"unit": "B", "n": 8}, {"unit": "C", "n": 30})

    found = overall(store).loc[pd.IndexSlice[:, "2025"], "hidden"].droplevel("period")

    assert found.dropna().to_dict() == {"4601/home_care/a": "few", "4601/home_care/b": "few"}


def test_a_hidden_unit_has_no_months(store: Store, tmp_path: Path) -> None:
    months = [{"unit": unit, "period": f"2025-0{month}", "n": n} for month in (1, 2) for unit, n in
              [("A", 2), ("B", 9), ("C", 20), ("D", 30)]]  # fmt: skip
    imported(store, tmp_path, *months)

    told = store.released("SELECT place, period, hidden FROM scope JOIN response USING (scope)")

    of_year = told[told["period"].eq("2025")].set_index("place")["hidden"].dropna()
    assert set(of_year.index) == {"4601/home_care/a", "4601/home_care/b"}
    assert set(told.loc[told["place"].isin(of_year.index), "period"]) == {"2025"}
    assert set(told.loc[told["place"].eq("4601/home_care/d"), "period"]) == {"2025", "2025-01", "2025-02"}


def test_an_upload_with_a_hidden_service_tells_no_counts(store: Store, tmp_path: Path) -> None:
    imported(store, tmp_path, {"unit": "A", "n": 3}, {"service": "bpa", "unit": "B", "n": 30}, name="en.csv")
    imported(store, tmp_path, {"service": "kindergarten", "unit": "C", "n": 40}, name="to.csv", how="--add")

    sources = store.released("SELECT respondents, answers, rows_read, rows_kept FROM source ORDER BY upload")

    assert sources.iloc[0].isna().all()
    # The smallest other service is hidden for the small one's sake; the largest is not.
    assert sources.iloc[1].notna().all()


def test_a_file_with_a_part_of_a_service_tells_no_counts_where_a_unit_of_it_is_hidden(
    store: Store, tmp_path: Path
) -> None:
    imported(store, tmp_path, {"unit": "A", "n": 40}, {"unit": "B", "n": 9}, name="en.csv")
    imported(store, tmp_path, {"unit": "C", "n": 3}, name="to.csv", how="--add")
    imported(store, tmp_path, {"unit": "D", "n": 50}, name="tre.csv", how="--add")

    sources = store.released("SELECT respondents, answers, rows_read, rows_kept FROM source ORDER BY upload")

    # The numbers of the first are those of a unit that is shown and of one that is hidden for the small one's sake.
    assert sources.iloc[:2].isna().all(axis=None)
    assert sources.iloc[2].notna().all()


def test_an_upload_does_not_tell_how_many_have_come_since_a_figure_that_stands(store: Store, tmp_path: Path) -> None:
    units(store, tmp_path, A=30, B=40)
    assert store.released("SELECT respondents FROM source")["respondents"].tolist() == [70]

    units(store, tmp_path, A=33, B=40, how="--replace")

    assert store.released("SELECT respondents FROM source")["respondents"].isna().all()


def test_hidden_units_weigh_as_one(store: Store, tmp_path: Path) -> None:
    answers = {"A": [6] * 20 + [4] * 20, "B": [1, 2, 3], "C": [2, 3, 4, 5, 6, 6]}
    lines = [
        f"4601,home_care,{unit},2025,{unit}{number},{value},1"
        for unit, values in answers.items()
        for number, value in enumerate(values)
    ]
    path = store.file("svar.csv", "\n".join(["municipality,service,unit,period,respondent,respect,age", *lines]))
    invited = {"A": 50, "B": 30, "C": 20}
    asked = [f"4601,home_care,{unit},2025,{n}" for unit, n in invited.items()]
    counts = store.file("invitert.csv", "\n".join(["municipality,service,unit,period,invited", *asked]))
    assert store.run("import", path, counts).code == 0

    found = of_year(store)

    assert found["hidden"].notna().to_dict() == {"4601": False, "home_care": False, "a": False, "b": True, "c": True}
    together = [*answers["B"], *answers["C"]]
    expected = (50 * 5 + 50 * sum(together) / len(together)) / 100
    assert found.loc["home_care", "method"] == "invited"
    assert found.loc["home_care", "mean"] == pytest.approx(100 * (expected - 1) / 5)


def test_all_municipalities_together_do_not_give_a_hidden_service_away(store: Store, tmp_path: Path) -> None:
    places = [("4601", "home_care", 3), ("4601", "bpa", 9), ("4601", "kindergarten", 50)]
    places += [("4204", "home_care", 40), ("4204", "bpa", 45), ("4204", "kindergarten", 60)]
    imported(store, tmp_path, *({"municipality": m, "service": s, "unit": f"{m}{s}", "n": n} for m, s, n in places))

    found = overall(store).xs("2025", level="period")

    assert {"4601/home_care", "4601/bpa"} <= set(found.index[found["hidden"].notna()])
    # Sums over what is shown of each.
    assert found["n"].to_dict() | {"all": 207, "all/home_care": 40, "all/bpa": 45, "all/kindergarten": 110} == (
        found["n"].to_dict()
    )


def test_a_service_with_a_higher_threshold_is_hidden_below_it(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BRUKERINNSIKT_MIN_N_SERVICES", '{"home_care": 20}')

    imported(store, tmp_path, *({"unit": unit, "n": n} for unit, n in [("A", 12), ("B", 30), ("C", 40)]))

    assert overall(store).loc[("4601/home_care/a", "2025"), "hidden"] == "few"


@pytest.mark.parametrize(
    ("setting", "named"), [('{"home_care": 4}', "BRUKERINNSIKT_MIN_N_SERVICES"), ('{"no_such": 20}', "no_such")]
)
def test_a_threshold_below_the_floor_or_of_no_service_makes_no_release(
    setting: str, named: str, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported(store, tmp_path, {"unit": "A", "n": 30})
    former = store.cells()
    monkeypatch.setenv("BRUKERINNSIKT_MIN_N_SERVICES", setting)

    answer = store.run("publish")

    monkeypatch.delenv("BRUKERINNSIKT_MIN_N_SERVICES")
    assert answer.code == 1
    assert named in answer.err
    assert_frame_equal(store.cells(), former)


def units(store: Store, tmp_path: Path, how: str | None = None, **n: int) -> pd.DataFrame:
    """The undivided cells of the year when the units have so many respondents."""
    imported(store, tmp_path, *({"unit": unit, "n": number} for unit, number in n.items()), how=how)
    return of_year(store)


def of_year(store: Store) -> pd.DataFrame:
    """The undivided cells of the year by the last part of their place."""
    found = overall(store).xs("2025", level="period")
    return found.rename(index=lambda place: place.rpartition("/")[2])


def test_a_figure_stands_until_five_have_come(store: Store, former: pd.DataFrame, tmp_path: Path) -> None:
    later = units(store, tmp_path, A=33, B=40, C=50, how="--replace")

    assert_frame_equal(later.drop(columns="as_of"), former.drop(columns="as_of"))
    assert former["as_of"].isna().all()
    assert later["as_of"].notna().to_dict() == {"4601": True, "home_care": True, "a": True, "b": False, "c": False}


@pytest.mark.usefixtures("former")
def test_a_reader_is_told_which_figures_stand_and_why(store: Store, tmp_path: Path) -> None:
    selection = Selection("4601", "home_care", None, "2025", "user")
    before = standing.told(Releases(store.folder / "releases").current(), selection)

    units(store, tmp_path, A=33, B=40, C=50, how="--replace")

    now = standing.told(Releases(store.folder / "releases").current(), selection)
    assert before == ""
    assert "tall her står som i utgivelsen fra" in now


@pytest.mark.usefixtures("former")
def test_the_number_of_respondents_stands_with_the_figures(store: Store, tmp_path: Path) -> None:
    units(store, tmp_path, A=33, B=40, C=50, how="--replace")

    told = store.released("SELECT place, n, as_of FROM scope JOIN response USING (scope)").set_index("place")
    assert told.loc["4601/home_care/a", "n"] == 30
    assert pd.notna(told.loc["4601/home_care/a", "as_of"])


def test_figures_stand_where_somebody_moved_between_units(store: Store, former: pd.DataFrame, tmp_path: Path) -> None:
    later = units(store, tmp_path, A=31, B=39, C=50, how="--replace")

    # The service has as many as before; that of its units the one has one more and the other one fewer is not told.
    assert later["n"].to_dict() == former["n"].to_dict()
    assert later["as_of"].notna().to_dict() == {"4601": False, "home_care": False, "a": True, "b": True, "c": False}


def test_an_export_comes_to_an_end_in_which_the_young_of_two_services_came_and_went(
    store: Store, tmp_path: Path
) -> None:
    # Of the old, two went from the one service and two came to the other: all of them together are as many as before.
    came = {"A": (0, 0), "B": (9, -2), "C": (0, 0), "D": (0, 0), "E": (-2, 0), "F": (0, 2)}

    def of_all(*, later: bool) -> list[dict[str, object]]:
        return [
            {"service": "home_care" if unit in "ABC" else "nursing_home", "unit": unit, "age": age}
            | {"n": 20 + later * change}
            for unit, changes in came.items()
            for age, change in enumerate(changes, start=1)
        ]

    imported(store, tmp_path, *of_all(later=False))
    imported(store, tmp_path, *of_all(later=True), how="--replace")

    told = store.cells(measure="overall", period="2025").set_index(["place", "grouping_value"])
    standing = told.index[told["as_of"].notna()]
    few = [("home_care/b", 2), ("home_care", 2), ("nursing_home/e", 1), ("nursing_home/f", 2), ("nursing_home", 1)]
    assert {(f"4601/{place}", f"age={age}") for place, age in few} <= set(standing)


@pytest.mark.usefixtures("former")
def test_a_figure_is_told_anew_when_five_have_come_since_it_was_told(store: Store, tmp_path: Path) -> None:
    units(store, tmp_path, A=33, B=40, C=50, how="--replace")

    latest = units(store, tmp_path, A=35, B=40, C=50, how="--replace")

    assert latest["n"].to_dict() == {"4601": 125, "home_care": 125, "a": 35, "b": 40, "c": 50}
    assert latest["as_of"].isna().all()


@pytest.mark.usefixtures("former")
def test_a_few_new_answers_are_not_what_the_service_and_the_other_units_leave(store: Store, tmp_path: Path) -> None:
    later = units(store, tmp_path, A=32, B=46, C=57, how="--replace")

    # Fifteen came in all: had B and C been told anew, two would be left.
    assert later["n"].to_dict() == {"4601": 135, "home_care": 135, "a": 30, "b": 40, "c": 57}


def test_a_figure_of_all_municipalities_has_what_stands_of_one(store: Store, tmp_path: Path) -> None:
    both = [{"municipality": "4601", "unit": "A", "n": 40}, {"municipality": "4204", "unit": "B", "n": 50}]
    imported(store, tmp_path, *both)

    imported(store, tmp_path, both[0] | {"n": 42}, both[1] | {"n": 60}, how="--replace")

    found = overall(store).xs("2025", level="period")
    # Twelve came: less the ten of the other municipality, two would be left.
    assert found["n"].to_dict() | {"all": 100, "all/home_care": 100, "4601": 40, "4204": 60} == found["n"].to_dict()


def test_what_was_hidden_stays_hidden_while_its_whole_hardly_changes(store: Store, tmp_path: Path) -> None:
    units(store, tmp_path, A=4, B=8, C=50, D=60)

    later = units(store, tmp_path, A=6, B=8, C=50, D=60, how="--replace")

    assert set(later.index[later["hidden"].notna()]) == {"a", "b"}


@pytest.mark.usefixtures("former")
def test_what_is_forgotten_is_in_no_figure_that_stands(store: Store, tmp_path: Path) -> None:
    imported(store, tmp_path, {"unit": "A", "n": 3, "period": "2025-02"}, {"unit": "B", "n": 30}, name="ny.csv",
             how="--add")  # fmt: skip
    upload = store.rows("SELECT max(upload) AS upload FROM upload")["upload"].iloc[0]

    assert store.run("forget", upload).code == 0

    found = overall(store)
    assert found["as_of"].isna().all()
    assert found.loc[("4601/home_care/b", "2025"), "n"] == 40
    assert len(list((store.folder / "releases").glob("*.duckdb"))) == 1


def test_what_is_kept_of_former_decisions_changes_nothing(store: Store, tmp_path: Path) -> None:
    units(store, tmp_path, A=4, B=9, C=30, D=40)
    kept = decisions(store)
    imported(store, tmp_path, {"unit": "A", "n": 40, "period": "2024"}, name="ny.csv", how="--add")
    cells = store.cells()
    more = decisions(store)
    shutil.rmtree(store.folder / "decisions")

    assert store.run("publish").code == 0

    # What the new answers have nothing to do with was not decided about again.
    assert kept < more
    assert decisions(store) == more
    assert_frame_equal(store.cells(), cells)


def test_a_damaged_decision_is_made_again(store: Store, tmp_path: Path) -> None:
    usual = units(store, tmp_path, A=4, B=9, C=30, D=40)
    for path in (store.folder / "decisions").iterdir():
        path.write_bytes(path.read_bytes()[:100])

    assert store.run("publish").code == 0

    again = overall(store).xs("2025", level="period").rename(index=lambda place: place.rpartition("/")[2])
    assert_frame_equal(again, usual)


def decisions(store: Store) -> set[str]:
    """The names of the decisions that are kept."""
    return set(np.load(store.folder / "decisions" / FILE)["names"].tolist())


def test_a_forgotten_upload_is_told_of_no_longer_even_where_the_new_release_is_refused(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported(store, tmp_path, {"unit": "A", "n": 30})
    imported(store, tmp_path, {"service": "bpa", "unit": "B", "n": 40}, name="to.csv", how="--add")
    upload = store.rows("SELECT max(upload) AS upload FROM upload")["upload"].iloc[0]
    monkeypatch.setenv("BRUKERINNSIKT_MIN_N_SERVICES", '{"unknown": 20}')

    answer = store.run("forget", upload)

    monkeypatch.delenv("BRUKERINNSIKT_MIN_N_SERVICES")
    assert answer.code == 1
    assert not list((store.folder / "releases").glob("*.duckdb"))
    assert store.run("publish").code == 0
    assert set(overall(store).index.get_level_values("place")) == {"4601", "4601/home_care", "4601/home_care/a"}
