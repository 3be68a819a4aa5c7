"""The composed files are what they claim to be: 40 columns in the shape of their tool, the same each time."""

import pytest

from bench.adapters_child import read_plain, recognised_and_read
from bench.survey_files.survey import survey
from bench.survey_files.tools import KINDS

RESPONDENTS = 200


@pytest.mark.parametrize("name", KINDS)
def test_the_files_are_read_by_the_adapter_they_are_made_for(name, tmp_path):
    kind = KINDS[name]
    files = kind.write(survey(RESPONDENTS), tmp_path)

    found = recognised_and_read(kind.adapter, files)

    assert found.export.rows_in_file == len(found.export.table) == RESPONDENTS
    assert sum(question.kind == "multiple" for question in found.export.questions.values()) in (0, 4)
    assert len(read_plain(kind.reader, files)) == len(files)


def test_the_same_number_of_respondents_gives_the_same_files(tmp_path):
    for folder in ("once", "again"):
        (tmp_path / folder).mkdir()
    once, again = (
        [path.read_bytes() for path in KINDS["Nettskjema"].write(survey(30), tmp_path / folder)]
        for folder in ("once", "again")
    )

    assert once == again
    assert once[0].splitlines()[0].count(b";") == 39


def test_a_file_that_another_adapter_takes_is_pointed_out(tmp_path):
    files = KINDS["Alchemer"].write(survey(30), tmp_path)

    with pytest.raises(ValueError, match="surveygizmo"):
        recognised_and_read("kobo", files)
