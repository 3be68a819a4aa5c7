"""What the invited answer: a latent score of person, unit, dimension and item, rounded and cut to the scale."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from core.codebook import Codebook, Item, Scale
from sample_data.contents import codebook_of, content, planted
from sample_data.units import SEED, Group, Survey

Floats = npt.NDArray[np.float64]
STRUCTURE = ["unit", "service", "role", "period"]
LATENT_MIN, LATENT_MAX = 1, 6


@dataclass(frozen=True)
class _Crowd:
    """Everybody who answers one edition, and what they carry into every answer and into each dimension."""

    survey: Survey
    book: Codebook
    people: pd.DataFrame
    person: Floats
    tendency: dict[str, Floats]
    rng: np.random.Generator


def answers(survey: Survey, asked: list[Group]) -> pd.DataFrame:
    """One row a respondent: unit, service, role, period, a code (or "") an item and background variable.

    Rows are in random order, as in a real export.
    """
    crowd = _crowd(survey, asked)
    columns = {item.id: _codes(crowd, item, position) for position, item in enumerate(crowd.book.items)}
    background = {variable.id: _background(crowd, variable.id) for variable in crowd.book.background}
    table = crowd.people[STRUCTURE].assign(**columns, **background)
    order = np.argsort(crowd.rng.random(len(table)), kind="stable")
    return _with_typing_errors(survey, table.iloc[order].reset_index(drop=True))


def scores(survey: Survey, table: pd.DataFrame) -> pd.DataFrame:
    """One row a respondent, one column an item: the rating turned so that higher is better, or missing."""
    book = codebook_of(survey.instrument)
    shown = {}
    for item in book.items:
        scale = book.scales[item.scale]
        rating = pd.to_numeric(table[item.id], errors="coerce")
        rating = rating.where(rating.between(scale.min, scale.max))
        shown[item.id] = scale.min + scale.max - rating if item.reversed else rating
    return pd.DataFrame(shown, index=table.index)


def _crowd(survey: Survey, asked: list[Group]) -> _Crowd:
    rng = survey.generator(survey.draw)
    book = codebook_of(survey.instrument)
    people = pd.DataFrame([group.__dict__ for group in asked for _ in range(group.answering)])
    spread = content("model")["spread"]
    person = spread["person"] * rng.standard_normal(len(people))
    dimensions = list(content("model")["dimension"])
    tendency = {dimension: spread["dimension"] * rng.standard_normal(len(people)) for dimension in dimensions}
    return _Crowd(survey, book, people, person, tendency, rng)


def _codes(crowd: _Crowd, item: Item, position: int) -> npt.NDArray[np.object_]:
    """The codes of one item as text: ratings, "don't know", "not applicable", or nothing."""
    scale = crowd.book.scales[item.scale]
    score = _rounded(_level(crowd, item, position) + _deviation(crowd, item), scale)
    codes = np.where(item.reversed, scale.min + scale.max - score, score).astype("str").astype("object")
    model = content("model")
    share = model["unanswered"]
    unanswered = share["first"] + (share["last"] - share["first"]) * position / len(crowd.book.items)
    reasons: list[tuple[float, str]] = [
        (model["not_applicable"].get(item.id, 0.0), _code_for(scale.not_applicable)),
        (model["dont_know"][item.level], _code_for(scale.dont_know)),
        (unanswered, ""),
    ]
    for chance, code in reasons:
        codes[crowd.rng.random(len(codes)) < chance] = code
    return codes


def _level(crowd: _Crowd, item: Item, position: int) -> Floats:
    """The latent mean of each person's unit, service and role on this item."""
    model = content("model")
    people = crowd.people
    of_item = np.random.default_rng([SEED, crowd.survey.stream, 0, 3]).standard_normal(len(crowd.book.items))[position]
    level = model["dimension"][item.dimension] + model["level"][item.level] + model["spread"]["item"] * of_item
    level = level + people["service"].map(model["service"]) + people["role"].map(model["role"]).fillna(0.0)
    for fact in planted("changes", crowd.survey.instrument, dimension=item.dimension):
        level = level + fact["shift"] * (people["service"].eq(fact["service"]) & people["period"].ge(fact["since"]))
    for fact in planted("weak_units", crowd.survey.instrument):
        level = level + fact["shift"] * (people["unit"].eq(fact["unit"]) & (item.dimension in fact["dimensions"]))
    return np.asarray(level, dtype="float64")


def _deviation(crowd: _Crowd, item: Item) -> Floats:
    """What a person's answer deviates from that: in general, in this dimension, and in this answer."""
    model = content("model")
    noise = model["spread"]["answer"] * crowd.rng.standard_normal(len(crowd.people))
    if item.dimension != "overall":
        return np.asarray(crowd.person + crowd.tendency[item.dimension] + noise)
    weights: dict[str, Any] = {name: np.full(len(crowd.people), model["overall"]["others"]) for name in crowd.tendency}
    for fact in planted("drivers", crowd.survey.instrument):
        weights[fact["dimension"]][crowd.people["service"].eq(fact["service"])] = fact["weight"]
    driven = sum(weight * crowd.tendency[name] for name, weight in weights.items())
    return np.asarray(model["overall"]["person"] * crowd.person + driven + model["overall"]["noise"] * noise)


def _rounded(latent: Floats, scale: Scale) -> npt.NDArray[np.int64]:
    steps = (latent - LATENT_MIN) * (scale.max - scale.min) / (LATENT_MAX - LATENT_MIN)
    return np.clip(np.floor(scale.min + steps + 0.5), scale.min, scale.max).astype("int64")


def _code_for(codes: list[int | str]) -> str:
    """The number that the files use for a reason; the words beside it are for other exports."""
    return str(next(code for code in codes if isinstance(code, int)))


def _background(crowd: _Crowd, variable: str) -> npt.NDArray[np.object_]:
    model = content("model")["background"]
    chosen = crowd.rng.random(len(crowd.people))
    silent = crowd.rng.random(len(crowd.people)) < model["unanswered"]
    codes = np.empty(len(crowd.people), dtype="object")
    shares = model[variable]
    for service in crowd.people["service"].drop_duplicates():
        mine = crowd.people["service"].eq(service).to_numpy()
        upper = np.cumsum(shares[service] if isinstance(shares, dict) else shares)
        codes[mine] = (np.searchsorted(upper[:-1], chosen[mine], side="right") + 1).astype("str")
    codes[silent] = ""
    return codes


def _with_typing_errors(survey: Survey, table: pd.DataFrame) -> pd.DataFrame:
    for fact in planted("outside_scale", survey.instrument, edition=survey.edition):
        table.loc[fact["row"], fact["item"]] = fact["code"]
    for fact in planted("without_unit", survey.instrument, edition=survey.edition):
        table.loc[fact["row"], "unit"] = ""
    return table
