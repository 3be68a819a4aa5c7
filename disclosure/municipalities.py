"""Which sums over several municipalities may be shown, when it is decided what is hidden in each."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from disclosure.families import Flags, Numbers, Parts, Rules, Sums, exposed_parts
from disclosure.leeway import Leeway, Table


@dataclass(frozen=True)
class Together:
    """Respondents, the sums of their answers as parts of the scale, and of the squares: rows x municipalities."""

    n: Numbers
    above: Sums
    squares: Sums

    def sums(self) -> "Together":
        """The sums of the rows."""
        return Together(self.n.sum(axis=1), self.above.sum(axis=1), self.squares.sum(axis=1))

    def of(self, hidden: Flags) -> "Together":
        """Only what is hidden."""
        return Together(*(np.where(hidden, values, 0) for values in (self.n, self.above, self.squares)))

    def with_rest(self, withheld: Flags, known: Flags) -> "Together":
        """The rows and columns whose sums are shown, and last the sum of the others."""
        return Together(*(_with_rest(values, withheld, known) for values in (self.n, self.above, self.squares)))


def hidden_sums(counts: Together, hidden: Flags, known: Flags, rules: Rules) -> Flags:
    """The rows of a table (services, roles) whose sums over municipalities are hidden.

    What is hidden in a municipality was decided with its own figures in view. A sum over municipalities is a second way
    to work it out, and is shown only where it is none.

    Parameters
    ----------
    counts : Together
    hidden : array of bool, rows x municipalities
        What is hidden in a municipality.
    known : array of bool, one value a municipality
        Whether the municipality's own sum over the rows is shown.
    rules : Rules

    Returns
    -------
    array of bool, one value a row
    """
    of_rows = counts.n.sum(axis=1)
    few = (of_rows > 0) & (of_rows < rules.least)
    if not _exposed(counts, hidden, known, few, rules):
        return np.asarray(few)
    withheld: Flags = few | hidden.any(axis=1)
    for row in np.argsort(-of_rows, kind="stable"):
        if withheld[row] and not few[row]:
            withheld[row] = False
            withheld[row] = _exposed(counts, hidden, known, withheld, rules)
    # One alone is what the others leave: hiding it keeps nothing unknown unless another goes with it.
    for row in np.argsort(of_rows, kind="stable"):
        if not _exposed(counts, hidden, known, withheld, rules):
            break
        withheld[row] = True
    return withheld


def _exposed(counts: Together, hidden: Flags, known: Flags, withheld: Flags, rules: Rules) -> bool:
    """Whether a hidden figure can be worked out when the sums of these rows are withheld."""
    if sum_is_exposed(counts.sums(), withheld, rules):
        return True
    # What is shown in a municipality can be taken out of every sum.
    cells = counts.of(hidden).with_rest(withheld, known)
    rest = np.zeros(cells.n.shape, dtype=np.bool_)
    rest[-1, :] = rest[:, -1] = True
    unknown = cells.n > 0
    of_few = unknown & (cells.n < rules.least)
    # What is left of several is known to have answers too, as each of them has.
    every = np.ones_like(rest)
    table = Table(cells.n, cells.above, cells.squares, every, ~rest, protected=of_few, withheld=rest)
    return bool(Leeway(table, rules).exposed(unknown).any())


def sum_is_exposed(counts: Together, hidden: Flags, rules: Rules) -> bool:
    """Whether one of the hidden parts (n: one value a part) can be worked out from the sum of them all."""
    few = (counts.n > 0) & (counts.n < rules.least)
    parts = Parts(
        n=counts.n[:, None],
        above=counts.above[:, None],
        squares=counts.squares[:, None],
        protected=few[:, None],
        withheld=np.full((len(few), 1), False),
        listed=np.full((len(few), 1), True),
        most=np.full((len(few), 1), int(counts.n.sum())),
        fewest=np.ones((len(few), 1), dtype=np.int64),
    )
    return bool(exposed_parts(parts, hidden[:, None], rules).any())


def _with_rest(values: Any, withheld: Flags, known: Flags) -> Any:
    """The rows and columns whose sums are shown, and last the sum of the others."""
    rows = np.vstack([values[~withheld], values[withheld].sum(axis=0)])
    return np.column_stack([rows[:, known], rows[:, ~known].sum(axis=1)])
