"""Which of the counted cells may be shown, and which in detail."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from disclosure.changes import NOT_TOLD, carried_in, with_former_hidden
from disclosure.layers import Counts
from disclosure.municipality import Hidden, Year
from disclosure.policy import HIDDEN_BY_SOURCE, MIXED_SCALES, NO_ANSWERS, TOO_FEW, Policy
from etl.publish.decisions import Decisions
from etl.publish.layout import Flags, Laid, Numbers, Rows, Standing, laid_out, layout_of

RESPONSE = 0


@dataclass(frozen=True)
class _Block:
    """A municipality and year: its number, its rows among all (``own``) and by themselves, laid out for deciding, and
    which of them stand as the release before told them."""

    number: int
    own: Numbers
    rows: Rows
    laid: Laid
    carried: Flags


class Hiding:
    """Decides portion by portion, after the numbers of respondents."""

    def __init__(self, scopes: pd.DataFrame, policy: Policy, decisions: Decisions, *, forgetting: bool = False) -> None:
        self._policy = policy
        self._detailed = replace(policy, min_n=policy.min_n_detail)
        self._forgetting = forgetting
        self._decisions = decisions
        self._layout = layout_of(scopes, policy)
        # Scopes of which is not told that there are any respondents.
        self._untold = np.zeros(len(self._layout.block), dtype=np.bool_)
        self._nobody: list[pd.DataFrame] = []

    def response(self, response: pd.DataFrame) -> pd.DataFrame:
        """The number of respondents and of invited of each scope, or why they are hidden.

        A scope of which nothing at all may be told, not even that there is one, is left out.
        """
        no_mean = {"total": np.nan, "squares": np.nan, "low": 0, "high": 1}
        rows = response.assign(measure_no=RESPONSE, variable=0, group_no=0, is_item=False, **no_mean)
        found = self.decided(rows)
        self._untold[response.loc[found["unlisted"], "scope"]] = True
        hidden = found["hidden"].mask(response["by_source"] & response["n"].eq(0), HIDDEN_BY_SOURCE)
        shown, unanswered, carried = hidden.isna(), response["n"].eq(0), found["carried"]
        told = pd.DataFrame(
            {
                "scope": response["scope"],
                "n": response["n"].mask(carried, response["told_n"]).where(shown),
                "invited": response["invited"].mask(carried, response["told_invited"]).where(shown | unanswered),
                "hidden": hidden,
                "as_of": response["told_as_of"].where(carried),
            }
        )
        return told[~found["unlisted"]]

    def told_of(self, scopes: pd.DataFrame) -> pd.DataFrame:
        """The scopes of which something is told."""
        return scopes[~self._untold[scopes["scope"]]]

    def decided(self, cells: pd.DataFrame) -> pd.DataFrame:
        """One row a cell, in the cells' order: why it is hidden (missing where it is shown), whether nothing at all is
        told of it, whether its detail may be shown too, and whether the former figure stands."""
        hidden, unlisted, detail, carried = np.zeros((4, len(cells)), dtype=np.bool_)
        for own, found in self._of_blocks(Rows.of(cells), cells["is_item"].to_numpy(dtype=np.bool_)):
            hidden[own], unlisted[own], detail[own], carried[own] = found
        reasons = _reasons(cells, hidden)
        carried &= reasons.isna().to_numpy()
        detail &= reasons.isna().to_numpy() & ~carried
        return pd.DataFrame({"hidden": reasons, "unlisted": unlisted, "detail": detail, "carried": carried})

    def unanswered(self) -> pd.DataFrame:
        """Scope and measure_no of cells that nobody answered and that are told of as hidden.

        That nobody did would tell of others. Of the cells decided about since the last call.
        """
        found, self._nobody = self._nobody, []
        none = pd.DataFrame({"scope": [], "measure_no": []}, dtype="int64")
        return pd.concat([none, *found]).assign(hidden=TOO_FEW, grouping_value="")

    def _of_blocks(self, rows: Rows, is_item: Flags) -> Iterator[tuple[Numbers, tuple[Flags, Flags, Flags, Flags]]]:
        """The rows of each municipality and year: whether each is hidden, is not told of, may be shown in detail, and
        stands as the release before told it."""
        blocks = [self._block(number, own, rows.at(own)) for number, own in _by_number(self._layout.block[rows.scope])]
        found = self._decisions.hidden_in([block.laid.year for block in blocks], self._policy)
        decided = [(block, what, *_of_rows(block, what)) for block, what in zip(blocks, found, strict=True)]
        if len(rows.measure) and rows.measure[0] == RESPONSE:
            yield from (
                (block.own, (hidden, unlisted, hidden, block.carried)) for block, _, hidden, unlisted in decided
            )
            return
        detailed = self._decisions.hidden_in(
            [_in_detail(block.laid.year, what) for block, what in zip(blocks, found, strict=True)], self._detailed
        )
        for (block, what, hidden, unlisted), of_detail in zip(decided, detailed, strict=True):
            self._nobody.append(self._unanswered(block, what))
            # A month of a hidden year is told of as hidden, whether anybody answered in it or not.
            unlisted = (unlisted & (block.rows.variable > 0)) | self._untold[block.rows.scope]
            without_groups = replace(block, laid=replace(block.laid, groups={}))
            detail = ~_of_rows(without_groups, of_detail)[0] & is_item[block.own] & (block.rows.variable == 0)
            yield block.own, (hidden, unlisted, detail, block.carried)

    def _block(self, number: int, own: Numbers, rows: Rows) -> _Block:
        """A municipality and year to be decided about."""
        laid, carried = self._after_the_former(laid_out(rows, self._layout, self._layout.blocks[number]), rows)
        return _Block(number, own, rows, laid, carried)

    def _after_the_former(self, laid: Laid, rows: Rows) -> tuple[Laid, Flags]:
        """What is to be decided when the release before is known, and which of its figures stand."""
        changed = (rows.told != NOT_TOLD) & (rows.told != rows.n)
        if not changed.any():
            return laid, changed
        carried = _flags_of(laid, carried_in(laid.year, laid.former, self._policy), len(rows.n))[0]
        year = with_former_hidden(laid.year, laid.former, self._policy)
        if self._forgetting:
            # The former figure holds what is to be forgotten.
            return replace(laid, year=_with_hidden(laid, year, carried & changed)), np.zeros_like(carried)
        return replace(laid, year=year), carried & changed

    def _unanswered(self, block: _Block, found: Hidden) -> pd.DataFrame:
        """The parts of a year that are not told of and have no row of their own: scope and measure_no."""
        laid = block.laid
        if found.parts is None:
            return pd.DataFrame({"scope": [], "measure_no": []}, dtype="int64")
        without = found.parts[1] & (laid.year.wholes.n > 0)[:, None, :]
        without[laid.part[1]] = False
        scopes = np.flatnonzero((self._layout.block == block.number) & (self._layout.part >= 0) & ~self._untold)
        row, measure = np.nonzero(without[self._layout.place[scopes], self._layout.part[scopes]])
        return pd.DataFrame({"scope": scopes[row], "measure_no": laid.measures[measure]})


def _in_detail(year: Year, found: Hidden) -> Year:
    """What is to be decided about distributions and the number of "don't know": nothing hidden has them."""
    parts = year.parts and replace(year.parts, withheld=np.logical_or(*(found.parts or ())))
    wholes = replace(year.wholes, withheld=found.wholes)
    return Year(year.tree, year.least_detail, year.least_detail, wholes, parts, {})


def _with_hidden(laid: Laid, year: Year, rows: Flags) -> Year:
    """The year with the cells of these rows marked as to be hidden."""

    def marked(counts: Counts, standing: Standing) -> Counts:
        own, at = standing
        withheld = counts.withheld.copy()
        withheld[at] |= rows[own]
        return replace(counts, withheld=withheld)

    parts = year.parts and marked(year.parts, laid.part)
    groups = {variable: marked(cells, laid.groups[variable]) for variable, cells in year.groups.items()}
    return replace(year, wholes=marked(year.wholes, laid.whole), parts=parts, groups=groups)


def _of_rows(block: _Block, found: Hidden) -> tuple[Flags, Flags]:
    """Whether each row of a block is hidden, and whether it is not told of."""
    return _flags_of(block.laid, found, len(block.rows.n))


def _flags_of(laid: Laid, found: Hidden, size: int) -> tuple[Flags, Flags]:
    """Whether each row is hidden, and whether it is not told of."""
    hidden, unlisted = np.zeros((2, size), dtype=np.bool_)
    whole, at_whole = laid.whole
    hidden[whole] = found.wholes[at_whole]
    divided = [(laid.part, found.parts)] if found.parts else []
    divided += [(rows, found.groups[variable]) for variable, rows in laid.groups.items()]
    for (own, at), (told, untold) in divided:
        hidden[own], unlisted[own] = (told | untold)[at], untold[at]
    return hidden, unlisted


def _by_number(numbers: Numbers) -> Iterator[tuple[int, Numbers]]:
    """Each number with the positions that have it."""
    order = np.argsort(numbers, kind="stable")
    found, first = np.unique(numbers[order], return_index=True)
    # One array split nowhere is one array, an empty one too.
    yield from zip(found.tolist(), np.split(order, first)[1:], strict=True)


def _reasons(cells: pd.DataFrame, hidden: Flags) -> pd.Series:
    """Why each cell is hidden; missing where it is shown."""
    n = cells["n"].to_numpy()
    mixed = (cells["is_item"] & cells["low"].isna() & cells["variable"].eq(0)).to_numpy()
    reasons = np.select([hidden, n == 0, mixed], [TOO_FEW, NO_ANSWERS, MIXED_SCALES], default="")
    return pd.Series(reasons, dtype="object").where(reasons != "", None)
