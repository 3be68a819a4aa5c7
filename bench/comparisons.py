"""Comparing: every unit with the rest of its municipality on every measure, judged as one family and screened."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from bench.timing import Seconds, median_of, taken
from bench.verdicts import Figure
from metrics.contrasts import unit_against_rest
from metrics.screening import screened
from metrics.shrinkage import shrunken_means
from views.rest import judge_again

UNITS, MEASURES, ROUNDS = 300, 16, 9
CPU_MS = 150.0
POINTS = np.arange(1, 7)


def figures() -> list[Figure]:
    """What the comparisons of a large municipality take."""
    cells = constructed_cells()
    judged = _median(lambda: judge(cells))
    shown = _median(lambda: judge_as_shown(cells))
    compared = _median(lambda: unit_against_rest(cells, by=["measure"]))
    drawn = _median(lambda: shrunken_means(cells, by=["measure"]))
    many = f"{UNITS} units on {MEASURES} measures"
    return [
        Figure(f"{many} against the rest, CPU", judged.cpu * 1000, " ms", at_most=CPU_MS),
        Figure(f"{many} against the rest, clock", judged.wall * 1000, " ms"),
        Figure(f"{many} against the rest, as the pages judge them, CPU", shown.cpu * 1000, " ms", at_most=CPU_MS),
        Figure("  of this the differences alone, CPU", compared.cpu * 1000, " ms"),
        Figure(f"{many} drawn towards their group, CPU", drawn.cpu * 1000, " ms"),
    ]


def constructed_cells() -> pd.DataFrame:
    """Answers of every unit to every measure, some units without any, counted as the store does."""
    numbers = np.random.default_rng(9901)
    n = numbers.integers(0, 60, UNITS * MEASURES)
    counts = numbers.multinomial(n, [0.03, 0.05, 0.1, 0.22, 0.32, 0.28])
    return pd.DataFrame(
        {
            "measure": np.repeat([f"measure {number}" for number in range(MEASURES)], UNITS),
            "n": n,
            "total": counts @ POINTS,
            "squares": counts @ POINTS**2,
            "invited": n + numbers.integers(0, 60, len(n)),
        }
    )


def judge(cells: pd.DataFrame) -> list[pd.DataFrame]:
    """Differences from the rest: is anything different on the screen (Holm), and where to look in each measure."""
    table = unit_against_rest(cells, by=["measure"], moderated=True)
    difference, p = table["difference"], table["p"]
    return [
        screened(difference, p, floor=0.2, adjust="holm"),
        screened(difference, p, floor=0.2, family=cells["measure"]),
    ]


def judge_as_shown(cells: pd.DataFrame) -> pd.DataFrame:
    """Differences from the rest with what the pages tell of each: where to look on the whole screen."""
    table = unit_against_rest(cells, by=["measure"], moderated=True)
    own = table[["difference", "p"]].assign(
        se_difference=table["se"], df_difference=table["df"], kind="dimension", scale_min=np.nan, scale_max=np.nan
    )
    return judge_again(own, screening=True)


def _median(work: Callable[[], object]) -> Seconds:
    work()  # the first round also fills the processor's caches
    return median_of([taken(work) for _ in range(ROUNDS)])
