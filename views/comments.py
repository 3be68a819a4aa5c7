"""What is told of comments: those that a release has at a place, the themes in them, and a few that stand for many."""

from collections.abc import Iterable, Sequence

import pandas as pd

from core.selection import EVERYONE, Selection
from core.text import language, listing, number, percent, quoted, text
from store.release import Release
from views import words
from views.places import places_of
from views.rows import records

PRAISE, COMPLAINT = POLARITIES = ("positive", "negative")
COLUMNS = ("comment_no", "text", "question", "themes")
FEWEST_FOR_SHARE = 10
THEMES = ("label", "praise", "complaint", "about", "comment_share", "comment_count")
# Comments that are shown at once, and those that stand for many.
AT_ONCE, QUOTES = 20, 4
LONGEST_QUOTE = 320
Theme = tuple[str, str, str]


def of_year(selection: Selection) -> Selection:
    """The whole year of the selection: comments are told by year, so that nobody is found by the month."""
    return selection.but(period=(selection.period or "")[:4])


def listed(release: Release, selection: Selection) -> pd.DataFrame:
    """One row a comment of the place, year and role, in the release's order: comment_no, text, question, themes."""
    return release.remembered(_listed, of_year(selection))


def _listed(release: Release, selection: Selection) -> pd.DataFrame:
    rows = release.held("comments", selection.municipality).of([selection.place], selection.period, selection.role)
    themes = release.remembered(_themes)
    numbers = [int(one) for one in rows["comment_no"].tolist()]
    told = {
        "comment_no": numbers,
        "text": rows["text"].tolist(),
        "question": _in_language(rows, "question"),
        "themes": [themes.get(one, ()) for one in numbers],
    }
    return pd.DataFrame(told, columns=list(COLUMNS))


def _themes(release: Release) -> dict[int, tuple[Theme, ...]]:
    found: dict[int, tuple[Theme, ...]] = {}
    for row in records(release.query("comment_themes")):
        number_of = int(row["comment_no"])
        found[number_of] = (*found.get(number_of, ()), (row["dimension"], row["level"], row["polarity"]))
    return found


def _in_language(rows: pd.DataFrame, name: str) -> list[str]:
    """The text in the reader's language, or in the nearest one that has it."""
    order = [rows[f"{name}_{code}"].tolist() for code in dict.fromkeys((language(), "nb", "nn", "en"))]
    return [next((str(one) for one in told if isinstance(one, str) and one), "") for told in zip(*order, strict=True)]


def state(release: Release, selection: Selection) -> str:
    """shown, or why there is none: hidden (too few), not_asked (no such question) or none (nothing approved yet)."""
    chosen = of_year(selection)
    if len(listed(release, chosen)):
        return "shown"
    if not _asked(release, chosen):
        return "not_asked"
    answered = release.held("response", chosen.municipality).of([chosen.place], chosen.period, chosen.role)
    least = int(release.query("about")["min_n_detail"].iloc[0])
    # How many answered is known here; that is why it may be told that they are too few.
    is_few = answered.empty or bool(answered["n"].isna().all()) or float(answered["n"].iloc[0]) < least
    return "hidden" if is_few else "none"


def _asked(release: Release, selection: Selection) -> bool:
    questions = release.query("comment_questions")
    own = questions[questions["service"].eq(selection.service)] if selection.service else questions
    return len(own) > 0 and selection.role in (None, EVERYONE, *own["role"].tolist())


def by_dimension(release: Release, selection: Selection) -> pd.DataFrame:
    """One row a dimension: comments that praise it, that want it better, about it, their share, and n comments."""
    return themes_of(listed(release, selection))


def themes_of(comments: pd.DataFrame) -> pd.DataFrame:
    """The same, of some comments."""
    keys = words.CORE_DIMENSIONS
    return pd.DataFrame([{"dimension": key, "label": words.dimension(key), **_counts(comments, key)} for key in keys])


def _counts(comments: pd.DataFrame, dimension: str) -> dict[str, float]:
    told = [{polarity for key, _, polarity in themes if key == dimension} for themes in comments["themes"].tolist()]
    about = sum(bool(polarities) for polarities in told)
    return {
        "praise": sum(PRAISE in polarities for polarities in told),
        "complaint": sum(COMPLAINT in polarities for polarities in told),
        "about": about,
        "share": about / len(told) if told else float("nan"),
        "n": len(told),
    }


def by_service(release: Release, selection: Selection) -> pd.DataFrame:
    """One row a service (and role) that lists comments: n, and by dimension how many of them are about it."""
    chosen = of_year(selection)
    places = places_of(release)
    rows = []
    for service in places.services(chosen.municipality):
        for role in places.roles.get(service.id, ()):
            if chosen.role not in (None, EVERYONE, role):
                continue
            comments = listed(release, chosen.but(service=service.service, unit=None, role=role))
            if len(comments):
                told = {key: _counts(comments, key)["about"] for key in words.CORE_DIMENSIONS}
                rows.append({"place": service.id, "role": role, "service": service.service, "n": len(comments), **told})
    table = pd.DataFrame(rows, columns=["place", "role", "service", "n", *words.CORE_DIMENSIONS])
    table.insert(0, "label", words.place_labels(places, table))
    return table


def shares_by_service(table: pd.DataFrame) -> pd.DataFrame:
    """The table by service with the number about each dimension and its share, in words."""
    told = {"label": table["label"].tolist(), "comment_count": table["n"].tolist()}
    for key in words.CORE_DIMENSIONS:
        pairs = zip(table[key].tolist(), table["n"].tolist(), strict=True)
        told[f"about_{key}"] = [_count_share(n, of) for n, of in pairs]
    return pd.DataFrame(told)


def _count_share(n: int, of: int) -> str:
    # A share of a handful of comments says less than their number.
    return text("comments.count_share", n=number(n), share=percent(n / of)) if of >= FEWEST_FOR_SHARE else number(n)


def summary(table: pd.DataFrame) -> str:
    """What most comments praise and what most want better, in a sentence."""
    if table.empty or not table["n"].iloc[0]:
        return ""
    said = [
        text(f"comments.summary.{kind}", themes=listing(names), n=number(most))
        for kind in ("praise", "complaint")
        if (most := int(table[kind].max())) and (names := _most(table, kind, most))
    ]
    return words.joined([text("comments.summary.base", n=number(table["n"].iloc[0])), *said])


def _most(table: pd.DataFrame, kind: str, most: int) -> list[str]:
    return [quoted(row["label"]) for row in records(table, "label", kind) if row[kind] == most]


def matching(
    comments: pd.DataFrame, search: str = "", dimension: str | None = None, polarity: str | None = None
) -> pd.DataFrame:
    """The comments with every word of a search, and about a dimension in the chosen way."""
    wanted = search.casefold().split()
    kept = [
        all(word in written.casefold() for word in wanted) and _is_about(themes, dimension, polarity)
        for written, themes in zip(comments["text"].tolist(), comments["themes"].tolist(), strict=True)
    ]
    return comments[kept]


def _is_about(themes: Iterable[Theme], dimension: str | None, polarity: str | None) -> bool:
    if dimension is None and polarity is None:
        return True
    return any(dimension in (None, key) and polarity in (None, way) for key, _, way in themes)


def quotes(comments: pd.DataFrame, dimension: str | None = None, most: int = QUOTES) -> pd.DataFrame:
    """Comments that stand for many: of those with the most common themes of the place, one a theme at a time.

    A comment counts what its themes count among all of the comments; a theme that has had its quote counts no longer.
    Where two count the same, the order of the release decides, which is another one the next time. Long ones are
    left out.
    """
    common: dict[tuple[str, str], int] = {}
    for themes in comments["themes"].tolist():
        for key, _, polarity in {(key, "", polarity) for key, _, polarity in themes}:
            common[key, polarity] = common.get((key, polarity), 0) + 1
    rows = [row for row in records(matching(comments, dimension=dimension)) if len(row["text"]) <= LONGEST_QUOTE]
    chosen: list[int] = []
    while rows and len(chosen) < most:
        best = max(rows, key=lambda row: sum(common.get(theme, 0) for theme in _kinds(row["themes"])))
        if not any(common.get(theme, 0) for theme in _kinds(best["themes"])):
            break
        chosen.append(best["comment_no"])
        for theme in _kinds(best["themes"]):
            common[theme] = 0
        rows.remove(best)
    order = {number_of: place for place, number_of in enumerate(chosen)}
    found = comments[comments["comment_no"].isin(chosen)]
    return found.sort_values("comment_no", key=lambda numbers: numbers.map(order))


def _kinds(themes: Sequence[Theme]) -> set[tuple[str, str]]:
    return {(key, polarity) for key, _, polarity in themes}


def theme_name(theme: Theme) -> str:
    """A theme in words: the dimension, what is said of it, and the level where it is not the person's own."""
    dimension, level, polarity = theme
    named = text(f"comments.theme.{polarity}", dimension=words.dimension(dimension))
    return named if level == "individual" else text("comments.theme.at_level", theme=named, level=words.level(level))
