"""The survey as each tool would have exported it: 40 columns, and a dictionary or a structure where there is one."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pandas as pd
import pyarrow as pa
import pyreadstat

from bench.survey_files.survey import BACKGROUND, CHANNELS, SCALE, Survey, written
from bench.survey_files.writing import Columns, write_delimited, write_workbook

COLUMNS = 40
ISO, LOCAL = "%Y-%m-%d %H:%M:%S", "%m/%d/%Y %H:%M:%S"
COMMENT = "Er det noe du vil legge til?"
SEVERAL = "Hvordan tok du kontakt?"

Reader = Literal["duckdb", "calamine", "pyreadstat"]


@dataclass(frozen=True)
class Kind:
    """A kind of export: the adapter that reads it, the plain reader that it is compared with, and what writes it."""

    adapter: str
    reader: Reader
    write: Callable[[Survey, Path], Sequence[Path]]


def surveyxact(survey: Survey, folder: Path) -> list[Path]:
    """Dataset, structure and labels, with semicolons."""
    options = {f"s_2_{place + 1}": survey.ticked(place, "1", "0") for place in range(len(CHANNELS))}
    told = {f"b_{place}": cells for place, cells in enumerate(survey.told(coded=True).values(), start=1)}
    before = {"respondentid": survey.numbers(1000), "closetime": written(survey.ended, ISO)} | told | options
    columns = _whole(before, {"k_1": survey.comments}, lambda place: f"s_1_{place}", survey.rated)
    rated = [name for name in columns if name.startswith("s_1_")]
    structure = [
        ["questionName", "variableName", "questionType", "subType", "questionText", "choiceValue", "choiceText"],
        *([name, name, "Closed", "Single", _asked(place), "", ""] for place, name in enumerate(rated, start=1)),
        *([name, name, "Closed", "Single", text, "", ""] for name, text in zip(told, BACKGROUND, strict=True)),
        *(
            ["s_2", name, "Closed", "Multiple", SEVERAL, str(place), text]
            for place, (name, text) in enumerate(zip(options, CHANNELS, strict=True), start=1)
        ),
        ["k_1", "k_1", "Open", "Text", COMMENT, "", ""],
    ]
    labels = [
        *([name, str(point), text] for name in rated for point, text in enumerate(SCALE, start=1)),
        *([name, code, text] for name in options for code, text in (("0", "Ikke valgt"), ("1", "Valgt"))),
    ]
    return [
        write_delimited(folder / "dataset.csv", columns, ";"),
        write_delimited(folder / "structure.csv", {}, ";", structure),
        write_delimited(folder / "labels.csv", {}, ";", labels),
    ]


def nettskjema(survey: Survey, folder: Path) -> list[Path]:
    """Codes as headers, an option a column."""
    before = {
        "$submission_id": survey.numbers(27_000_000),
        "$created": written(survey.ended, "%Y-%m-%dT%H:%M:%S+02:00"),
    }
    options = {f"kontakt.{place + 1}": survey.ticked(place, "1", "0") for place in range(len(CHANNELS))}
    columns = _whole(
        before | survey.told(coded=True) | options,
        {"fritekst": survey.comments, "$answer_time_ms": _seconds(survey, 1000)},
        lambda place: f"matrise.{place}",
        survey.rated,
    )
    return [write_delimited(folder / "answers.csv", columns, ";", quoting="all")]


def microsoft_forms(survey: Survey, folder: Path) -> list[Path]:
    """The delimited text."""
    return [write_delimited(folder / "answers.csv", _of_microsoft(survey), ",")]


def microsoft_forms_workbook(survey: Survey, folder: Path) -> list[Path]:
    """The workbook."""
    return [write_workbook(folder / "answers.xlsx", _of_microsoft(survey))]


def limesurvey(survey: Survey, folder: Path) -> list[Path]:
    """Codes and texts as headers, full answers."""
    before = {
        "id. Response ID": survey.numbers(1),
        "submitdate. Date submitted": written(survey.ended, ISO),
        "lastpage. Last page": _same("3", survey),
        "startlanguage. Start language": _same("nb", survey),
        "startdate. Date started": written(survey.started, ISO),
    }
    options = {
        f"Q2[SQ{place:03d}]. {SEVERAL} [{name}]": survey.ticked(place - 1, "Y", "")
        for place, name in enumerate(CHANNELS, start=1)
    }
    told = {f"B{place}. {name}": cells for place, (name, cells) in enumerate(survey.told().items(), start=1)}
    columns = _whole(
        before | told | options,
        {f"Q3. {COMMENT}": survey.comments},
        lambda place: f"Q1[SQ{place:03d}]. Hvor enig er du? [{_asked(place)}]",
        lambda place: survey.rated(place, SCALE),
    )
    return [write_delimited(folder / "answers.csv", columns, ";", quoting="all")]


def google_forms(survey: Survey, folder: Path) -> list[Path]:
    """Question texts as headers, several answers in a cell."""
    before = {"Timestamp": written(survey.ended, LOCAL)} | _asked_of(survey) | {SEVERAL: survey.several(", ")}
    columns = _whole(
        before,
        {COMMENT: survey.comments},
        lambda place: f"Hvor enig er du? [{_asked(place)}]",
        lambda place: survey.rated(place, SCALE),
    )
    return [write_delimited(folder / "answers.csv", columns, ",")]


def surveymonkey(survey: Survey, folder: Path) -> list[Path]:
    """Questions in the first header row, options in the second."""
    before = {
        "Respondent ID": survey.numbers(11_000_000_000),
        "Collector ID": _same("430000001", survey),
        "Start Date": written(survey.started, LOCAL),
        "End Date": written(survey.ended, LOCAL),
    }
    options = {name: survey.ticked(place, name, "") for place, name in enumerate(CHANNELS)}
    told = _asked_of(survey)
    columns = _whole(
        before | told | options, {COMMENT: survey.comments}, _asked, lambda place: survey.rated(place, SCALE)
    )
    rated = len(columns) - len(before) - len(told) - len(options) - 1
    above = [
        [*before, *told, SEVERAL, *[""] * (len(options) - 1), "Hvor enig er du?", *[""] * (rated - 1), COMMENT],
        [
            *[""] * len(before),
            *["Response"] * len(told),
            *options,
            *map(_asked, range(1, rated + 1)),
            "Open-Ended Response",
        ],
    ]
    return [write_delimited(folder / "answers.csv", columns, ",", above)]


def surveygizmo(survey: Survey, folder: Path) -> list[Path]:
    """An option or the row of a grid is a column called ``option:question``."""
    before = {
        "Response ID": survey.numbers(1),
        "Time Started": written(survey.started, "%b %d, %Y %I:%M:%S %p"),
        "Date Submitted": written(survey.ended, "%b %d, %Y %I:%M:%S %p"),
        "Status": _same("Complete", survey),
    }
    options = {f"{name}:{SEVERAL}": survey.ticked(place, name, "") for place, name in enumerate(CHANNELS)}
    columns = _whole(
        before | _asked_of(survey) | options,
        {COMMENT: survey.comments},
        lambda place: f"{_asked(place)}:Hvor enig er du?",
        lambda place: survey.rated(place, SCALE),
    )
    return [write_delimited(folder / "answers.csv", columns, ",")]


def qualtrics(survey: Survey, folder: Path) -> list[Path]:
    """Names, texts and import ids above the answers; several answers in a cell."""
    before = {
        "StartDate": written(survey.started, ISO),
        "EndDate": written(survey.ended, ISO),
        "Status": _same("IP Address", survey),
        "Progress": _same("100", survey),
        "Duration (in seconds)": _seconds(survey),
        "Finished": _same("True", survey),
        "RecordedDate": written(survey.ended, ISO),
        "ResponseId": survey.numbers(1_000_000),
    }
    ids = ["startDate", "endDate", "status", "progress", "duration", "finished", "recordedDate", "_recordId"]
    told = {f"B{place}": cells for place, cells in enumerate(survey.told().values(), start=1)}
    columns = _whole(
        before | told | {"Q2": survey.several(",")},
        {"Q3": survey.comments},
        lambda place: f"Q1_{place}",
        lambda place: survey.rated(place, SCALE),
    )
    rated = [name for name in columns if name.startswith("Q1_")]
    ids += [f"QID{place}" for place in range(10, 10 + len(told))] + ["QID2"]
    ids += [f"QID1_{place}" for place in range(1, len(rated) + 1)] + ["QID3_TEXT"]
    texts = [*before, *BACKGROUND, SEVERAL]
    texts += [f"Hvor enig er du? - {_asked(place)}" for place in range(1, len(rated) + 1)] + [COMMENT]
    above = [list(columns), texts, [json.dumps({"ImportId": one}, separators=(",", ":")) for one in ids]]
    return [write_delimited(folder / "answers.csv", columns, ",", above)]


def redcap(survey: Survey, folder: Path) -> list[Path]:
    """Codes, and the dictionary that tells what they mean."""
    told = {f"background_{place}": cells for place, cells in enumerate(survey.told(coded=True).values(), start=1)}
    before = {"record_id": survey.numbers(1), "answered": written(survey.ended, "%Y-%m-%d")}
    options = {f"contact___{place + 1}": survey.ticked(place, "1", "0") for place in range(len(CHANNELS))}
    after = {"remark": survey.comments, "survey_complete": _same("2", survey)}
    columns = _whole(before | told | options, after, lambda place: f"rating_{place}", survey.rated)
    rated = [name for name in columns if name.startswith("rating_")]
    dictionary = [
        ["field_name", "form_name", "field_type", "field_label", "select_choices_or_calculations"],
        ["record_id", "survey", "text", "Record", ""],
        ["answered", "survey", "text", "Besvart", ""],
        *(
            [name, "survey", "radio", text, _choices(words)]
            for name, (text, words) in zip(told, BACKGROUND.items(), strict=True)
        ),
        ["contact", "survey", "checkbox", SEVERAL, _choices(CHANNELS)],
        *([name, "survey", "radio", _asked(place), _choices(SCALE)] for place, name in enumerate(rated, start=1)),
        ["remark", "survey", "notes", COMMENT, ""],
    ]
    return [
        write_delimited(folder / "data.csv", columns, ","),
        write_delimited(folder / "dictionary.csv", {}, ",", dictionary),
    ]


def kobo(survey: Survey, folder: Path) -> list[Path]:
    """Names of answers, several of them in a cell."""
    names = [f"{place}___{name.lower().replace(' ', '_')}" for place, name in enumerate(SCALE, start=1)]
    channels = ["telefon", "e_post", "opp_m_te", "brev"]
    before = {
        "start": written(survey.started, "%Y-%m-%dT%H:%M:%S.000+02:00"),
        "end": written(survey.ended, "%Y-%m-%dT%H:%M:%S.000+02:00"),
    }
    after = {
        "remark": survey.comments,
        "_id": survey.numbers(1),
        "_uuid": survey.numbers(5_000_000),
        "_submission_time": written(survey.ended, "%Y-%m-%dT%H:%M:%S"),
    }
    columns = _whole(
        before | survey.told() | {"contact": survey.several(" ", names=channels)},
        after,
        lambda place: f"rating/Statement_{place}",
        lambda place: survey.rated(place, names),
    )
    return [write_delimited(folder / "answers.csv", columns, ";")]


def spss(survey: Survey, folder: Path) -> list[Path]:
    """Numbers with labels, a time and a comment."""
    told = {f"b{place}": cells for place, cells in enumerate(survey.told(coded=True).values(), start=1)}
    options = {f"s{place + 1}": survey.ticked(place, "1", "0") for place in range(len(CHANNELS))}
    coded = _whole({"id": survey.numbers(1)} | told | options, {}, lambda place: f"q{place}", survey.rated, COLUMNS - 2)
    table = pd.DataFrame({name: pd.to_numeric(cells.to_pandas()) for name, cells in coded.items()})
    table.insert(1, "ended", survey.ended.astype("datetime64[s]"))
    table["comment"] = survey.comments.to_pandas()
    rated = {name: dict(enumerate(SCALE, start=1)) for name in map(str, table) if name.startswith("q")}
    path = folder / "answers.sav"
    pyreadstat.write_sav(
        table,
        str(path),
        column_labels={name: _asked(int(name[1:])) for name in rated},
        variable_value_labels={
            name: {float(code): text for code, text in words.items()} for name, words in rated.items()
        },
    )
    return [path]


def mapped_table(survey: Survey, folder: Path) -> list[Path]:
    """A table of no tool that is known."""
    return [write_delimited(folder / "answers.csv", _of_anybody(survey), ";")]


def mapped_table_workbook(survey: Survey, folder: Path) -> list[Path]:
    """The same as a workbook."""
    return [write_workbook(folder / "answers.xlsx", _of_anybody(survey))]


KINDS: dict[str, Kind] = {
    "SurveyXact, three files": Kind("surveyxact", "duckdb", surveyxact),
    "Nettskjema": Kind("nettskjema", "duckdb", nettskjema),
    "Microsoft Forms, CSV": Kind("microsoft_forms", "duckdb", microsoft_forms),
    "Microsoft Forms, workbook": Kind("microsoft_forms", "calamine", microsoft_forms_workbook),
    "LimeSurvey": Kind("limesurvey", "duckdb", limesurvey),
    "Google Forms": Kind("google_forms", "duckdb", google_forms),
    "SurveyMonkey, two header rows": Kind("surveymonkey", "duckdb", surveymonkey),
    "Alchemer": Kind("surveygizmo", "duckdb", surveygizmo),
    "Qualtrics, three header rows": Kind("qualtrics", "duckdb", qualtrics),
    "REDCap with dictionary": Kind("redcap", "duckdb", redcap),
    "KoboToolbox": Kind("kobo", "duckdb", kobo),
    "SPSS": Kind("spss", "pyreadstat", spss),
    "any table, CSV": Kind("mapped_table", "duckdb", mapped_table),
    "any table, workbook": Kind("mapped_table", "calamine", mapped_table_workbook),
}


def _of_microsoft(survey: Survey) -> dict[str, pa.StringArray]:
    before = {
        "Id": survey.numbers(1),
        "Start time": written(survey.started, LOCAL),
        "Completion time": written(survey.ended, LOCAL),
    }
    several = {SEVERAL: survey.several(";", at_end=True)}
    told = _asked_of(survey) | several
    return _whole(before | told, {COMMENT: survey.comments}, _asked, lambda place: survey.rated(place, SCALE))


def _of_anybody(survey: Survey) -> dict[str, pa.StringArray]:
    before = {"Nummer": survey.numbers(1), "Dato": written(survey.ended, "%d.%m.%Y")} | survey.told()
    before |= {"Kanaler": survey.several("; ")}
    return _whole(before, {"Kommentar": survey.comments}, lambda place: f"Sp{place:02d}", survey.rated)


def _whole(
    before: Columns,
    after: Columns,
    name: Callable[[int], str],
    cells: Callable[[int], pa.StringArray],
    width: int = COLUMNS,
) -> dict[str, pa.StringArray]:
    """The columns with as many ratings between as the file has room for; questions are counted from 1."""
    room = width - len(before) - len(after)
    return {**before, **{name(place): cells(place - 1) for place in range(1, room + 1)}, **after}


def _asked_of(survey: Survey) -> dict[str, pa.StringArray]:
    return {f"Hva er riktig for deg: {name.lower()}?": cells for name, cells in survey.told().items()}


def _asked(place: int) -> str:
    return f"Jeg er fornøyd med side {place} av tjenesten"


def _same(text: str, survey: Survey) -> pa.StringArray:
    return pa.repeat(text, survey.respondents)


def _seconds(survey: Survey, parts: int = 1) -> pa.StringArray:
    return pa.array((survey.ended - survey.started).astype("int64") * parts).cast(pa.string())


def _choices(words: Sequence[str]) -> str:
    return " | ".join(f"{place}, {word}" for place, word in enumerate(words, start=1))
