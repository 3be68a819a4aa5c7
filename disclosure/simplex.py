"""Linear programs that are solved again and again with other goals, each time from where the last one ended."""

import highspy
import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int32] | npt.NDArray[np.int64]
# Starts of the rows, columns, and values of a sparse matrix.
Rows = tuple[Integers, Integers, Floats]

DOWN, UP = 1.0, -1.0


class Program:
    """Unknowns between limits, and sums of them between limits.

    Parameters
    ----------
    unknowns : pair of arrays
        The least and the most of each.
    sums : pair of arrays
        The same of each sum.
    rows : tuple of arrays
        What each sum is of, as the arrays of a CSR matrix.
    """

    def __init__(self, unknowns: tuple[Floats, Floats], sums: tuple[Floats, Floats], rows: Rows) -> None:
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = len(unknowns[0]), len(sums[0])
        model.col_cost_ = np.zeros(len(unknowns[0]))
        model.col_lower_, model.col_upper_ = unknowns
        model.row_lower_, model.row_upper_ = sums
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_, model.a_matrix_.index_, model.a_matrix_.value_ = rows
        self._most = unknowns[1]
        self._solver = highspy.Highs()  # type: ignore[no-untyped-call]
        for option, setting in (("output_flag", False), ("presolve", "off"), ("threads", 1)):
            self._solver.setOptionValue(option, setting)
        self._solver.passModel(model)

    def end(self, unknown: int, way: float) -> Floats | None:
        """The values where one unknown is as low, or as high, as goes; nothing where nothing fits."""
        self._solver.changeColCost(unknown, way)
        self._solver.run()
        fits = self._solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        found = np.asarray(self._solver.getSolution().col_value) if fits else None
        self._solver.changeColCost(unknown, 0.0)
        return found

    def limit(self, unknown: int, least: float, most: float) -> None:
        """Let an unknown lie between these."""
        self._solver.changeColBounds(unknown, least, most)

    def weigh(self, row: int, unknown: int, weight: float) -> None:
        """Let an unknown count so much in a sum."""
        self._solver.changeCoeff(row, unknown, weight)

    def add(self, rows: Rows) -> None:
        """Add sums that are zero at most."""
        start, index, value = rows
        count = len(start) - 1
        self._solver.addRows(count, np.full(count, -np.inf), np.zeros(count), len(index), start, index, value)
