"""Ten times the answers are ten times the answers, and nothing else."""

import duckdb

from bench import stores
from tests.etl.publish.test_hiding import made_store, units


def counts(folder):
    with duckdb.connect(str(stores.current_release(folder)), read_only=True) as release:
        return release.execute("FROM response JOIN scope USING (scope) SELECT place, period, role, n").df()


def test_every_place_of_the_tenfold_store_has_ten_times_the_respondents(tmp_path, monkeypatch):
    small = made_store(tmp_path, monkeypatch)
    units(small, tmp_path, A=30, B=40, C=50)
    once = counts(small.folder).dropna()
    tenfold = counts(stores.tenfold_store(tmp_path / "tenfold", small.folder))

    both = once.merge(tenfold, on=["place", "period", "role"], suffixes=("", "_tenfold"))
    assert len(both) == len(once)
    assert (both["n_tenfold"] == 10 * both["n"]).all()
