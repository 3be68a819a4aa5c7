"""Which sums over several municipalities may be shown, when it is decided what is hidden in each."""

from typing import Any

import numpy as np

from disclosure.families import Flags, Numbers, Parts, Rules, Sums, exposed_parts
from disclosure.tables import Moves, Table


def hidden_sums(n: Numbers, above: Sums, hidden: Flags, known: Flags, rules: Rules) -> Flags:
    """The rows of a table (services, roles) whose sums over municipalities are hidden.

    What is hidden in a municipality was decided with its own figures in view. A sum over municipalities is a second way
    to work it out, and is shown only where it is none.

    Parameters
    ----------
    n, above, hidden : arrays, rows x municipalities
        Respondents, the sums of their answers as parts of the scale, and what is hidden.
    known : array of bool, one value a municipality
        Whether the municipality's own sum over the rows is shown.
    rules : Rules

    Returns
    -------
    array of bool, one value a row
    """
    of_rows = n.sum(axis=1)
    few = (of_rows > 0) & (of_rows < rules.least)
    withheld: Flags = few | hidden.any(axis=1)
    by_size = np.argsort(of_rows, kind="stable")
    for row in by_size[~withheld[by_size]]:
        if not withheld.any() or not _exposed(n, above, hidden, known, withheld, rules):
            break
        withheld[row] = True
    for row in by_size[::-1]:
        if withheld[row] and not few[row]:
            withheld[row] = False
            withheld[row] = _exposed(n, above, hidden, known, withheld, rules)
    return withheld


def _exposed(n: Numbers, above: Sums, hidden: Flags, known: Flags, withheld: Flags, rules: Rules) -> bool:
    """Whether a hidden figure can be worked out when the sums of these rows are withheld."""
    of_rows = n.sum(axis=1)
    few = (of_rows > 0) & (of_rows < rules.least)
    most = np.full(len(of_rows), int(of_rows.sum()))
    none = np.zeros(len(of_rows), dtype=np.bool_)
    rows = Parts(of_rows, above.sum(axis=1), few, none, ~none, most)
    if exposed_parts(rows, withheld, rules).any():
        return True
    cells = _with_rest(n, withheld, known)
    rest = np.zeros(cells.shape, dtype=np.bool_)
    rest[-1, :] = rest[:, -1] = True
    of_few = (cells > 0) & (cells < rules.least)
    unknown = (cells > 0) & (rest | (_with_rest(hidden.astype(np.int64), withheld, known) > 0))
    table = Table(
        n=cells, above=_with_rest(above, withheld, known), listed=~rest, protected=of_few & unknown, withheld=rest
    )
    return bool(Moves(table, rules).exposed(unknown).any())


def _with_rest(values: Any, withheld: Flags, known: Flags) -> Any:
    """The rows and columns whose sums are shown, and last the sum of the others."""
    rows = np.vstack([values[~withheld], values[withheld].sum(axis=0)])
    return np.column_stack([rows[:, known], rows[:, ~known].sum(axis=1)])
