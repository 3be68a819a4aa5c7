"""A release in the making: its tables are filled little by little, and it is there complete or not at all."""

from pathlib import Path
from types import TracebackType

import duckdb
import pandas as pd

from core.errors import AppError
from store.release_tables import tables_in
from store.statements import quoted, statement


class NewRelease:
    """A new release file beside the others; use it as a context manager. It is not yet current when it is done."""

    def __init__(self, folder: Path, release_id: str, connection: duckdb.DuckDBPyConnection) -> None:
        self._path = folder / f"{release_id}.duckdb"
        self._unfinished = folder / f"{release_id}.unfinished"
        self._connection = connection
        self._expected: dict[str, int] = {}

    def __enter__(self) -> "NewRelease":
        self._path.parent.mkdir(parents=True, exist_ok=True)
        for left_behind in self._path.parent.glob("*.unfinished*"):
            left_behind.unlink()
        former = self._connection.execute("SELECT current_database()").fetchall()[0][0]
        # Nothing is lost without a log of what is written: a release that is not finished is thrown away.
        # Nor is it made fast bit by bit, for which the rows of a table would be packed again and again.
        self._connection.execute("SET wal_autocheckpoint = '16MB'")
        self._connection.execute(f"ATTACH '{quoted(self._unfinished)}' AS unfinished (RECOVERY_MODE no_wal_writes)")
        try:
            self._connection.execute("USE unfinished")
            self._connection.execute(statement("release/schema"))
        finally:
            self._connection.execute(f'USE "{former}"')
        return self

    def add(self, table: str, rows: pd.DataFrame | str) -> None:
        """More rows of a table, given as they are or by the name of a view of the connection."""
        view = rows if isinstance(rows, str) else "rows"
        if not isinstance(rows, str):
            self._connection.register("rows", rows)
        told = self._connection.execute(f"INSERT INTO unfinished.{table} BY NAME FROM {view}").fetchall()[0][0]
        self._connection.unregister("rows")
        self._expected[table] = self._expected.get(table, 0) + int(told)

    def tables(self) -> dict[str, pd.DataFrame]:
        """What has been added so far of the figures about answers, by table."""
        return tables_in(self._connection, "unfinished")

    def table(self, name: str) -> pd.DataFrame:
        """What has been added so far of a table."""
        rows: pd.DataFrame = self._connection.table(f"unfinished.main.{name}").df()
        return rows

    def rows_of(self, name: str, scopes: pd.DataFrame) -> pd.DataFrame:
        """The rows of a table about some scopes, with the other columns of these; of cells those without groups."""
        self._connection.register("some_scopes", scopes)
        where = "WHERE grouping_value = ''" if name == "cell" else ""
        rows = self._connection.execute(f"SELECT * FROM unfinished.{name} JOIN some_scopes USING (scope) {where}").df()
        self._connection.unregister("some_scopes")
        return rows

    def reweigh(self, weighted: pd.DataFrame) -> None:
        """Tell other means of cells without groups: scope, measure_no, and the columns that change."""
        self._connection.register("weighted", weighted)
        self._connection.execute(statement("publish/reweigh"))
        self._connection.unregister("weighted")

    def withhold(self, cells: pd.DataFrame) -> None:
        """Hide cells that were added: scope, grouping_value, measure_no (0 is the number of respondents), and unlisted,
        whether nothing at all is to be told of them."""
        self._connection.register("withheld", cells)
        self._connection.execute(statement("publish/withhold"))
        self._connection.unregister("withheld")
        self._count_again()

    def keep_to_the_shown(self) -> None:
        """Tell of how answers go together only where the figures themselves are shown."""
        unexplained = self._connection.execute(statement("publish/unshown")).df()["scope"]
        self._connection.execute("DROP TABLE unshown")
        self.leave_unexplained(unexplained)

    def let_stand(self) -> None:
        """Tell of how answers go together what the release before told, where the figures themselves stand."""
        self._connection.execute(statement("publish/standing"))
        self._count_again()

    def leave_unexplained(self, scopes: pd.Series) -> None:
        """Tell no longer how the answers of some scopes go together."""
        self._connection.register("unexplained", pd.DataFrame({"scope": scopes.unique()}))
        self._connection.execute(statement("publish/unexplained"))
        self._connection.unregister("unexplained")
        self._count_again()

    def leave_uncounted(self, scopes: pd.Series) -> None:
        """Tell no longer how many answers that which is told beside the figures of some scopes rests on."""
        self._connection.register("uncounted", pd.DataFrame({"scope": scopes.unique()}))
        self._connection.execute(statement("publish/uncounted"))
        self._connection.unregister("uncounted")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        try:
            if error is None:
                self._connection.execute("CHECKPOINT unfinished")
                self._check()
        finally:
            self._connection.execute("DETACH unfinished")
        if error is None:
            self._unfinished.replace(self._path)
        else:
            self._unfinished.unlink(missing_ok=True)

    def _check(self) -> None:
        for table, expected in self._expected.items():
            found = self._count(table)
            if found != expected:
                raise AppError("release_incomplete", table=table, expected=expected, found=found)

    def _count_again(self) -> None:
        for table in self._expected:
            self._expected[table] = self._count(table)

    def _count(self, table: str) -> int:
        return int(self._connection.execute(f"SELECT count(*) FROM unfinished.{table}").fetchall()[0][0])
