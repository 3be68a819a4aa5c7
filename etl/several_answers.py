"""Several answers in one cell of tools that write a plain sign between them, or the names of a form's options."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

import pandas as pd

from etl.reading.distinct import distinct, which

Parts = Callable[[str], Sequence[str]]
# Of the options of a question most come in more than one combination; of parts of sentences few do.
LEAST_RECURRING = 0.5


def recurring_options(cells: "pd.Series[str]", parts: Parts) -> list[str]:
    """The options of a column that holds several in a cell, in order of appearance; nothing where it does not."""
    lists = [parts(text) for text in distinct(cells) if text]
    uses = Counter(part for listed in lists for part in dict.fromkeys(listed))
    several = {part for listed in lists if len(listed) > 1 for part in listed}
    if not several or sum(uses[part] > 1 for part in several) < LEAST_RECURRING * len(several):
        return []
    return [part for part in uses if part]


def chosen(cells: "pd.Series[str]", options: Iterable[str], parts: Parts) -> dict[str, "pd.Series[bool]"]:
    """Option -> who chose it."""
    wanted = list(options)
    lists = {text: frozenset(parts(text)) for text in distinct(cells)} if wanted else {}
    return {one: which(cells, _having(one, lists)) for one in wanted}


def _having(option: str, lists: Mapping[str, frozenset[str]]) -> Callable[[str], bool]:
    return lambda text: option in lists[text]


def longest_first(options: Iterable[str], sign: str) -> Parts:
    """Parts a cell at ``sign`` where what stands between is a known option, so that an option may hold the sign."""
    known = sorted(options, key=len, reverse=True)

    def parts(text: str) -> Sequence[str]:
        found, rest = [], text
        while rest:
            fits = (one for one in known if rest == one or rest.startswith(one + sign))
            part = next(fits, rest.split(sign)[0])
            found.append(part.strip())
            rest = rest[len(part) + len(sign) :]
        return found

    return parts
