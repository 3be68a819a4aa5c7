"""Everything that a reader is given is collected in a real browser, and searched for what is hidden."""

import itertools
import json
import re
import struct
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pandas as pd
import pytest
from playwright.sync_api import Page
from scipy import stats
from scipy.optimize import Bounds, LinearConstraint, milp

from core.text import in_language, text
from tests.browser.harvest import Harvest
from tests.etl.store import Store
from ui import menu

pytestmark = pytest.mark.browser

ITEM = {"scale": "hundred", "level": "individual"}
COLUMNS = ("municipality", "service", "unit", "respondent", "respect", "wait", "age")
SURVEY = {
    "id": "survey",
    "title": {"nb": "Undersøkelse"},
    "service": "home_care",
    "role": "user",
    "scales": {"hundred": {"min": 0, "max": 100, "labels": {0: {"nb": "Lav"}, 100: {"nb": "Høy"}}}},
    "items": [
        {"id": "respect", "text": {"nb": "Respekt?"}, "dimension": "respected", **ITEM},
        {"id": "wait", "text": {"nb": "Ventetid?"}, "dimension": "right_time", **ITEM},
    ],
    "background": [{"id": "age", "text": {"nb": "Alder"}, "values": {1: {"nb": "Ung"}, 2: {"nb": "Gammel"}}}],
    "editions": [
        {"id": year, "period": year, "columns": {name: name for name in COLUMNS}} for year in ("2023", "2025")
    ],
}
UNITS = {"Alfa": 3, "Beta": 8, "Gamma": 25, "Delta": 40}
SMALL, BESIDE = "Alfa", "Beta"
# Answers that nobody else gives: whatever comes of them is known again.
CANARY = {"respect": (13, 29, 31), "wait": (11, 17, 38)}
FEWEST_NUMBERS = 5
# So many points of the scale must stay open for the mean of those who are hidden.
NARROWEST = 10.0
FIGURES = ("Svar", "Snitt", "Fra (95 %)", "Til (95 %)")
# Respondents, the sum of their answers and of the squares of these. Downloads have four decimals.
Moments = tuple[float, float, float]
CLOSE = 5.0
MEASURES = {"Samlet": ["respect", "wait"], "Å bli respektert": ["respect"], "Å få hjelp til riktig tid": ["wait"]}
SERVICE = "municipality=4601&service=home_care"
# Filters as they stand in the address.
CHOICES = (f"{SERVICE}&period=2025", f"{SERVICE}&unit=alfa&period=2025&weighing=raw", f"{SERVICE}&period=2023")
WITHOUT_FILTERS = {"importing", "method"}


def answers() -> pd.DataFrame:
    """One small unit in each of two years, one beside it that is hidden with it, and two that are shown."""
    rows = [
        {
            "municipality": "4601",
            "service": "home_care",
            "unit": unit,
            "respondent": f"{year}{unit}{number}",
            "respect": CANARY["respect"][number] if unit == SMALL else 60 + (7 * number + 3 * n + year) % 37,
            "wait": CANARY["wait"][number] if unit == SMALL else 55 + (5 * number + year) % 41,
            "age": 1 + number % 2,
            "year": year,
        }
        for year in (2023, 2025)
        for unit, n in UNITS.items()
        for number in range(n)
    ]
    return pd.DataFrame(rows)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Both years, imported one after the other."""
    with pytest.MonkeyPatch.context() as patch:
        made = Store(tmp_path_factory.mktemp("harvest") / "data", patch)
        made.codebook(SURVEY)
        for year, rows in answers().groupby("year"):
            file = made.table(f"{year}.csv", [COLUMNS, *rows[[*COLUMNS]].to_numpy().tolist()])
            made.done("import", file, "--instrument", "survey", "--edition", year)
        yield made


@pytest.fixture(scope="module")
def harvest(window: Page, serve: Callable[[Path], str], store: Store) -> Harvest:
    """What every page gives: the service in both years, and the hidden unit, weighted and raw."""
    server = serve(store.folder)
    collected = Harvest()
    page = window.context.new_page()
    page.set_viewport_size({"width": 1440, "height": 1000})
    page.set_default_timeout(40_000)
    collected.listen(page)
    for number, choice in enumerate(CHOICES):
        # One visit a choice: a whole reload for each page would take most of the time.
        page.goto("about:blank")
        for name, path in pages().items():
            if number == 0 or name not in WITHOUT_FILTERS:
                with in_language("nb"):
                    title = text(f"page.{name}.title")
                collected.look(page, f"{server}/{path}?{choice}", title, with_downloads=number == 0)
    page.close()
    return collected


def pages() -> dict[str, str]:
    """Every page in the menu with its path; the first is where a reader arrives."""
    first, *others = [entry.name for entry in menu.entries()]
    return {first: ""} | {name: name for name in others}


def hidden_truths() -> Iterator[float]:
    """The figures of those who are hidden, which nobody may read anywhere."""
    rows = answers()
    for unit in (SMALL, BESIDE):
        for _, of_year in rows[rows["unit"].eq(unit)].groupby("year"):
            parts = [of_year, *(group for _, group in of_year.groupby("age"))]
            for part in parts:
                both = part[["respect", "wait"]].mean(axis=1)
                for values in (part["respect"], part["wait"], both):
                    yield from (float(values.mean()), float(values.std()), float((values**2).sum() / len(values)))


def with_decimals(values: Iterator[float]) -> set[float]:
    """Those that no other group has by chance: more than two decimals."""
    return {value for value in values if np.isfinite(value) and abs(value * 100 - round(value * 100)) > 1e-6}


def test_no_figure_of_a_hidden_unit_reaches_the_browser(harvest: Harvest) -> None:
    seen = np.sort(list(with_decimals(harvest.decimals())))
    assert len(seen) > 100, "figures were collected"

    truths = with_decimals(hidden_truths())

    assert [value for value in truths if np.isclose(seen, value, rtol=1e-9).any()] == []


def test_what_is_shown_is_found_in_the_same_way(harvest: Harvest) -> None:
    old = answers().query("year == 2023 and age == 2")["respect"].mean()

    assert np.isclose(list(harvest.decimals()), old, rtol=1e-9).any()


def test_a_row_of_a_hidden_unit_has_no_number_in_any_table(harvest: Harvest) -> None:
    rows = [row for _, table in harvest.tables for row in table if row[0] in (SMALL, BESIDE)]
    assert rows

    assert [row for row in rows if any(character.isdigit() for cell in row for character in cell)] == []


def test_an_attacker_with_all_the_counts_leaves_five_numbers_open_for_each_hidden_unit(harvest: Harvest) -> None:
    told = counts_told(harvest)
    assert {("2025", "Gamma"): 25, ("2025", "Delta"): 40, ("2025", ""): 76}.items() <= told.items()

    for year in ("2023", "2025"):
        for unit in (SMALL, BESIDE):
            least, most = (bound_of(told, year, unit, sign) for sign in (1, -1))
            assert most - least + 1 >= FEWEST_NUMBERS, (year, unit, least, most)


@pytest.mark.parametrize("measure", MEASURES)
def test_an_attacker_with_every_mean_and_interval_leaves_ten_points_open(harvest: Harvest, measure: str) -> None:
    told = moments_told(harvest, measure)
    assert told.keys() == {"", "Gamma", "Delta"}

    for unit, (least, most) in zip((SMALL, BESIDE), open_means(told), strict=True):
        assert least <= true_mean(unit, measure) <= most
        assert most - least >= NARROWEST, (unit, least, most)


def test_that_attacker_finds_the_mean_of_a_hidden_unit_where_answers_hardly_differ() -> None:
    told = {"": (20.0, 20 * 60.0, 20 * 60.0**2 + 20), "Gamma": (9.0, 9 * 60.0, 9 * 60.0**2 + 9)}

    for least, most in open_means(told):
        assert 55 < least <= 60 <= most < 65


def test_nothing_hidden_is_in_the_release_or_in_what_is_decided(store: Store) -> None:
    patterns = [struct.pack("<d", value) for value in with_decimals(hidden_truths())]
    files = [*store.folder.glob("releases/*.duckdb"), *store.folder.glob("decisions/**/*")]
    assert len(files) > 2

    contents = {file: file.read_bytes() for file in files if file.is_file()}

    assert [
        file for (file, content), pattern in itertools.product(contents.items(), patterns) if pattern in content
    ] == []


@pytest.mark.usefixtures("harvest")
def test_nothing_hidden_is_in_what_the_server_writes(store: Store) -> None:
    (log,) = store.folder.parent.glob("data-*.log")
    written = log.read_text(encoding="utf-8")
    assert "Uvicorn" in written or "URL" in written, written

    numbers = [float(number.replace(",", ".")) for number in re.findall(r"\d+[.,]\d+", written)]

    assert [number for number in numbers for truth in with_decimals(hidden_truths()) if np.isclose(number, truth)] == []


def test_the_command_tells_no_more_than_the_pages(store: Store) -> None:
    figures = store.done("figures", "--service", "home_care", "--unit", "alfa")["figures"]
    assert figures

    told = [
        value for row in figures for key, value in row.items() if key in ("n", "mean", "lower", "sd", "pooled_mean")
    ]

    assert set(map(json.dumps, told)) == {"null"}


def counts_told(harvest: Harvest) -> dict[tuple[str, str], int]:
    """How many answered, by year and unit (none for all of the service), as tables of the service tell it."""
    told: dict[tuple[str, str], int] = {}
    for address, (head, *rows) in harvest.tables:
        chosen = {key: values[0] for key, values in parse_qs(urlsplit(address).query).items()}
        if not urlsplit(address).path.endswith("/services") or "Svar" not in head or "unit" in chosen:
            continue
        for row in rows:
            name, n = row[0], row[head.index("Svar")]
            if n.isdigit():
                told[(chosen["period"], name if name in UNITS else "")] = int(n)
    return told


def moments_told(harvest: Harvest, measure: str) -> dict[str, Moments]:
    """The moments in 2025 by unit (none for all), as downloads tell them."""
    told: dict[str, Moments] = {}
    for head, *rows in harvest.files:
        if not set(FIGURES) <= set(head) or "Gruppe" in head:
            continue
        for row in rows:
            unit = row[0] if row[0] in UNITS else ""
            of = row[1] if head[1] == "Dimensjon" else "Samlet" if unit else row[0]
            n, mean, low, high = (row[head.index(name)].replace(",", ".") or "nan" for name in FIGURES)
            if of == measure and high != "nan":
                told[unit] = moments(float(n), float(mean), float(high) - float(low))
    return told


def moments(n: float, mean: float, width: float) -> Moments:
    """Of a figure with an interval of this width, which tells the standard deviation."""
    sd = width / 2 * np.sqrt(n) / stats.t.ppf(0.975, n - 1)
    return n, n * mean, (n - 1) * sd**2 + n * mean**2


def true_mean(unit: str, measure: str) -> float:
    """What nobody may know."""
    rows = answers()
    of_unit = rows[rows["unit"].eq(unit) & rows["year"].eq(2025)]
    return float(of_unit[MEASURES[measure]].mean(axis=1).mean())


def open_means(told: dict[str, Moments]) -> Iterator[tuple[float, float]]:
    """The least and the most that the mean of each of two hidden units can be, by trying how they share the rest."""
    n, total, squares = np.subtract(told[""], np.sum([told[unit] for unit in told if unit], axis=0))
    own, mean = np.meshgrid(np.arange(1, round(n)), np.arange(0, 100.01, 0.1))
    other = (total - own * mean) / (n - own)
    least = own * mean**2 + (n - own) * other**2
    possible = (other >= 0) & (other <= 100) & (least <= squares + CLOSE) & (squares <= 100 * total + CLOSE)
    for of in (mean, other):
        yield float(of[possible].min()), float(of[possible].max())


def bound_of(told: dict[tuple[str, str], int], year: str, unit: str, sign: int) -> int:
    """The fewest (sign 1) or most (-1) respondents a unit can have had, for one who knows all the counts."""
    position = list(UNITS).index(unit)
    wanted = np.zeros(len(UNITS))
    wanted[position] = sign
    lower, upper = np.ones(len(UNITS)), np.full(len(UNITS), np.inf)
    for number, name in enumerate(UNITS):
        if (year, name) in told:
            lower[number] = upper[number] = told[(year, name)]
    sums = (
        [LinearConstraint(np.ones((1, len(UNITS))), told[(year, "")], told[(year, "")])] if (year, "") in told else []
    )
    found = milp(wanted, constraints=sums, bounds=Bounds(lower, upper), integrality=np.ones(len(UNITS)))
    return int(round(sign * found.fun)) if found.success else sign * 10**6
