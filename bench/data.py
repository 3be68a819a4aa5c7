"""The files that are imported: a survey of 25,000 respondents, one of ten times as many, and their codebook."""

import os
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
import yaml

RESPONDENTS = 25_000
MUNICIPALITIES, QUESTIONS, UNITS = 30, 40, 4
YEARS = range(2018, 2026)
SERVICES = {
    "Barnehage": 0.198, "Helsestasjon": 0.184, "Hjemmetjeneste": 0.158, "Bibliotek": 0.121,
    "Sykehjem": 0.100, "SFO": 0.097, "NAV kommunal": 0.081, "Byggesak": 0.061,
}  # fmt: skip
# Heading of a question -> what it measures.
THEMES = {
    "Respekt": "respected",
    "Brukermedvirkning": "taken_seriously",
    "Informasjon": "overview",
    "Tilgjengelighet": "right_time",
    "Resultat for bruker": "right_help",
    "Pålitelighet": "without_demanding",
    "Fysisk miljø": "other",
    "Helhetsvurdering": "overall",
}
STRUCTURE = {
    "respondent_id": "Respondent",
    "municipality": "Kommune",
    "unit": "Enhet",
    "service": "Tjeneste",
    "year": "År",
}
LEAST, MOST = 1, 6
SEED, UNANSWERED = 25_000, 0.07


def wide_file() -> Path | None:
    """A real file of this shape, where one is at hand."""
    folder = os.environ.get("BRUKERINNSIKT_SHARED")
    path = Path(folder or "") / "exports" / "synthetic" / "wide_25k.csv"
    return path if folder and path.is_file() else None


def write_wide(path: Path, respondents: int) -> Path:
    """Write the survey with so many respondents; the same number gives the same file."""
    table = _who(np.random.default_rng([SEED, respondents, 1]), respondents)
    answers = _answers(np.random.default_rng([SEED, respondents, 2]), respondents)
    whole = pd.concat([table, pd.DataFrame(answers, columns=list(_questions()))], axis="columns")
    labels = [*STRUCTURE.values(), *_questions().values()]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        file.write(";".join(whole.columns) + "\n" + ";".join(labels) + "\n")
        whole.to_csv(file, sep=";", index=False, header=False, lineterminator="\n")
    return path


def write_codebook(path: Path) -> Path:
    """Write the codebook that explains the survey."""
    items = [
        {"id": code.lower(), "text": {"nb": text}, "scale": "agreement", "dimension": THEMES[text.partition(":")[0]],
         "level": "individual"}
        for code, text in _questions().items()
    ]  # fmt: skip
    columns = {"respondent": "respondent_id", "period": "year"} | {
        name: name for name in ("municipality", "unit", "service")
    }
    book = {
        "id": "wide",
        "title": {"nb": "Bred"},
        "service": "home_care",
        "role": "user",
        "scales": {
            "agreement": {"min": LEAST, "max": MOST, "labels": {LEAST: {"nb": "Helt uenig"}, MOST: {"nb": "Helt enig"}}}
        },
        "items": items,
        "editions": [{"id": "2018-2025", "columns": columns | {code.lower(): code for code in _questions()}}],
        "municipalities": {f"k{number:02d}": f"Kommune {number:02d}" for number in range(1, MUNICIPALITIES + 1)},
    }
    path.write_text(yaml.safe_dump(book, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path


def _questions() -> dict[str, str]:
    headings = list(THEMES)
    return {f"Q{n:02d}": f"{headings[(n - 1) % len(headings)]}: påstand {n}" for n in range(1, QUESTIONS + 1)}


def _who(rng: np.random.Generator, respondents: int) -> pd.DataFrame:
    """Large and small municipalities, as there are: a few have most of the respondents."""
    size = 1 / np.arange(1, MUNICIPALITIES + 1)
    numbers = rng.choice(MUNICIPALITIES, respondents, p=size / size.sum()) + 1
    shares = np.array(list(SERVICES.values()))
    services = rng.choice(list(SERVICES), respondents, p=shares / shares.sum())
    units = rng.integers(1, UNITS + 1, respondents).astype(str)
    columns = {
        "respondent_id": np.arange(1, respondents + 1),
        "municipality": np.char.add("Kommune ", np.char.zfill(numbers.astype(str), 2)),
        "unit": np.char.add(np.char.add(services, " "), units),
        "service": services,
        "year": rng.choice(np.array(YEARS), respondents),
    }
    return pd.DataFrame(columns)


def _answers(rng: np.random.Generator, respondents: int) -> npt.NDArray[np.str_]:
    """A person's answers hang together, lie high, and some are missing."""
    content = rng.normal(4.95, 0.65, (respondents, 1)) + rng.normal(0, 0.75, (respondents, QUESTIONS))
    written = np.array(["", *map(str, range(LEAST, MOST + 1))])
    points = np.rint(content).clip(LEAST, MOST).astype("int8")
    return written[np.where(rng.random(points.shape) < UNANSWERED, 0, points)]
