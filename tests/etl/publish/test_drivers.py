"""What goes together in a release, beside the same answers read straight from the warehouse."""

import math
import zlib
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from bench import data
from core.settings import Settings
from disclosure.policy import Policy
from etl.context import load_context
from etl.pipeline import import_files
from etl.publish.drivers import DECIMALS, drivers_of
from etl.reading import SourceFile
from metrics.drivers import key_drivers
from metrics.importance import LEAST
from metrics.moments import covariance, moments
from store.drivers import ServiceAnswers
from tests.alternatives import half_rule_score
from tests.etl.publish.test_hiding import SURVEY
from tests.etl.store import Store

CORE = {"taken_seriously", "respected", "without_demanding", "right_help", "right_time", "overview", "overall"}


@pytest.fixture(scope="module")
def sample(sample_data_folder: Path) -> Store:
    """The store with the sample data."""
    return Store(sample_data_folder, pytest.MonkeyPatch())


@pytest.fixture(scope="module")
def told(sample: Store) -> pd.DataFrame:
    """The release's drivers with place, period, role and dimension."""
    return sample.released(
        "SELECT place, period, role, measure.dimension, driver.* EXCLUDE (scope, measure_no) FROM driver "
        "JOIN scope USING (scope) JOIN measure USING (measure_no)"
    )


def slow_scores(store: Store, service: str, year: str) -> tuple[pd.DataFrame, pd.Series]:
    """Each respondent's score in each dimension by plain loops, and the respondents' units."""
    rows = store.rows(
        "SELECT respondent, municipality || '/' || unit AS unit, dimension, scale_min, scale_max, value "
        "FROM respondent JOIN question USING (upload) LEFT JOIN answer USING (respondent, question) "
        f"WHERE service = '{service}' AND year = '{year}'"
    )
    given: dict[int, dict[str, list[float | None]]] = {}
    units: dict[int, str] = {}
    for row in rows[rows["dimension"].isin(CORE)].itertuples():
        index = None if math.isnan(row.value) else 100 * (row.value - row.scale_min) / (row.scale_max - row.scale_min)
        given.setdefault(row.respondent, {}).setdefault(row.dimension, []).append(index)
        units[row.respondent] = row.unit
    scores = {person: {name: half_rule_score(own) for name, own in groups.items()} for person, groups in given.items()}
    return pd.DataFrame(scores).T, pd.Series(units)


@pytest.mark.parametrize(
    ("service", "year"), [("home_care", "2025"), ("nursing_home", "2023"), ("mental_health", "2024")]
)
def test_shares_and_correlations_are_those_of_a_slow_reading(
    sample: Store, told: pd.DataFrame, service: str, year: str
) -> None:
    scores, units = slow_scores(sample, service, year)
    expected = key_drivers(scores, "overall", units.loc[scores.index], resamples=1)
    spread, _ = covariance(moments(scores, units.loc[scores.index]))
    sd = np.sqrt(np.diagonal(spread))

    own = told[told["place"].eq(f"9901/{service}") & told["period"].eq(year)].set_index("dimension")
    pairs = sample.released(
        "SELECT one.dimension AS one, other.dimension AS other, correlation FROM driver_moment "
        "JOIN scope USING (scope) JOIN measure AS one USING (measure_no) "
        "JOIN measure AS other ON other.measure_no = driver_moment.other_no "
        f"WHERE place = '9901/{service}' AND period = '{year}'"
    )

    assert own["share"].to_dict() == pytest.approx(expected["share"].to_dict(), rel=1e-9)
    assert own["r_squared"].tolist() == pytest.approx([expected["r_squared"].iloc[0]] * len(own), rel=1e-9)
    assert set(own["n"]) == {len(scores.dropna())}
    slow = spread / np.outer(sd, sd)
    assert len(pairs) == len(sd) * (len(sd) - 1) / 2
    for pair in pairs.itertuples():
        assert pair.correlation == pytest.approx(slow.loc[pair.one, pair.other], abs=0.5 * 10**-DECIMALS + 1e-12)


def test_the_interval_holds_the_share_and_two_methods_tell_the_same(told: pd.DataFrame) -> None:
    assert (told["lower"] < told["share"]).all()
    assert (told["share"] < told["upper"]).all()
    assert (told["share"] - told["lmg"]).abs().max() < 0.03
    for _, own in told.groupby(["place", "period"]):
        assert own["share"].sum() == pytest.approx(1)
        assert own["first"].sum() == pytest.approx(1)


def test_the_planted_driver_is_found(told: pd.DataFrame) -> None:
    own = told[told["place"].eq("9901/home_care")]

    strongest = own.loc[own.groupby("period")["share"].idxmax()]
    assert set(strongest["dimension"]) == {"without_demanding"}
    assert (strongest["first"] > 0.95).all()
    assert (told.loc[~told["place"].eq("9901/home_care"), "first"] < 0.95).all()


def test_only_the_two_newest_years_of_services_with_enough_respondents_are_told(told: pd.DataFrame) -> None:
    periods = told.groupby("place")["period"].agg(lambda found: sorted(set(found)))

    assert periods.to_dict() == {
        "9901/home_care": ["2024", "2025"],
        "9901/kindergarten": ["2024", "2025"],
        "9901/mental_health": ["2024", "2025"],
        "9901/nursing_home": ["2023", "2025"],
    }
    assert (told["n"] >= LEAST).all()


def test_no_spread_of_a_service_is_told(sample: Store) -> None:
    columns = sample.released("SELECT column_name FROM information_schema.columns WHERE table_name = 'driver_moment'")

    assert set(columns["column_name"]) == {"scope", "measure_no", "other_no", "correlation"}


def test_several_municipalities_are_looked_at_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    codebook, file = data.write_codebook(tmp_path / "wide.yaml"), data.write_wide(tmp_path / "wide.csv", 5000)
    # One service in two years has enough respondents; the others would be nine tenths of the time.
    first, second, *rows = file.read_bytes().splitlines(keepends=True)
    few = [row for row in rows if b";Barnehage;2024;" in row or b";Barnehage;2025;" in row]
    context = load_context(Settings(data=tmp_path / "data"), [codebook])
    import_files([SourceFile(file.name, b"".join([first, second, *few]))], context)
    store = Store(tmp_path / "data", monkeypatch)

    places = store.released("SELECT place, n FROM driver JOIN scope USING (scope) WHERE place LIKE 'all/%'")
    # Where some have too few, the number is what the others' would leave.
    assert len(places)
    assert places["n"].isna().all()


ASKED = {"heard": "respected", "kind": "respected", "wait": "right_time", "overall": "overall"}


def imported_together(store: Store, units: Mapping[str, int], *how: str) -> None:
    """Import units of so many respondents who answer questions in much the same way."""
    names = ("municipality", "service", "unit", "period", "respondent", *ASKED)
    alike = {"scale": "six", "level": "individual"}
    items = [{"id": name, "text": {"nb": name}, "dimension": of, **alike} for name, of in ASKED.items()]
    editions = [{"id": "2025", "columns": {name: name for name in names}}]
    store.codebook(SURVEY | {"items": items, "background": [], "editions": editions})
    rows = [
        ("4601", "home_care", unit, "2025", f"{unit}{number}", *answers_alike(f"{unit}{number}"))
        for unit, n in units.items()
        for number in range(n)
    ]
    file = store.table("svar.csv", [names, *rows])
    store.done("import", file, "--instrument", "survey", "--edition", "2025", *how)


def answers_alike(person: str) -> list[int]:
    """A person's answers, always the same, near a level of their own."""
    random = np.random.default_rng(zlib.crc32(person.encode()))
    return (random.integers(2, 6) + random.integers(-1, 2, len(ASKED))).tolist()


def told_together(store: Store) -> list[pd.DataFrame]:
    """All that a release tells of how answers go together."""
    tables = ("driver", "driver_moment", "reliability", "item_reliability")
    return [store.released(f"FROM {table} ORDER BY ALL") for table in tables]


def test_how_answers_go_together_stands_until_five_have_come(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(tmp_path / "data", monkeypatch)
    imported_together(store, {"A": 70, "B": 80})
    first = told_together(store)
    assert all(len(rows) for rows in first)

    imported_together(store, {"A": 72, "B": 80}, "--replace")
    for now, before in zip(told_together(store), first, strict=True):
        pd.testing.assert_frame_equal(now, before)

    imported_together(store, {"A": 76, "B": 80}, "--replace")
    assert told_together(store)[0]["n"].max() == 156


def answers_of(scores: Mapping[str, list[float]], units: list[int], asked: np.ndarray | None = None) -> ServiceAnswers:
    """Answers with an item for each name; items are numbered from 1."""
    table = pd.DataFrame(scores).set_axis(range(1, len(scores) + 1), axis="columns")
    on_form = np.ones(table.shape, dtype=np.bool_) if asked is None else asked
    return ServiceAnswers(7, "9901/home_care 2025 user", table, on_form, pd.Series(units))


def questions_of(*dimensions: str) -> pd.DataFrame:
    """A question for each dimension; dimensions are numbered from 101."""
    numbers = range(1, len(dimensions) + 1)
    return pd.DataFrame(
        {"upload": 1, "item": numbers, "dimension_no": [100 + n for n in numbers], "dimension": dimensions}
    )


def constructed(n: int) -> dict[str, list[float]]:
    numbers = np.random.default_rng(5)
    common = numbers.normal(size=n)
    return {name: list(50 + common + numbers.normal(size=n)) for name in ("respected", "right_help", "overall")}


def test_the_order_in_which_respondents_were_imported_does_not_matter() -> None:
    scores = constructed(200)
    units = [n % 4 for n in range(200)]
    turned = {name: own[::-1] for name, own in scores.items()}

    one, other = (
        drivers_of(answers_of(own, of), questions_of(*scores), Policy())["driver"]
        for own, of in ((scores, units), (turned, units[::-1]))
    )

    pd.testing.assert_frame_equal(one, other, rtol=1e-9)


def test_without_an_overall_assessment_nothing_is_told() -> None:
    scores = constructed(200)

    assert (
        drivers_of(answers_of(scores, [0] * 200), questions_of("respected", "right_help", "overview"), Policy()) == {}
    )


def test_an_overall_assessment_alone_tells_nothing() -> None:
    assert (
        drivers_of(answers_of({"overall": constructed(200)["overall"]}, [0] * 200), questions_of("overall"), Policy())
        == {}
    )


def test_a_dimension_that_few_answered_is_left_out_with_its_reason() -> None:
    scores = constructed(300)
    scores["right_help"] = [*scores["right_help"][:140], *[math.nan] * 160]

    rows = drivers_of(answers_of(scores, [0] * 300), questions_of(*scores), Policy())["driver"].set_index("measure_no")

    assert rows["reason"].to_dict() == {101: "", 102: "seldom"}
    assert rows.loc[101, "n"] == 300
    assert math.isnan(rows.loc[102, "share"])


def test_too_few_who_answered_everything_have_a_reason_and_no_figure() -> None:
    scores = constructed(150)
    scores["right_help"] = [*scores["right_help"][:99], *[math.nan] * 51]

    found = drivers_of(answers_of(scores, [0] * 150), questions_of(*scores), Policy())

    assert found.keys() == {"driver"}
    assert set(found["driver"]["reason"]) == {"few"}
    assert found["driver"][["share", "lower", "upper", "first", "lmg", "r_squared"]].isna().all(axis=None)
    assert set(found["driver"]["n"]) == {99}


def test_a_handful_is_not_counted_out() -> None:
    scores = constructed(150)
    # Half of those with an overall assessment have each of the others, and three have both.
    scores["right_help"] = [*[math.nan] * 73, *scores["right_help"][73:]]
    scores["respected"] = [*scores["respected"][:76], *[math.nan] * 74]

    found = drivers_of(answers_of(scores, [0] * 150), questions_of(*scores), Policy())["driver"]

    assert set(found["reason"]) == {"few"}
    assert found["n"].isna().all()


def test_half_of_the_items_that_were_on_the_form_are_enough() -> None:
    scores = constructed(200)
    scores["right_help"] = [math.nan] * 100 + scores["right_help"][100:]
    asked = np.ones((200, 3), dtype=np.bool_)
    asked[:100, 1] = False
    questions = questions_of("respected", "respected", "overall").assign(dimension_no=[101, 101, 103])

    found = drivers_of(answers_of(scores, [0] * 200, asked), questions, Policy())["driver"]

    assert found["n"].tolist() == [200]


def test_what_rests_on_hidden_figures_is_not_told_and_takes_nothing_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(tmp_path / "data", monkeypatch)
    names = ("municipality", "service", "unit", "period", "respondent", "respect", "manners", "age")
    respect = SURVEY["items"][0]
    manners = respect | {"id": "manners", "text": {"nb": "Omtanke?"}}
    columns = {name: name for name in names}
    store.codebook(SURVEY | {"items": [respect, manners], "editions": [{"id": "2025", "columns": columns}]})
    rows = [
        ("4601", service, unit, "2025", f"{unit}{number}", 1 + number % 6, 1 + (number + number // 4) % 6, 1)
        for service, unit, n in (("home_care", "A", 120), ("bpa", "B", 3))
        for number in range(n)
    ]

    store.done("import", store.table("svar.csv", [names, *rows]), "--instrument", "survey", "--edition", "2025")

    hidden = store.cells(measure="dimension:respected", grouping_value="").set_index("place")["hidden"]
    assert hidden.isna().to_dict() == {
        "4601": True, "4601/bpa": False, "4601/bpa/b": False, "4601/home_care": False, "4601/home_care/a": False
    }  # fmt: skip
    assert store.released("FROM reliability").empty
    assert store.released("FROM item_reliability").empty
