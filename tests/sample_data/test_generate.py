"""The committed exports are what the generator makes, and each has its place in the import."""

import io
import zipfile
from pathlib import Path

import pytest
import yaml

from sample_data.generate import files, write

SAMPLE = Path(__file__).parent.parent.parent / "sample_data"
EXPORTS = SAMPLE / "exports"
LARGEST = 2_500_000


def committed() -> list[str]:
    """Every file of the folder, by its path inside it."""
    return sorted(path.relative_to(EXPORTS).as_posix() for path in EXPORTS.rglob("*") if path.is_file())


def parts(content: bytes) -> dict[str, bytes]:
    """What a workbook is made of; how well it is packed depends on the machine."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return {name: book.read(name) for name in book.namelist()}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exports")
    write(folder)
    return folder


def test_the_generator_makes_the_committed_files_and_no_others(made):
    names = sorted(path.relative_to(made).as_posix() for path in made.rglob("*") if path.is_file())

    assert names == committed()


@pytest.mark.parametrize("name", [name for name in committed() if not name.endswith(".xlsx")])
def test_the_generator_makes_each_file_byte_for_byte(made, name):
    assert (made / name).read_bytes() == (EXPORTS / name).read_bytes()


@pytest.mark.parametrize("name", [name for name in committed() if name.endswith(".xlsx")])
def test_the_generator_makes_each_workbook_part_for_part(made, name):
    assert parts((made / name).read_bytes()) == parts((EXPORTS / name).read_bytes())


def test_a_second_run_makes_the_same_bytes(made):
    again = files()

    assert all((made / name).read_bytes() == content for name, content in again.items())


def test_every_file_is_imported_once_and_the_invited_last():
    bundles = yaml.safe_load((SAMPLE / "manifest.yaml").read_text(encoding="utf-8"))

    listed = [name for bundle in bundles for name in bundle["files"]]

    assert sorted(listed) == committed()
    assert listed[-1] == "inviterte.csv"


def test_the_files_are_small_enough_for_the_repository():
    assert sum((EXPORTS / name).stat().st_size for name in committed()) < LARGEST


def test_every_file_is_explained_in_the_readme():
    text = (SAMPLE / "README.md").read_text(encoding="utf-8")

    unexplained = [name for name in committed() if name.split("/")[0].split(".")[0].rpartition("_")[0] not in text]

    assert not unexplained
