"""Gothenburg's survey of parents with children in kindergarten

One JSON document a report: the means of each question for the city, the district, the school and the region, those of
former years for the unit itself, and its answers of this year in per cent.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from core.codebook import Codebooks
from core.errors import InputError
from core.findings import Finding
from etl.export import Export, Question
from etl.published_figures import figures_table, spelled
from etl.reading import SourceFile

NEEDED = {"schoolName", "areaName", "year", "scale", "means"}
CITY, REGION = "Göteborg", "Göteborgsregionen"
# Answers from the one end to the other, with the words under which a draft knows their order.
ANSWERS = {
    "stronglyDisagree": "Strongly disagree",
    "disagree": "Disagree",
    "neither": "Neither agree nor disagree",
    "agree": "Agree",
    "stronglyAgree": "Strongly agree",
}
ABOUT = {"service": "kindergarten", "role": "guardian"}
# Printed whole per cent of all answers, the last of them perhaps rounded away.
WHOLE = (98, 102)
_START = 20_000


def recognises(files: Sequence[SourceFile], codebooks: Codebooks) -> bool:
    """Whether the only file is such a document."""
    del codebooks
    if len(files) != 1 or not files[0].content[:64].lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{"):
        return False
    start = files[0].content[:_START].decode("utf-8", errors="ignore")
    return all(f'"{name}"' in start for name in NEEDED)


def read(files: Sequence[SourceFile]) -> Export:
    """A row a place, year and question; rows are numbered from 1, for a document has none."""
    document = _document(files[0])
    rows = list(_rows(document))
    names = [str(mean["question"]) for mean in document["means"]]
    return Export(
        adapter="goteborg_kindergartens",
        files=(files[0].name,),
        table=figures_table(rows, range(1, len(rows) + 1)),
        questions={name: Question(name, name, _labels(str(document["scale"]))) for name in names},
        kind="figures",
        rows_in_file=len(rows),
        findings=tuple(_notes(document, files[0].name)),
        encoding="utf-8",
    )


def _notes(document: Mapping[str, Any], file: str) -> Iterator[Finding]:
    other = tuple(name for name in ("genderSplit", "importantQuestions", "unitMeans") if document.get(name))
    if other:
        yield Finding("json_parts_left_out", "info", file, values=other)
    if (document.get("metadata") or {}).get("respondents") is not None:
        yield Finding("number_of_the_survey", "info", file)


def _document(file: SourceFile) -> dict[str, Any]:
    try:
        document = json.loads(file.content.decode("utf-8-sig"))
        # Read once to see that every part is where it is looked for.
        list(_rows(document))
        _labels(str(document["scale"]))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError([Finding("json_broken", file=file.name)]) from error
    return dict(document)


def _labels(scale: str) -> dict[str, str]:
    """Scale point -> words; of a longer scale than the answers have words for, the ends only."""
    low, high = (int(end) for end in scale.split("-"))
    words = list(ANSWERS.values())
    if high - low + 1 == len(words):
        return {str(low + step): word for step, word in enumerate(words)}
    return {str(low): words[0], str(high): words[-1]}


def _rows(document: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    year = str(document["year"])
    answers = {told["question"]: told for told in document.get("responses") or []}
    for told in document["means"]:
        about = {**ABOUT, "item": str(told["question"])}
        yield from _own(document, told, answers.get(told["question"], {}), about)
        for place, mean in _others(document, told).items():
            yield {**dict(place), **about, "period": year, "n": "", "mean": mean}


def _own(
    document: Mapping[str, Any], told: Mapping[str, Any], answers: Mapping[str, Any], about: Mapping[str, str]
) -> Iterator[dict[str, str]]:
    """The unit's own figures: of this year from its answers where its mean is not told, of former years as means."""
    year, facts = str(document["year"]), document.get("metadata") or {}
    place = {"area": "unit", "municipality": CITY, "unit": _unit(document)}
    means = {str(number): spelled(float(mean)) for number, mean in (told.get("history") or {}).items()}
    shares = _shares(answers, str(document["scale"]))
    if year not in means and shares:
        points = {int(name.removeprefix("share_")): float(share) for name, share in shares.items()}
        means[year] = spelled(sum(point * share for point, share in points.items()) / sum(points.values()))
    for number, mean in means.items():
        this = number == year
        counted = {"n": _text(facts.get("respondents")), "invited": _text(facts.get("totalInvited"))} if this else {}
        yield {**place, **about, "period": number, "n": "", **counted, "mean": mean, **(shares if this else {})}


def _shares(answers: Mapping[str, Any], scale: str) -> dict[str, str]:
    """The answers in per cent by scale point; nothing where they are not all there, or the scale has other points."""
    labels = _labels(scale)
    told = {name: float(answers.get(name) or 0) for name in ANSWERS}
    rated = sum(told.values())
    if len(labels) != len(ANSWERS) or not rated:
        return {}
    if not WHOLE[0] <= rated + float(answers.get("dontKnow") or 0) <= WHOLE[1]:
        return {}
    return {f"share_{point}": spelled(share / rated * 100) for point, share in zip(labels, told.values(), strict=True)}


def _others(document: Mapping[str, Any], told: Mapping[str, Any]) -> dict[tuple[tuple[str, str], ...], str]:
    """Place -> mean, of the places that the unit is held against; the school is one where the report is of its unit."""
    places = {
        "goteborg": {"area": "municipality", "municipality": CITY},
        "district": {"area": "region", "unit": str(document["areaName"])},
        "gr": {"area": "region", "unit": REGION},
    }
    if document.get("unitMeans"):
        places["school"] = {"area": "region", "unit": str(document["schoolName"])}
    return {
        tuple(place.items()): spelled(float(told[name])) for name, place in places.items() if told.get(name) is not None
    }


def _unit(document: Mapping[str, Any]) -> str:
    """The unit by its own name and its school's; a report of a whole school has the school's."""
    own = str(document.get("unitName") or "")
    return f"{document['schoolName']} - {own}" if own and document.get("unitMeans") else str(document["schoolName"])


def _text(number: object) -> str:
    return "" if number is None else str(number)
