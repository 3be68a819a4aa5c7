"""The data behind a release: uploads, what was dubious in them, how questions were answered, where data lack."""

import json
from collections.abc import Mapping

import pandas as pd

from core.findings import Finding
from core.selection import Selection
from core.text import listing, number, percent, text
from store.release import Release
from views import words
from views.figures import responses
from views.places import Place, is_year, places_of
from views.questions import wordings
from views.rows import records

MOST_NAMED = 5
OF_QUESTION = {
    "answered": "rated",
    "dont_know": "dont_know",
    "not_applicable": "not_applicable",
    "unanswered": "unanswered",
    "unusable": "unusable",
}
# From the whole to its parts.
LEVELS, BREAKDOWNS = ("municipality", "service", "unit"), ("whole", "part", "group")


def uploads(release: Release) -> pd.DataFrame:
    """One row an upload, newest first.

    Columns: upload, kind, title, edition, files, received, received_by, rows_read, rows_kept, rows_quarantined,
    respondents, answers; title, edition and files as words.
    """
    rows = release.query("sources")
    return rows.assign(
        title=[words.upload_title(written) for written in rows["title"].tolist()],
        edition=words.upload_editions(rows),
        files=[words.upload_files(json.loads(written)) for written in rows["files"].tolist()],
        received=rows["received"].dt.strftime("%d.%m.%Y %H:%M"),
    )


def names(release: Release) -> list[str]:
    """What each upload is called where one is chosen: its number, its survey, and the edition where it has one."""
    rows = records(uploads(release), "upload", "kind", "title", "edition")
    numbered = [(row, f"{row['upload']}: {row['title']}") for row in rows]
    return [name if row["kind"] == "invited" else f"{name} ({row['edition']})" for row, name in numbered]


def about(release: Release, upload: int) -> dict[str, str]:
    """Term -> meaning: the files of an upload, when and by whom it came, and what became of its rows."""
    (row,) = (one for one in records(release.query("sources")) if one["upload"] == upload)
    return {
        text("column.files"): listing([name.rpartition("/")[2] for name in json.loads(row["files"])]),
        text("column.received"): row["received"].strftime("%d.%m.%Y %H:%M"),
        text("column.received_by"): row["received_by"] or text("quality.unknown_sender"),
        text("column.rows_read"): words.count(row["rows_read"]),
        text("column.rows_kept"): words.count(row["rows_kept"]),
        text("column.rows_quarantined"): words.count(row["rows_quarantined"]),
    }


def findings(release: Release, upload: int) -> list[Finding]:
    """What was dubious in an upload."""
    rows = release.query("source_findings", upload=upload).astype("object")
    told = rows.where(rows.notna(), None).to_dict("records")
    return [
        Finding(
            code=row["code"],
            severity=row["severity"],
            file=row["file"],
            sheet=row["sheet"],
            column=row["column_name"],
            row_count=int(row["row_count"]),
            details=json.loads(row["details"]),
        )
        for row in told
    ]


def questions(release: Release, upload: int) -> pd.DataFrame:
    """One row a question of an upload: item, label, asked, and shares of them: rated, dont_know and so on (0-1).

    No rows where the upload has too few respondents to tell it.
    """
    rows = release.query("source_questions", upload=upload)
    labels = wordings(release, Selection(municipality="")).set_index("item")["label"]
    asked = rows[list(OF_QUESTION)].sum(axis="columns")
    shares = {share: rows[name] / asked.where(asked > 0) for name, share in OF_QUESTION.items()}
    named = rows["item"].map(labels).fillna(rows["item"])
    return pd.DataFrame({"item": rows["item"], "label": named, "asked": asked, **shares})


def response_by_unit(release: Release, selection: Selection) -> pd.DataFrame:
    """One row a unit of the service: label, n, invited, rate, hidden (in words)."""
    units = places_of(release).units(selection.municipality, selection.service or "")
    rows = responses(release, [unit.id for unit in units], selection.period, selection.role).set_index("place")
    told = rows.reindex([unit.id for unit in units])
    reasons = told["hidden"].where(told.index.isin(rows.index), "none")
    return told.assign(
        label=[unit.name for unit in units],
        hidden=pd.Series([words.hidden(reason) for reason in reasons], index=told.index, dtype="object"),
    )[["label", "n", "invited", "rate", "hidden"]].reset_index(drop=True)


def coverage(release: Release, selection: Selection) -> pd.DataFrame:
    """One row a unit of the service, one column a year, oldest first: answers, the sign for hidden, or nothing."""
    places = places_of(release)
    units = places.units(selection.municipality, selection.service or "")
    years = sorted({year for unit in units for year in places.years.get((unit.id, selection.role or ""), ())})
    found = {year: _by_unit(release, [unit.id for unit in units], year, selection.role) for year in years}
    cells = {year: [found[year].get(unit.id, "") for unit in units] for year in years}
    return pd.DataFrame({"label": [unit.name for unit in units], **cells})


def overlaps(release: Release) -> list[str]:
    """Places and periods that several uploads of one survey have answers for, in words."""
    names = places_of(release).places
    return [
        text(
            "quality.overlap",
            place=_name(names, row["place"]),
            period=row["period"],
            uploads=listing([str(upload) for upload in row["uploads"]]),
        )
        for row in records(release.query("source_overlaps"))
    ]


def disappearing(release: Release, upload: int) -> str:
    """What would be gone with an upload: respondents, answers, units, and what nothing else tells of."""
    (row,) = (one for one in records(release.query("sources")) if one["upload"] == upload)
    places = release.query("source_places", upload=upload)
    names = places_of(release).places
    alone = sorted({f"{_name(names, one['place'])} {one['period']}" for one in records(places) if one["alone"]})
    parts = [
        text(
            "quality.removal.counts",
            respondents=words.count(row["respondents"]),
            answers=words.count(row["answers"]),
            units=number(places["place"].nunique()),
        )
    ]
    if alone:
        more = len(alone) - MOST_NAMED
        named = listing(alone[:MOST_NAMED]) + (text("quality.removal.more", count=more) if more > 0 else "")
        parts.append(text("quality.removal.alone", places=named))
    return words.joined(parts)


def summary(release: Release) -> str:
    """How much the release rests on, how much was held aside, and how many uploads are not counted in this."""
    table = release.query("sources")
    # Who only tells how many were asked has no figures of its own.
    answers = table[table["kind"].ne("invited")]
    of_invited = len(table) - len(answers)
    aside = int(answers["rows_quarantined"].sum())
    withheld = int(answers["respondents"].isna().sum())
    parts = [
        text(
            "quality.summary" if withheld < len(answers) else "quality.summary_untold",
            uploads=number(len(answers)),
            respondents=number(answers["respondents"].sum()),
            answers=number(answers["answers"].sum()),
        ),
        text("quality.of_invited", uploads=number(of_invited)) if of_invited else "",
        text("quality.withheld", uploads=number(withheld)) if withheld else "",
        text("quality.aside", rows=number(aside)) if aside else "",
        # Of those that are not counted, nothing is known.
        "" if aside or withheld else text("quality.nothing_aside"),
    ]
    return words.joined(parts)


def hiding(release: Release) -> pd.DataFrame:
    """One row a level of places and way to divide: label, figures, withheld (how many of them), withheld_share."""
    rows = release.query("hiding").set_index(["level", "breakdown"])
    rows = rows.reindex([(level, kind) for level in LEVELS for kind in BREAKDOWNS]).dropna()
    labels = [
        text("quality.hiding.row", level=text(f"quality.hiding.{level}"), breakdown=text(f"quality.hiding.{kind}"))
        for level, kind in rows.index
    ]
    counted = {name: rows[name].astype("int64").to_numpy() for name in ("figures", "withheld")}
    return pd.DataFrame({"label": labels, **counted}).assign(
        withheld_share=(rows["withheld"] / rows["figures"]).to_numpy()
    )


def hiding_summary(release: Release) -> str:
    """How many figures are hidden, and what a figure needs to be shown."""
    table = release.query("hiding")
    figures, withheld = int(table["figures"].sum()), int(table["withheld"].sum())
    (about_it,) = records(release.query("about"), "min_n", "min_n_detail")
    told = text(
        "quality.hiding.summary" if withheld else "quality.hiding.nothing",
        figures=number(figures),
        withheld=number(withheld),
        share=percent(withheld / max(figures, 1)),
    )
    return words.joined([told, text("quality.hiding.limits", **about_it)])


def audited(release: Release) -> str:
    """What an attack on the release has shown, for whoever answers for the protection of the respondents."""
    found = records(release.query("audit"))
    if not found:
        return text("quality.hiding.not_audited")
    (row,) = found
    left = row["hidden"] - row["settled"]
    parts = [
        text(
            "quality.hiding.audited",
            checked=row["checked"].strftime("%d.%m.%Y %H:%M"),
            cells=number(row["cells"]),
            hidden=number(row["hidden"]),
        ),
        text(
            "quality.hiding.disclosed" if row["disclosures"] else "quality.hiding.nothing_disclosed",
            disclosures=number(row["disclosures"]),
        ),
        text("quality.hiding.withheld_more", count=row["withheld"]) if row["withheld"] else "",
        text("quality.hiding.not_settled", count=left) if left else text("quality.hiding.all_settled"),
    ]
    return words.joined(parts)


def _by_unit(release: Release, units: list[str], year: str, role: str | None) -> dict[str, str]:
    rows = responses(release, units, year, role)
    reasons = rows["hidden"].tolist()
    return {
        place: words.mark(reason) or number(n)
        for place, n, reason in zip(rows["place"], rows["n"], reasons, strict=True)
        if is_year(year)
    }


def _name(names: Mapping[str, Place], place: str) -> str:
    return names[place].name if place in names else place
