import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from etl.harmonise.answer_codes import MISSING
from etl.harmonise.tallies import COLUMNS, tallies_of


def answers(rows: list[tuple[int, str, str | None]]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["respondent", "item", "missing"])
    return table.assign(missing=pd.Categorical(table["missing"], categories=list(MISSING)))


def test_each_kind_of_answer_is_counted_by_question() -> None:
    told = tallies_of(
        answers([(0, "q1", None), (0, "q2", "dont_know"), (1, "q1", "out_of_scale"), (1, "q2", "unanswered")])
    )

    assert told.to_dict("list") == {
        "item": ["q1", "q2"],
        "answered": [1, 0],
        "dont_know": [0, 1],
        "not_applicable": [0, 0],
        "unanswered": [0, 1],
        "unusable": [1, 0],
    }


def test_who_never_began_has_skipped_nothing() -> None:
    told = tallies_of(answers([(0, "q1", None), (1, "q1", "unanswered")]))

    assert told["unanswered"].tolist() == [0]


def test_no_answers_give_no_rows() -> None:
    assert list(tallies_of(answers([])).columns) == COLUMNS


@given(
    st.lists(
        st.tuples(st.integers(0, 5), st.sampled_from(["q1", "q2", "q3"]), st.sampled_from([None, *MISSING])), min_size=1
    )
)
def test_everyone_who_began_is_counted_once_a_row(rows: list[tuple[int, str, str | None]]) -> None:
    told = tallies_of(answers(rows))

    began = {respondent for respondent, _, missing in rows if missing != "unanswered"}
    assert told[COLUMNS[1:]].to_numpy().sum() == sum(respondent in began for respondent, _, _ in rows)
