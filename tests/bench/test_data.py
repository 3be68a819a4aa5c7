"""The survey that is measured is one that can be imported, and the same each time."""

from bench import data
from bench.importing import import_and_publish, new_store
from bench.unpivot import duckdb_unpivot


def test_the_same_number_of_respondents_gives_the_same_file(tmp_path):
    once, again = (data.write_wide(tmp_path / name, 40).read_bytes() for name in ("once.csv", "again.csv"))

    assert once == again


def test_the_file_has_a_row_of_codes_a_row_of_labels_and_a_row_a_respondent(tmp_path):
    codes, labels, *rows = data.write_wide(tmp_path / "wide.csv", 40).read_text(encoding="utf-8-sig").splitlines()

    assert codes.startswith("respondent_id;municipality;unit;service;year;Q01;")
    assert labels.startswith("Respondent;Kommune;Enhet;Tjeneste;År;Respekt: påstand 1;")
    assert len(rows) == 40
    assert {row.count(";") for row in rows} == {codes.count(";")}


def test_every_row_of_the_file_is_imported_with_the_codebook(tmp_path):
    context = new_store(data.write_codebook(tmp_path / "wide.yaml"))

    import_and_publish(data.write_wide(tmp_path / "wide.csv", 40), context)

    assert (context.settings.data / "releases" / "CURRENT").exists()


def test_the_baseline_counts_the_answers_that_are_there(tmp_path):
    path = data.write_wide(tmp_path / "wide.csv", 40)
    cells = [cell for row in path.read_text(encoding="utf-8-sig").splitlines()[2:] for cell in row.split(";")[5:]]

    assert duckdb_unpivot(path) == sum(cell != "" for cell in cells)


def test_without_a_real_file_at_hand_none_is_named(monkeypatch):
    monkeypatch.delenv("BRUKERINNSIKT_SHARED", raising=False)

    assert data.wide_file() is None
