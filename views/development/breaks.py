"""What speaks against holding two measurements of a place against each other."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.selection import EVERYONE, Selection, place_id
from core.text import LANGUAGES, listing, pick, text
from store.release import Release
from views.development.measured import measured, parts
from views.places import Place, places_of
from views.questions import wordings
from views.rows import Row, records

COMPARABLE = "comparable"
OTHER_PARTS = "other_parts"
# From the mildest; two measurements with one of the last three between them are not held against each other.
KINDS = (COMPARABLE, "with_reservation", "not_judged", "no", OTHER_PARTS)
APART = frozenset(KINDS[2:])


@dataclass(frozen=True)
class Verdict:
    """What a codebook says of a question from one period to another."""

    start: str
    end: str
    kind: str
    why: str


@dataclass(frozen=True)
class Breaks:
    """The verdicts on a measure, and which services a whole municipality's figure rests on in each period."""

    verdicts: tuple[Verdict, ...]
    parts: dict[str, frozenset[str]]
    names: dict[str, str]

    def between(self, former: str, period: str) -> tuple[str, str]:
        """The gravest kind on any step between two periods, and the reasons in words."""
        if self.parts.get(former) != self.parts.get(period):
            return OTHER_PARTS, self._other_parts(former, period)
        own = [verdict for verdict in self.verdicts if _within(verdict, former, period)]
        kind = max((verdict.kind for verdict in own), key=KINDS.index, default=COMPARABLE)
        return kind, " ".join(dict.fromkeys(verdict.why for verdict in own if verdict.kind == kind))

    def _other_parts(self, former: str, period: str) -> str:
        then, now = self.parts.get(former, frozenset()), self.parts.get(period, frozenset())
        gained, lost = (listing(sorted(self.names[part] for part in own)) for own in (now - then, then - now))
        parts = [text("development.parts.gained", what=gained)] if gained else []
        return " ".join([*parts, *([text("development.parts.lost", what=lost)] if lost else [])])


def breaks(release: Release, selection: Selection, measure: str) -> Breaks:
    """What stands between the measurements of a measure at a place, whenever they were made."""
    own = parts(places_of(release), selection)
    verdicts = tuple(verdict for row, verdict in release.remembered(_recorded, selection) if _of(row, measure))
    return Breaks(verdicts, _measured(release, selection, own, measure), {part.id: part.name for part in own})


def _recorded(release: Release, selection: Selection) -> list[tuple[Row, Verdict]]:
    """Every verdict that the codebooks of the place's services have on a question, with the question."""
    places = places_of(release)
    asked = {row["item"]: row for row in records(wordings(release, selection), "item", "label", "dimension")}
    services = {part.service for part in parts(places, selection)} or {selection.service}
    role = selection.one_role
    found: dict[tuple[str, Verdict], Row] = {}
    for service in sorted(filter(None, services)):
        for own_role in [role] if role else places.roles.get(place_id(selection.municipality, service), ()):
            for row in records(release.query("comparability", service=service, role=own_role)):
                if row["item"] in asked:
                    question = asked[row["item"]]
                    found[row["item"], _verdict(row, question["label"])] = question
    return [(question, verdict) for (_, verdict), question in found.items()]


def _of(row: Row, measure: str) -> bool:
    """Whether a question is behind a measure."""
    return measure in {"overall", f"item:{row['item']}", f"dimension:{row['dimension']}"}


def _verdict(row: Row, label: str) -> Verdict:
    why = pick({code: row[f"reason_{code}"] for code in LANGUAGES}) or text("development.no_reason")
    told = text("development.reason", item=label, why=why)
    return Verdict(row["from_period"], row["to_period"], row["verdict"], told)


def _within(verdict: Verdict, former: str, period: str) -> bool:
    """Whether a verdict concerns a step between two periods; where one of them is a year, the years decide."""
    spoken = (verdict.start, verdict.end, former, period)
    start, end, first, last = (one[:4] for one in spoken) if any(len(one) == 4 for one in spoken) else spoken
    return start >= first and end <= last


def _measured(release: Release, selection: Selection, own: Sequence[Place], measure: str) -> dict[str, frozenset[str]]:
    """The parts that answered the measure in each period, also where the figure is not shown."""
    roles = places_of(release).roles
    spots = ((part.id, role) for part in own for role in roles.get(part.id, ()) if selection.role in {role, EVERYONE})
    found: dict[str, set[str]] = {}
    for place, role in spots:
        for period, row in measured(release, place, role).cells(measure).items():
            if row["hidden"] != "none":
                found.setdefault(period, set()).add(place)
    return {period: frozenset(places) for period, places in found.items()}
