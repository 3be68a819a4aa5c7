"""What codebooks say of editions is told of the periods that the editions' answers have."""

from typing import Any

import pandas as pd
import yaml

from etl.publish.codebooks_in_use import comparability_of

PERIODS = ["instrument", "edition", "first_period", "last_period"]


def told(editions: list[dict[str, Any]], *pairs: tuple[str, str], known: list[list[str]]) -> list[tuple[str, str]]:
    """The pairs of periods that verdicts on pairs of editions become."""
    verdicts = [
        {"item": "a", "from": one, "to": other, "verdict": "no", "reason": {"nb": "Nytt."}} for one, other in pairs
    ]
    written = yaml.safe_dump({"id": "book", "editions": editions, "comparability": verdicts})
    codebooks = pd.DataFrame(
        [["book", "home_care", "user", written]], columns=["instrument", "service", "role", "codebook"]
    )
    found = comparability_of(codebooks, pd.DataFrame(known, columns=PERIODS))
    return [*zip(found["from_period"], found["to_period"], strict=True)]


def test_an_edition_whose_file_tells_the_period_has_those_of_its_answers() -> None:
    editions = [{"id": "pulse"}, {"id": "2025", "period": "2025"}]
    known = [["book", "pulse", "2022-01", "2024-11"], ["book", "2025", "2025", "2025"]]

    assert told(editions, ("pulse", "2025"), known=known) == [("2024-11", "2025")]


def test_an_edition_without_answers_has_the_period_that_the_codebook_tells() -> None:
    editions = [{"id": "a", "period": "2022"}, {"id": "b", "period": "2024"}]

    assert told(editions, ("a", "b"), known=[["book", "b", "2024", "2024"]]) == [("2022", "2024")]


def test_a_step_to_an_edition_of_unknown_time_goes_on_to_the_next() -> None:
    editions = [{"id": "a", "period": "2022"}, {"id": "b"}, {"id": "c", "period": "2024"}]

    assert told(editions, ("a", "b"), ("b", "c"), known=[]) == [("2022", "2024")]


def test_a_step_to_nowhere_is_left_out() -> None:
    assert told([{"id": "a", "period": "2022"}, {"id": "b"}], ("a", "b"), known=[]) == []


def test_editions_of_other_instruments_do_not_count() -> None:
    editions = [{"id": "a", "period": "2022"}, {"id": "b", "period": "2024"}]

    assert told(editions, ("a", "b"), known=[["other", "a", "1999", "1999"]]) == [("2022", "2024")]
