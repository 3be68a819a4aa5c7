"""What codebooks say of editions is told of the periods that the editions' answers have."""

from typing import Any

import pandas as pd
import yaml

from etl.publish.codebooks_in_use import background_of, comparability_of

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


def age(**first: str) -> dict[str, Any]:
    """A background variable with two values, the first named as given."""
    return {"id": "age", "text": {"nb": "Alder", "en": "Age"}, "values": {1: first, 2: {"nb": "Eldre", "en": "Older"}}}


def names_of(*books: dict[str, Any]) -> list[list[str | None]]:
    rows = [["book", "home_care", "user", yaml.safe_dump(book, sort_keys=False)] for book in books]
    found = background_of(pd.DataFrame(rows, columns=["instrument", "service", "role", "codebook"]))
    told = found[["variable", "value", "variable_en", "value_nb", "value_nn"]].astype("object")
    return told.where(told.notna(), None).to_numpy().tolist()


def test_background_variables_have_their_names_in_the_order_of_the_codebook() -> None:
    assert names_of({"background": [age(nb="Ung", nn="Ung")]}) == [
        ["age", "1", "Age", "Ung", "Ung"],
        ["age", "2", "Age", "Eldre", None],
    ]


def test_instruments_that_name_a_value_otherwise_are_told_side_by_side() -> None:
    one, other = {"background": [age(nb="Under 30")]}, {"background": [age(nb="Under 40")]}

    assert names_of(one, other)[0] == ["age", "1", "Age", "Under 30 / Under 40", None]


def test_codebooks_without_background_have_no_names() -> None:
    assert names_of({"items": []}) == []
