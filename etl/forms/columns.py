"""The columns of an export as an adapter puts them together, one by one."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from etl.export import Question, QuestionKind
from etl.reading.distinct import picked

# What the cells of an option say; of the tools only some write it down.
TICKED = {"1": "Valgt", "0": "Ikke valgt"}


@dataclass
class Columns:
    """Cells, question texts and questions by column code; a code that is taken gets a number."""

    index: pd.Index
    cells: dict[str, "pd.Series[str]"] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    questions: dict[str, Question] = field(default_factory=dict)

    def add(self, code: str, cells: "pd.Series[str]", text: str = "") -> str:
        """A column of which no more is known than its cells; the code it got."""
        own, number = code, 1
        while own in self.cells:
            number += 1
            own = f"{code} ({number})"
        self.cells[own] = cells
        self.texts[own] = text or own
        return own

    def ask(
        self,
        code: str,
        cells: "pd.Series[str]",
        text: str = "",
        *,
        kind: QuestionKind = "single",
        group: str = "",
        labels: dict[str, str] | None = None,
    ) -> str:
        """A column of which it is known how it was asked."""
        own = self.add(code, cells, text)
        self.questions[own] = Question(own, self.texts[own], labels or {}, kind, group)
        return own

    def tick(
        self, code: str, question: str, option: str, chosen: "pd.Series[bool]", answered: "pd.Series[bool]"
    ) -> str:
        """An option of a question with several answers; blank where the question was not answered."""
        places = np.where(answered, np.where(chosen, 1, 0), 2)
        cells = picked(["0", "1", ""], places, chosen)
        text = f"{question} - {option}"
        return self.ask(code, cells, text, kind="multiple", group=question, labels=dict(TICKED))

    def table(self) -> pd.DataFrame:
        """The cells, columns in the order in which they came."""
        return pd.DataFrame(self.cells, index=self.index, dtype="str")


def filled(columns: Iterable["pd.Series[str]"], index: pd.Index) -> "pd.Series[bool]":
    """Whether any of the columns has content in a row."""
    found = np.zeros(len(index), dtype=np.bool_)
    for cells in columns:
        found |= cells.str.strip().ne("").to_numpy()
        if found.all():
            break
    return pd.Series(found, index=index)
