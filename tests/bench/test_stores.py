"""Ten times the answers are ten times the answers, and nothing else."""

import duckdb

from bench import stores


def counts(folder):
    with duckdb.connect(str(stores.current_release(folder)), read_only=True) as release:
        return release.execute("FROM response JOIN scope USING (scope) SELECT place, period, role, n").df()


def test_every_place_of_the_tenfold_store_has_ten_times_the_respondents(tmp_path, sample_data_folder):
    once = counts(sample_data_folder).dropna()
    tenfold = counts(stores.tenfold_store(tmp_path / "tenfold", sample_data_folder))

    both = once.merge(tenfold, on=["place", "period", "role"], suffixes=("", "_tenfold"))
    assert len(both) == len(once)
    assert (both["n_tenfold"] == 10 * both["n"]).all()
