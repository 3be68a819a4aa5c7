"""A draft of a codebook for an export of figures: items, scales and direction come from its questions."""

import pytest

from core.codebook import Codebook, dump, parse
from core.errors import InputError
from core.settings import Settings
from etl.context import Context, load_context
from etl.draft import drafted as drafted_of
from etl.export import Export, Question
from etl.opening import Opened
from etl.published_figures import figures_table

AGREE = ["Helt enig", "Litt enig", "Verken enig eller uenig", "Litt uenig", "Helt uenig"]
WHAT_HAPPENED = ["I klasserommet", "I skolegården", "På do"]


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> Context:
    return load_context(Settings(data=tmp_path_factory.mktemp("data")))


def export(labels: dict[str, list[str]], **columns: str) -> Export:
    told = {"area": "unit", "unit": "Lia", "period": "Høst 2021", "county": "", "group": "", "n": ""} | columns
    rows = [
        {**told, "item": item, **{f"count_{k}": "4" for k in range(1, len(answers) + 1)}}
        for item, answers in labels.items()
    ]
    questions = {
        item: Question(item, item, dict(zip("12345678", answers, strict=False))) for item, answers in labels.items()
    }
    return Export(
        "test", ("elever.xlsx",), figures_table(rows, range(1, len(rows) + 1)), questions=questions, kind="figures"
    )


def drafted(told: Export, context: Context, **given: str) -> Codebook:
    """The draft of an export that has been read."""
    return drafted_of([Opened((), "test", told)], context, **given)


def draft(told: Export, context: Context) -> Codebook:
    """The draft as it is read again from its file: every rule of a codebook holds."""
    return parse(dump(drafted(told, context)), "draft.yaml", context.catalogue)


def test_the_order_of_the_labels_tells_which_end_is_good(context: Context) -> None:
    codebook = draft(export({"Jeg trives": AGREE, "Jeg får hjelp": AGREE[::-1]}), context)

    assert {item.text["nb"]: item.reversed for item in codebook.items} == {"Jeg trives": True, "Jeg får hjelp": False}
    first = codebook.scales[codebook.items[0].scale]
    assert {point: names["nb"] for point, names in first.labels.items()} == dict(enumerate(AGREE, 1))


def test_much_of_something_bad_is_bad(context: Context) -> None:
    often = ["Aldri", "Sjelden", "Ofte", "Alltid"]

    codebook = draft(export({"Hvor ofte er du ensom?": often, "Hvor ofte får du hjelp?": often}), context)

    assert [item.reversed for item in codebook.items] == [True, False]


def test_the_edition_names_the_columns_that_are_told(context: Context) -> None:
    codebook = draft(export({"Jeg trives": AGREE, "Hvor skjedde det?": [*WHAT_HAPPENED, *AGREE]}), context)

    edition = codebook.editions[0]
    counts = {f"count_{point}" for point in range(1, 6)}
    assert (edition.id, edition.period, edition.layout) == ("2021", None, "aggregated")
    assert set(edition.columns) == {"area", "unit", "period", "item", "n"} | counts
    assert edition.values["item"] == {"Jeg trives": codebook.items[0].id}


def test_service_and_role_come_from_the_rows_or_from_the_reader(context: Context) -> None:
    told = export({"Jeg trives": AGREE}, service="school", role="pupil")

    from_rows, from_reader = draft(told, context), drafted(told, context, service="kindergarten", role="guardian")

    assert (from_rows.service, from_rows.role) == ("school", "pupil")
    assert (from_reader.service, from_reader.role) == ("kindergarten", "guardian")


def test_a_share_is_on_a_scale_to_a_hundred(context: Context) -> None:
    ends = {"0": "Ingen mobbet", "100": "Alle mobbet"}
    rows = [{"area": "nation", "period": "2021-H2", "item": "Mobbing på skolen", "n": "", "mean": "3,3"}]
    questions = {"Mobbing på skolen": Question("Mobbing på skolen", "Mobbing på skolen", ends, "number")}

    codebook = draft(Export("test", ("m.csv",), figures_table(rows, [1]), questions=questions, kind="figures"), context)

    scale = codebook.scales[codebook.items[0].scale]
    assert (scale.min, scale.max, codebook.items[0].reversed) == (0, 100, True)


def test_no_question_with_an_order_is_refused(context: Context) -> None:
    with pytest.raises(InputError) as refused:
        drafted(export({"Hvor skjedde det?": WHAT_HAPPENED}), context)

    assert [finding.code for finding in refused.value.findings] == ["draft_no_items"]
