"""An import under way: done once, however many follow it, and told to the end."""

from threading import Event, Thread

import pytest

from core.errors import AppError
from core.text import language, use_language
from etl.pipeline import Progress
from ui.importing.under_way import Stored, UnderWay

NOTHING = Stored((), {})


def quiet(share: float, step: str) -> None:
    """Nobody watches."""


def test_an_import_that_two_follow_is_done_once() -> None:
    begun, may_end, done = Event(), Event(), []

    def store(progress: Progress) -> Stored:
        begun.set()
        may_end.wait()
        done.append(1)
        return NOTHING

    under_way = UnderWay(store)
    first = Thread(target=under_way.stored, args=(quiet,))
    first.start()
    begun.wait()
    second = Thread(target=under_way.stored, args=(quiet,))
    second.start()
    may_end.set()
    first.join()
    second.join()

    assert done == [1]


def test_an_import_goes_on_to_its_end_where_the_one_who_follows_it_is_stopped() -> None:
    may_end = Event()

    def store(progress: Progress) -> Stored:
        may_end.wait()
        return NOTHING

    def stopped(share: float, step: str) -> None:
        raise InterruptedError

    under_way = UnderWay(store)
    with pytest.raises(InterruptedError):
        under_way.stored(stopped)
    may_end.set()

    assert under_way.stored(quiet) == NOTHING


def test_how_far_it_has_come_and_why_it_failed_is_told_to_those_who_follow() -> None:
    told_once = Event()
    told = []

    def store(progress: Progress) -> Stored:
        progress(0.5, "publishing")
        told_once.wait()
        raise AppError("upload_unknown")

    def follow(share: float, step: str) -> None:
        told.append((share, step))
        if step == "publishing":
            told_once.set()

    with pytest.raises(AppError, match="upload_unknown"):
        UnderWay(store).stored(follow)
    assert told[-1] == (0.5, "publishing")


def test_an_import_speaks_the_language_of_its_reader() -> None:
    use_language("nn")
    spoken = []

    def store(progress: Progress) -> Stored:
        spoken.append(language())
        return NOTHING

    UnderWay(store).stored(quiet)

    use_language("nb")
    assert spoken == ["nn"]
