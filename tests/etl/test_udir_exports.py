"""The directorate's real exports from file to figures, against what their raw cells say."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from core.codebook import Codebook, dump, parse
from core.settings import Settings
from etl.context import Context, load_context
from etl.draft import drafted
from etl.harmonise import harmonised
from etl.harmonise.harmonised import Harmonised
from etl.opening import opened, opened_export
from etl.reading import SourceFile

Counts = list[object]
HIDDEN = "-"
PLACES = ("Nasjonalt", "Vestfold og Telemark fylkeskommune")


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> Context:
    return load_context(Settings(data=tmp_path_factory.mktemp("data")))


def taken_in(path: Path, context: Context) -> tuple[Codebook, Harmonised]:
    """The draft of a file, written and read again, laid over what the file's adapter reads."""
    files = [SourceFile(path.name, path.read_bytes())]
    codebook = parse(dump(drafted(opened(files, context.codebooks), context)), "draft.yaml", context.catalogue)
    export = opened_export(files, context.codebooks).export
    return codebook, harmonised(export, codebook, codebook.editions[0], context.catalogue, context.settings)


def cells(path: Path) -> list[list[object]]:
    sheet: list[list[object]] = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python(skip_empty_area=False)
    return sheet


def is_figure(cell: object) -> bool:
    return isinstance(cell, float) or cell == HIDDEN


def below_each_other(path: Path, places: int) -> Iterator[tuple[str, str, Counts]]:
    """Question, place and counts of a report; the places follow the question where there are several of them."""
    stem, question = "", ""
    uses: Counter[str] = Counter()
    of_choices = False
    for row in cells(path)[places + 4 :]:
        if isinstance(row[1], str) and row[1] not in ("", HIDDEN):
            # Places instead of answers head the choices of which pupils could tick several.
            stem, of_choices = plain(row[0]), row[1].startswith(PLACES)
        elif of_choices:
            continue
        elif row[0] and (places == 1) == is_figure(row[1]) and not str(row[0]).startswith(PLACES):
            text = f"{stem} - {plain(row[0])}" if stem else plain(row[0])
            uses[text] += 1
            question = text if uses[text] == 1 else f"{text} ({uses[text]})"
        if is_figure(row[1]):
            yield question, "nation" if str(row[0]).startswith("Nasjonalt") else "county", row[1:11:2]


def plain(cell: object) -> str:
    return " ".join(str(cell).split())


def expected(counts: Counts, *, falling: bool) -> tuple[float, float, float] | None:
    """n, mean and the share of the two best answers; nothing where a count is hidden."""
    if HIDDEN in counts:
        return None
    numbers = np.array(counts[::-1] if falling else counts, dtype="float64")
    n = numbers.sum()
    return n, float(numbers @ np.arange(1, 6) / n), float(numbers[3:].sum() / n)


def agree(row: pd.Series, counts: Counts, *, falling: bool) -> bool:
    figures = expected(counts, falling=falling)
    if figures is None:
        return row["hidden"] == "source" and row[["n", "mean", "sd"]].isna().all() and row["histogram"] is None
    n, mean, top_two = figures
    shown = (row["n"], row["mean"], sum(row["histogram"][3:]) / row["n"])
    return pd.isna(row["hidden"]) and shown == pytest.approx((n, mean, top_two), rel=1e-12)


@pytest.mark.parametrize(
    ("name", "places", "questions"), [("udir_elev_VT_2021.xlsx", 1, 104), ("udir_elev_VT_Landet_2021.xlsx", 2, 164)]
)
def test_the_pupil_survey_of_a_county_is_reproduced(
    shared: Path, context: Context, name: str, places: int, questions: int
) -> None:
    path = shared / "exports" / "norwegian" / name

    codebook, result = taken_in(path, context)

    items = {item.text["nb"]: item for item in codebook.items}
    told = result.benchmarks.set_index(["item", "area"])
    hidden = checked = 0
    unordered = set()
    for question, area, counts in below_each_other(path, places):
        if question not in items:
            unordered.add(question)
            continue
        item = items[question]
        assert agree(told.loc[(item.id, area)], counts, falling=item.reversed), question
        hidden += HIDDEN in counts
        checked += 1
    assert (checked, len(unordered)) == (len(told), questions - len(items))
    assert told["hidden"].eq("source").sum() == hidden > 0
    assert result.aggregates.empty
    assert set(told["period"]) == {"2021-H2"}


def test_known_figures_of_the_county_and_the_nation(shared: Path, context: Context) -> None:
    path = shared / "exports" / "norwegian" / "udir_elev_VT_Landet_2021.xlsx"

    codebook, result = taken_in(path, context)

    asked = next(item for item in codebook.items if item.text["nb"] == "Trives du på skolen?")
    told = result.benchmarks[result.benchmarks["item"].eq(asked.id)].set_index("area")
    assert asked.reversed
    assert told["n"].to_dict() == {"county": 11101, "nation": 441115}
    # Beside the table the county has 86.9 per cent «godt eller svært godt», and the nation 86.
    top_two = told["histogram"].map(lambda counts: sum(counts[3:]) / sum(counts))
    assert top_two.round(3).to_dict() == {"county": 0.868, "nation": 0.86}
    assert told.loc["county", "mean"] == pytest.approx((107 + 2 * 260 + 3 * 1094 + 4 * 5425 + 5 * 4215) / 11101)


def test_bullying_in_a_county_over_six_years_is_reproduced(shared: Path, context: Context) -> None:
    path = shared / "exports" / "norwegian" / "udir_mobbing_vg1_Telemark_2014_2019.xlsx"

    codebook, result = taken_in(path, context)

    questions = {item.text["nb"]: item for item in codebook.items}
    told = result.benchmarks.set_index(["item", "area", "period"])
    question, hidden = "", 0
    for row in cells(path)[19:43]:
        question = str(row[0]) or question
        place = str(row[1])
        key = (
            questions[question].id,
            "nation" if place.startswith("Nasjonalt") else "county",
            f"{place.split()[-3][:4]}-H2",
        )
        assert agree(told.loc[key], row[2:7], falling=True), key
        hidden += HIDDEN in row
    assert len(told) == 24
    assert told["hidden"].eq("source").sum() == hidden == 8
    assert set(told["group"]) == {"vg1"}
    # Never bullied is the best answer.
    assert told.loc[(questions[question].id, "county", "2019-H2"), "histogram"] == [13, 8, 18, 183, 1725]


@pytest.mark.parametrize(("period", "n", "mean"), [("2021-H2", 429, 4.178), ("2025-H2", 459, 4.300)])
def test_the_statistics_bank_gives_a_school_its_known_mean(
    shared: Path, context: Context, period: str, n: int, mean: float
) -> None:
    path = shared / "exports" / "norwegian" / "udir_statistikkbank_152_indikator.json"

    codebook, result = taken_in(path, context)

    asked = next(item for item in codebook.items if item.text["nb"] == "Trives du på skolen?")
    told = result.aggregates.set_index(["item", "period"]).loc[(asked.id, period)]
    assert not asked.reversed
    assert (told["n"], round(told["mean"], 3)) == (n, mean)
    assert told["unit_name"] == "Bergen private gymnas AS"
    assert len(result.aggregates) == 35 * 5
    assert result.benchmarks.empty


def test_shares_of_other_places_are_no_figures_of_ones_own(shared: Path, context: Context) -> None:
    path = shared / "exports" / "norwegian" / "udir_skoleporten_mobbing_utf16.csv"

    codebook, result = taken_in(path, context)

    bullied = next(item for item in codebook.items if item.text["nb"] == "Mobbing på skolen")
    told = result.benchmarks.set_index(["item", "area", "period", "group"])
    assert bullied.reversed
    assert result.aggregates.empty
    # 3.3 per cent are bullied, so that 96.7 per cent are not.
    assert told.loc[(bullied.id, "nation", "2020-H2", ""), "mean"] == pytest.approx(96.7)
    assert told["n"].isna().all()
    assert told["hidden"].isna().all()
