"""Small exports and a small codebook for tests of the mapping."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from core.codebook import Codebook, Codebooks
from core.settings import Settings
from etl.context import Context, load_context
from etl.export import Export, Question

DEGREE = {1: "I svært liten grad", 2: "I liten grad", 3: "I noen grad", 4: "I stor grad", 5: "I svært stor grad"}
RESPECT = "Blir du møtt med respekt av de som jobber her?"
TIME = "Kommer hjelpen når den skal?"


def export_of(
    columns: Mapping[str, Sequence[str]],
    questions: Mapping[str, Question] | None = None,
    name: str = "brukere_2024.csv",
    repeated: tuple[str, ...] = (),
) -> Export:
    """An export with these cells; column labels are the texts of the questions."""
    told = dict(questions or {})
    table = pd.DataFrame(dict(columns), dtype="str").rename_axis("row")
    labels = {code: told[code].text if code in told else code for code in columns}
    return Export("test", (name,), table, labels, told, rows_in_file=len(table), repeated_columns=repeated)


def rated(code: str, text: str, labels: Mapping[int, str] = DEGREE, **others: str) -> Question:
    """A question whose answers are a labelled scale; ``others`` are further codes without their first letter."""
    more = {key.removeprefix("code"): label for key, label in others.items()}
    return Question(code, text, {**{str(point): label for point, label in labels.items()}, **more})


def context_with(folder: Path, *codebooks: Codebook) -> Context:
    """The reference lists, and no codebooks but these."""
    context = load_context(Settings(data=folder))
    return Context(context.settings, context.catalogue, Codebooks({book.id: book for book in codebooks}))


def known_survey(**changes: object) -> Codebook:
    """A survey of two questions, asked in 2022 and 2023 in columns q1, q2 and Alder."""
    columns = {"unit": "Enhet", "respect": "q1", "on_time": "q2", "age": "Alder"}
    scale = {
        "min": 1,
        "max": 5,
        "labels": {point: {"nb": label} for point, label in DEGREE.items()},
        "dont_know": [6, "Vet ikke"],
    }
    data = {
        "id": "survey",
        "title": {"nb": "Undersøkelsen", "nn": "Undersøkinga"},
        "service": "home_care",
        "role": "user",
        "scales": {"degree": scale},
        "items": [
            {
                "id": "respect",
                "text": {"nb": RESPECT, "nn": "Blir du møtt med respekt av dei som jobbar her?"},
                "scale": "degree",
                "dimension": "respected",
                "level": "individual",
            },
            {
                "id": "on_time",
                "text": {"nb": TIME},
                "scale": "degree",
                "dimension": "right_time",
                "level": "individual",
            },
        ],
        "background": [{"id": "age", "text": {"nb": "Alder"}, "values": {1: {"nb": "Ung"}, 2: {"nb": "Gammel"}}}],
        "editions": [{"id": year, "period": year, "columns": columns} for year in ("2022", "2023")],
    }
    return Codebook.model_validate(data | changes)


def known_export(respect: Question | None = None, on_time: Question | None = None) -> Export:
    """An export of the known survey, whose two questions may be told otherwise."""
    questions = {"q1": respect or rated("q1", RESPECT), "q2": on_time or rated("q2", TIME)}
    cells = {"Enhet": ["Nord", "Sør"], "q1": ["5", "1"], "q2": ["4", "2"], "Alder": ["Ung", "Gammel"]}
    return export_of(cells, questions)
