"""The command that tells the figures of a release."""

from typing import Annotated, Any

import typer

from core.errors import UsageError
from core.selection import EVERYWHERE, place_id
from core.settings import current_settings
from core.text import text
from etl import documents, printing
from etl.commands.asked import AsJson
from store.release import Release, Releases


def figures(
    municipality: Annotated[str | None, typer.Option(help="Number or id; all together by default.")] = None,
    service: Annotated[str | None, typer.Option(help="Key of the service.")] = None,
    unit: Annotated[str | None, typer.Option(help="Id of the unit, as in the address.")] = None,
    period: Annotated[str | None, typer.Option(help="2024, 2024-03 …; every period by default.")] = None,
    role: Annotated[str | None, typer.Option(help="user, next_of_kin …; every role by default.")] = None,
    measure: Annotated[str | None, typer.Option(help="A measure, or a kind: item, dimension, level, overall.")] = None,
    group: Annotated[str | None, typer.Option(help="A background variable: figures by its values.")] = None,
    as_json: AsJson = False,
) -> None:
    """The release's figures for one place, exactly as the pages show them."""
    release = Releases(current_settings().data / "releases").current()
    place = _place(release, municipality, service, unit)
    chosen = {"place": place, "period": period, "role": role, "measure": measure, "grouping": group}
    rows = release.query("figures", **chosen)
    if not as_json:
        told = rows[["period", "role", "grouping_value", "measure", "n", "mean", "lower", "upper", "hidden"]]
        typer.echo(text("figures.none") if rows.empty else told.to_string(index=False))
        return
    printing.print_json({"release": release.id, "place": place, "figures": documents.records(rows)})


def _place(release: Release, municipality: str | None, service: str | None, unit: str | None) -> str:
    places = release.query("places")
    known: list[Any] = places.loc[places["level"].eq("municipality"), "place"].tolist()
    chosen = municipality or (EVERYWHERE if EVERYWHERE in known else known[0])
    place = place_id(chosen, service, unit)
    if place not in set(places["place"]):
        nearby = places.loc[places["municipality"].eq(chosen), "place"].tolist() or known
        raise UsageError("place_unknown", place=place, known=", ".join(nearby[:20]))
    return place
