"""How long a piece of work takes."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Seconds:
    """Seconds on the clock, and of the processor."""

    wall: float
    cpu: float


def taken(work: Callable[[], object]) -> Seconds:
    """What one run takes."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return Seconds(time.perf_counter() - wall, time.process_time() - cpu)


def median_of(rounds: Sequence[Seconds]) -> Seconds:
    """The median of each."""
    return Seconds(median(one.wall for one in rounds), median(one.cpu for one in rounds))
