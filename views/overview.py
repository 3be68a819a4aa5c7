"""The overview of a municipality: key figures, services by what matters, what stands out for certain."""

from typing import cast

import numpy as np
import pandas as pd

from core.selection import EVERYONE, Selection
from core.text import listing, number, percent, text
from metrics.differences import difference, holm, verdict
from store.release import Release
from views import words
from views.figures import cells, responses
from views.places import Places, places_of
from views.words import CORE_DIMENSIONS

LARGEST_SCORE = 25.0
STANDOUTS = 3
KINDS = ("overall", "dimension")


def key_figures(release: Release, selection: Selection) -> pd.DataFrame:
    """One row a key figure (overall, then the six dimensions): index, interval, n, and the change of the same services.

    ``hidden`` is ``not_measured`` where nothing asks about the dimension.
    """
    own = cells(release, [selection.municipality], selection.period, selection.role, KINDS)
    services = _services(release, selection)
    change = matched_change(services, _weights(release, selection, services))
    wanted = ["overall", *(f"dimension:{key}" for key in CORE_DIMENSIONS)]
    table = own.set_index("measure").reindex(wanted)
    table["hidden"] = table["hidden"].where(table["kind"].notna(), words.NOT_MEASURED)
    names = [text("measure.overall"), *(words.dimension(key) for key in CORE_DIMENSIONS)]
    return table.assign(label=names).join(change).reset_index()


def matched_change(services: pd.DataFrame, weights: pd.Series) -> pd.DataFrame:
    """Change of a municipality by measure: services measured before, each against its own last measurement.

    Services are surveyed in different years, so two years' figures for the whole municipality rest on different
    services. ``services`` has one row a service, role and measure; ``weights`` its weight (invited, or answers).
    Returns, by measure: change, change_lower, change_upper, change_p (adjusted), change_verdict, change_services.
    """
    known = services["mean"].notna() & services["former_mean"].notna() & (weights > 0)
    rows, weight = services[known], weights[known]
    total = weight.groupby(rows["measure"]).transform("sum")
    share = weight / total
    parts = pd.DataFrame(
        {
            "now": share * rows["mean"],
            "then": share * rows["former_mean"],
            "now_variance": (share * rows["se"]) ** 2,
            "then_variance": (share * rows["former_se"]) ** 2,
            "now_loss": (share * rows["se"]) ** 4 / rows["df"],
            "then_loss": (share * rows["former_se"]) ** 4 / rows["former_df"],
            "change_services": 1,
        }
    )
    sums = parts.groupby(rows["measure"]).sum(min_count=1)
    complete = parts.notna().all(axis=1).groupby(rows["measure"]).all()
    sums[["now_variance", "then_variance"]] = sums[["now_variance", "then_variance"]].where(complete, np.nan)
    compared = difference(
        sums["now"],
        np.sqrt(sums["now_variance"]),
        sums["now_variance"] ** 2 / sums["now_loss"],
        sums["then"],
        np.sqrt(sums["then_variance"]),
        sums["then_variance"] ** 2 / sums["then_loss"],
    )
    adjusted = holm(compared["p"])
    return pd.DataFrame(
        {
            "change": compared["difference"],
            "change_lower": compared["lower"],
            "change_upper": compared["upper"],
            "change_p": adjusted,
            "change_verdict": verdict(compared["lower"], compared["upper"], adjusted),
            "change_services": sums["change_services"],
        }
    )


def matrix(release: Release, selection: Selection) -> pd.DataFrame:
    """One row a service (and role) and dimension: text, colour score against the other services, hover, hidden."""
    services = _dimensions_of_services(release, selection)
    contrasts = _against_the_rest(services, _weights(release, selection, services))
    names = places_of(release)
    labels = words.of_roles(services["place"].map({key: names.name(key) for key in services["place"].unique()}), services["role"])
    table = services.assign(
        row=labels,
        column=[text(f"dimension_short.{key}") for key in services["dimension"]],
        text=[number(mean) for mean in services["mean"]],
        score=(contrasts["difference"] / LARGEST_SCORE).clip(-1, 1).fillna(0.0),
        difference=contrasts["difference"],
    )
    return _with_unmeasured(_worded(table))


def matrix_rows(table: pd.DataFrame) -> list[str]:
    """The services of a matrix in reading order."""
    return sorted(table["row"].unique())


def matrix_columns() -> list[str]:
    """The dimensions of a matrix in their order."""
    return [text(f"dimension_short.{key}") for key in CORE_DIMENSIONS]


def standouts(release: Release, selection: Selection) -> pd.DataFrame:
    """The strongest and weakest for certain: service and dimension, against the municipality's other services.

    All services by all dimensions are one family of tests (Holm). Columns: place, label, dimension, mean, n,
    difference, lower, upper, verdict.
    """
    services = _dimensions_of_services(release, selection)
    contrasts = _against_the_rest(services, _weights(release, selection, services))
    names = places_of(release)
    labels = words.of_roles(services["place"].map({key: names.name(key) for key in services["place"].unique()}), services["role"])
    table = services[["place", "role", "dimension", "mean", "n"]].assign(label=labels).join(contrasts)
    certain = table[table["verdict"].isin(["better", "worse"])].sort_values("difference", ascending=False)
    better, worse = certain[certain["verdict"].eq("better")], certain[certain["verdict"].eq("worse")]
    return pd.concat([better.head(STANDOUTS), worse.tail(STANDOUTS)], ignore_index=True)


def summary(figures: pd.DataFrame, answered: pd.Series, selection: Selection, places: Places) -> str:
    """What is seen, in a sentence or two."""
    overall = figures.iloc[0]
    place = places.name(selection.municipality)
    if pd.isna(overall["mean"]):
        return text("summary.overview.nothing", place=place, period=selection.period or "")
    measured = figures.iloc[1:].dropna(subset="mean").sort_values("mean")
    first = text(
        "summary.overview.level",
        place=place,
        period=selection.period,
        value=number(overall["mean"]),
        n=number(answered["n"]),
        rate=text("summary.rate", rate=percent(answered["rate"])) if pd.notna(answered["rate"]) else "",
    )
    if len(measured) < 2:
        return first
    second = text("summary.overview.ends", best=measured["label"].iloc[-1], worst=measured["label"].iloc[0])
    return words.joined([first, second, _changes_in_words(figures)])


def pooling(release: Release, selection: Selection) -> str:
    """How the municipality's figures are put together, said openly."""
    rows = cells(release, [selection.place], selection.period, selection.role, ["overall"])
    method = rows["method"].iloc[0] if len(rows) and pd.notna(rows["method"].iloc[0]) else "pooled"
    roles = text("caption.everyone") if selection.role == EVERYONE else ""
    return words.joined([text(f"caption.{method}"), roles])


def _changes_in_words(figures: pd.DataFrame) -> str:
    better = figures.loc[figures["change_verdict"].eq("better"), "label"].tolist()
    worse = figures.loc[figures["change_verdict"].eq("worse"), "label"].tolist()
    if not figures["change"].notna().any():
        return ""
    if not better and not worse:
        return text("summary.overview.no_certain_change")
    parts = [text("summary.overview.better", what=listing(better))] if better else []
    parts += [text("summary.overview.worse", what=listing(worse))] if worse else []
    return words.joined(parts)


def _services(release: Release, selection: Selection) -> pd.DataFrame:
    ids = [place.id for place in places_of(release).services(selection.municipality)]
    role = None if selection.role == EVERYONE else selection.role
    return cells(release, ids, selection.period, role, KINDS)


def _dimensions_of_services(release: Release, selection: Selection) -> pd.DataFrame:
    services = _services(release, selection)
    return services[services["dimension"].isin(CORE_DIMENSIONS)].reset_index(drop=True)


def _weights(release: Release, selection: Selection, services: pd.DataFrame) -> pd.Series:
    """What each service counts: its number invited where that is known for all, else its answers."""
    answered = responses(release, services["place"].unique().tolist(), selection.period, None)
    known = services[["place", "role"]].merge(answered, on=["place", "role"], how="left")
    weight = known["invited"] if known["invited"].notna().all() else known["n"]
    return weight.astype("float64").fillna(0.0).set_axis(services.index)


def _against_the_rest(services: pd.DataFrame, weights: pd.Series) -> pd.DataFrame:
    """Each service's difference from the weighted mean of the other services on the same dimension."""
    weight = weights.where(services["mean"].notna(), 0.0)
    mean, se, df = services["mean"].fillna(0.0), services["se"], services["df"]
    moments = pd.DataFrame(
        {"weight": weight, "mean": weight * mean, "variance": (weight * se) ** 2, "loss": (weight * se) ** 4 / df}
    )
    rest = moments.groupby(services["dimension"]).transform("sum") - moments.fillna(0.0)
    others = rest["weight"].where(rest["weight"] > 0)
    variance, loss = rest["variance"] / others**2, rest["loss"] / others**4
    compared = difference(services["mean"], se, df, rest["mean"] / others, np.sqrt(variance), variance**2 / loss.where(loss > 0))
    adjusted = cast(pd.Series, holm(compared["p"]))
    words_of = verdict(compared["lower"], compared["upper"], adjusted)
    return compared[["difference", "lower", "upper"]].assign(verdict=words_of)


def _worded(table: pd.DataFrame) -> pd.DataFrame:
    hidden = [words.hidden(reason) for reason in table["hidden"]]
    marks = [words.mark(reason) for reason in table["hidden"]]
    hover = [_hover(row) for row in table.itertuples()]
    as_objects = {"hidden": pd.Series(hidden, index=table.index, dtype="object"), "mark": pd.Series(marks, index=table.index, dtype="object")}
    return table.assign(hover=hover, **as_objects)


def _hover(row: object) -> str:
    parts = [
        f"<b>{row.row}</b>",  # type: ignore[attr-defined]
        words.dimension(row.dimension),  # type: ignore[attr-defined]
        text("phrase.index", value=row.text, interval=words.interval(row.lower, row.upper, 0)),  # type: ignore[attr-defined]
        words.answers(row.n),  # type: ignore[attr-defined]
    ]
    return "<br>".join(parts)


def _with_unmeasured(table: pd.DataFrame) -> pd.DataFrame:
    """A row for each dimension that nothing asks about in a service."""
    every = pd.MultiIndex.from_product([table["row"].unique(), matrix_columns()], names=["row", "column"])
    missing = every.difference(pd.MultiIndex.from_frame(table[["row", "column"]])).to_frame(index=False)
    words_for = {"text": "", "score": 0.0, "hover": "", "hidden": text("hidden.not_measured"), "mark": text("mark.not_measured")}
    return pd.concat([table, missing.assign(**words_for)], ignore_index=True) if len(missing) else table
