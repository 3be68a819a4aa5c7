"""The method page: how the figures are made, and what the words mean."""

import pandas as pd

from core.text import number, pick, text
from ui import data, show
from views import method, quality, wording, words

SECTIONS = ("figures", "uncertainty", "aggregation", "roles", "privacy", "answers")
GLOSSARY = (
    "index", "interval", "item", "edition", "unit", "response_rate", "hidden", "not_measured", "codebook", "release",
)  # fmt: skip


def sections() -> None:
    """Every part of the method, then the definitions, then what the present figures rest on."""
    release = data.release_or_none()
    about = None if release is None else release.query("about").iloc[0]
    limits = (
        {"min_n": 5, "min_n_detail": 10}
        if about is None
        else {key: int(about[key]) for key in ("min_n", "min_n_detail")}
    )
    for key in SECTIONS:
        show.heading(text(f"method.sections.{key}.title"))
        body = (
            text(f"method.sections.{key}.body", **limits) if key == "privacy" else text(f"method.sections.{key}.body")
        )
        for paragraph in body.strip().split("\n\n"):
            show.paragraph(paragraph)
    _statistics(limits)
    _definitions()
    if about is not None:
        _sources(about)


def _statistics(limits: dict[str, int]) -> None:
    """How every statistic is worked out: a heading to link to, the words, and an example from the present release."""
    worked = {} if data.release_or_none() is None else data.cached(method.examples)
    show.heading(text("how.title"))
    show.paragraph(text("how.intro"))
    show.contents({key: text(f"how.{key}.title") for key in method.PARAGRAPHS})
    for key in method.PARAGRAPHS:
        show.anchored(key, text(f"how.{key}.title"))
        show.explained(text(f"how.{key}.body", floor=number(wording.FLOOR), **limits), worked.get(key, ""))


def _definitions() -> None:
    reference = words.reference()
    show.heading(text("method.dimensions"))
    show.definitions({pick(entry.name): pick(entry.description) for entry in reference.dimensions.values()})
    show.heading(text("method.levels"))
    show.definitions({pick(entry.name): pick(entry.description) for entry in reference.levels.values()})
    show.heading(text("method.glossary"))
    terms = (text(f"glossary.{key}").partition(": ") for key in GLOSSARY)
    show.definitions({term: meaning for term, _, meaning in terms})


def _sources(about: pd.Series) -> None:
    show.heading(text("method.sections.sources.title"))
    show.paragraph(
        text(
            "method.sections.sources.body",
            created=about["created"].strftime("%d.%m.%Y"),
            built_on=data.cached(quality.summary),
            hidden=number(about["hidden_cells"]),
            cells=number(about["cells"]),
        )
    )
