"""Tiltak and meetings of the sample data: added once, taken away with it, and back as they were."""

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from core.settings import Settings
from etl import sample_register
from register import action_search, meeting_search
from register.action_search import Wanted
from register.database import open_register

MUNICIPALITY = "9901"


@pytest.fixture
def settings(sample_data_folder: Path, tmp_path: Path) -> Settings:
    """The sample release with a register of its own."""
    shutil.copytree(sample_data_folder / "releases", tmp_path / "releases")
    return Settings(data=tmp_path)


def standing(settings: Settings) -> dict[str, str]:
    """Every tiltak and meeting, and how it stands."""
    with closing(open_register(settings)) as register, register.reading() as session:
        found = {action.title: action.status for action in action_search.found(session, Wanted())}
        return found | {meeting.name: "held" for meeting in meeting_search.found(session, None)}


def test_the_sample_is_added_once_and_comes_back_as_it_was(settings: Settings) -> None:
    sample_register.add(settings, MUNICIPALITY)
    first = standing(settings)

    sample_register.add(settings, MUNICIPALITY)
    again = standing(settings)
    sample_register.remove(settings, MUNICIPALITY)
    removed = standing(settings)
    sample_register.add(settings, MUNICIPALITY)

    assert {"planned", "under_way", "done", "held"} == set(first.values())
    assert again == first == standing(settings)
    assert set(removed.values()) == {"dropped"}


def test_every_tiltak_of_the_sample_is_about_a_figure_that_is_shown(settings: Settings) -> None:
    sample_register.add(settings, MUNICIPALITY)

    with closing(open_register(settings)) as register, register.reading() as session:
        found = action_search.found(session, Wanted())

    assert all(action.finding and action.value is not None and action.n >= 5 for action in found)
