"""What comments are about, what is being done, and how users took part: told from what people have written."""

from collections.abc import Sequence
from datetime import date

from core.document import Column, Figure, Table
from core.selection import Selection
from core.text import number, quoted, text
from store.release import Release
from views import comments as told_comments
from views.meeting.beside import Action, Activity, Beside, within
from views.meeting.tables import of_words
from views.meeting.tables import table as of_table
from views.places import places_of
from views.rows import records

# Rows that a report has of what may be thousands, and comments that stand for many.
MOST, QUOTES = 40, 3
# Comments that want the same better before it is told as what most of them want.
LEAST = 3
THEMES = ("label", "about", "praise", "complaint", "n")
ACTION = ("what", "where", "owner", "due", "status", "outcome")
ACTIVITY = ("activity", "where", "channel", "degree", "when", "users", "recommended", "followed")


def actions(release: Release, selection: Selection, beside: Beside, today: date, most: int = MOST) -> list[Figure]:
    """The tiltak of a place, those that are late first; that there are none where there are none."""
    if beside.actions is None:
        return [_unreachable("actions")]
    own = [one for one in beside.actions if within(one.place, selection.place)]
    if not own:
        return [_nothing("actions")]
    late = [one for one in own if is_late(one, today)]
    rest = [one for one in own if one not in late]
    rows = [_action(release, one, today) for one in [*late, *_by_due(rest)]]
    table = of_words([text(f"report.column.{name}") for name in ACTION], rows[:most])
    return [_written("actions", _standing(own, late), table, footnotes=left_out(len(rows) - most))]


def _standing(own: Sequence[Action], late: Sequence[Action]) -> str:
    """How many are open, and how many of those are late."""
    going = sum(one.is_open for one in own)
    if not going:
        return text("report.message.actions_ended")
    if not late:
        return text("report.message.actions_in_time", open=number(going))
    return text("report.message.actions", open=number(going), late=number(len(late)))


def is_late(action: Action, today: date) -> bool:
    """Whether it should have been done."""
    return action.is_open and not action.is_done and action.due is not None and action.due < today


def is_at(place: str, places: Sequence[str]) -> bool:
    """Whether a place is one of several or lies in one."""
    return any(within(place, whole) for whole in places)


def _by_due(rows: Sequence[Action]) -> list[Action]:
    return sorted(rows, key=lambda one: (not one.is_open, one.due or date.max))


def _action(release: Release, one: Action, today: date) -> tuple[str, ...]:
    due = one.due.strftime("%d.%m.%Y") if one.due else "–"
    late = text("report.late", due=due) if is_late(one, today) else due
    return (one.what, _place(release, one.place), one.owner or "–", late, one.status, one.outcome or "–")


def participation(release: Release, selection: Selection, beside: Beside, most: int = MOST) -> list[Figure]:
    """How users took part at a place, newest first; that nothing is written down where nothing is."""
    if beside.activities is None:
        return [_unreachable("participation")]
    own = [one for one in beside.activities if within(one.place, selection.place)]
    if not own:
        return [_nothing("participation")]
    recommended, followed = sum(one.recommended for one in own), sum(one.followed for one in own)
    message = text(
        "report.message.participation", count=len(own), recommended=number(recommended), followed=number(followed)
    )
    return [_written("participation", message, _activities(release, own[:most]), (), left_out(len(own) - most))]


def _activities(release: Release, rows: Sequence[Activity]) -> Table:
    told = [
        (one.what, _place(release, one.place), one.channel, one.degree, one.when, number(one.users)) for one in rows
    ]
    words = of_words([text(f"report.column.{name}") for name in ACTIVITY[:6]], told)
    return Table((*words.columns, *(_counts(name, [getattr(one, name) for one in rows]) for name in ACTIVITY[6:])))


def _counts(name: str, values: Sequence[int]) -> Column:
    return Column(
        text(f"report.column.{name}"), "count", tuple(float(n) for n in values), tuple(number(n) for n in values)
    )


def comments(release: Release, selection: Selection) -> list[Figure]:
    """What the approved comments of a service are about, the most common first; why none are told, where so it is."""
    state = told_comments.state(release, selection)
    if state != "shown":
        return [Figure("comments", text(f"report.nothing.comments_{state}"), text("report.written.comments"))]
    themes = told_comments.by_dimension(release, selection)
    themes = themes[themes["about"] > 0].sort_values("about", ascending=False, ignore_index=True)
    if themes.empty:
        return [Figure("comments", text("report.nothing.themes"), text("report.written.comments"))]
    first = records(themes)[0]
    message = text("report.message.comments", theme=first["label"], about=number(first["about"]), n=number(first["n"]))
    heads = {"label": text("report.column.theme"), "n": text("report.column.comments")}
    chosen = told_comments.quotes(told_comments.listed(release, selection))["text"].tolist()
    quotes = tuple(quoted(quote) for quote in chosen[:QUOTES])
    return [_written("comments", message, of_table(themes, THEMES, 0, **heads), quotes)]


def largest_complaint(release: Release, selection: Selection) -> tuple[str, float, float] | None:
    """What most comments of a service want better: theme, how many want it better, and of how many; if any."""
    if told_comments.state(release, selection) != "shown":
        return None
    rows = records(told_comments.by_dimension(release, selection), "label", "complaint", "n")
    worst = max(rows, key=lambda row: row["complaint"])
    return (str(worst["label"]), worst["complaint"], worst["n"]) if worst["complaint"] >= LEAST else None


def _place(release: Release, place: str) -> str:
    places = places_of(release)
    return places.name(place) if place in places.places else "–"


def _nothing(key: str) -> Figure:
    return Figure(key, text(f"report.nothing.{key}"), text(f"report.written.{key}"))


def _unreachable(key: str) -> Figure:
    return Figure(key, text("register.unavailable"), text(f"report.written.{key}"))


def _written(
    key: str, message: str, table: Table, told: tuple[str, ...] = (), footnotes: tuple[str, ...] = ()
) -> Figure:
    return Figure(key, message, text(f"report.written.{key}"), table=table, told=told, footnotes=footnotes)


def left_out(count: int) -> tuple[str, ...]:
    """How many rows there are besides; nothing where all are there."""
    return (text("report.left_out", count=number(count)),) if count > 0 else ()
