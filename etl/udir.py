"""What the national directorate for education writes in all of its exports: places, surveys and school years."""

import re

import pandas as pd

from etl.export import FIGURES

# Surveys by the start of their name: who answers about which service.
SURVEYS = {
    "elevundersøkelsen": ("school", "pupil"),
    "foreldreundersøkelsen i barnehage": ("kindergarten", "guardian"),
    "foreldreundersøkelsen barnehage": ("kindergarten", "guardian"),
    "foreldreundersøkelsen": ("school", "guardian"),
    "lærerundersøkelsen": ("school", "staff"),
}
# Rows of everybody beside rows of parts: «Alle kjønn», «Begge kjønn», «Hele landet».
TOTAL = re.compile(r"(?:alle|begge|hele)\b", re.IGNORECASE)
_SCHOOL_YEAR = re.compile(r"((?:19|20)\d\d)\s*[-–/]\s*\d{2,4}")


def survey(name: str) -> tuple[str, str] | None:
    """Service and role of a survey, by its name."""
    lower = name.casefold()
    named = (found for start, found in SURVEYS.items() if lower.startswith(start))
    # A report of some of the questions has a name of its own: «Mobbet av andre elever på skolen».
    return next(named, ("school", "pupil") if re.search(r"\belev", lower) else None)


def autumn_of(school_year: str) -> str:
    """The half-year of the survey in a school year: pupils are asked in autumn, so 2021-22 is 2021-H2."""
    match = _SCHOOL_YEAR.fullmatch(school_year.strip())
    return f"{match[1]}-H2" if match else school_year.strip()


def is_total(written: str) -> bool:
    """Whether a cell says that its row is about everybody."""
    return not written or TOTAL.match(written) is not None


def clean(written: str) -> str:
    """A text without the remains of line ends, footnote marks and double blanks."""
    return " ".join(written.replace("_x000D_", " ").split()).removesuffix("*").strip()


def texts_of(table: pd.DataFrame) -> list[dict[str, str]]:
    """Each row of a table of text, by column."""
    return [{str(name): str(cell) for name, cell in record.items()} for record in table.to_dict("records")]


def without_parts(table: pd.DataFrame) -> pd.DataFrame:
    """The rows of everybody where a place has them, so that its parts are not counted beside them."""
    places = [name for name in ("area", *FIGURES[1:7], "item") if name in table.columns and name != "group"]
    everybody = table["group"].eq("")
    return table[everybody | ~everybody.groupby([table[name] for name in places]).transform("any")]
