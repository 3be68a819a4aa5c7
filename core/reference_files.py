"""The files of the reference lists: what they may hold, and how a later folder extends an earlier one."""

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from core.errors import AppError
from core.text import DEFAULT_LANGUAGE, LANGUAGES

_KEY = re.compile(r"[a-z][a-z0-9_]*")
_FOUR_DIGITS = re.compile(r"\d{4}")
LEVELS = ("individual", "service", "system")


@dataclass(frozen=True)
class Entry:
    """One thing of a list, with its texts by language and the other names exports use for it.

    ``level`` is the level of participation it belongs to, ``measures`` are what evidences it, where its list has them.
    """

    key: str
    name: dict[str, str]
    description: dict[str, str]
    synonyms: tuple[str, ...] = ()
    core: bool = True
    level: str = ""
    measures: tuple[str, ...] = ()

    @property
    def written_forms(self) -> tuple[str, ...]:
        """Every form that stands for this entry: names and synonyms first, the key last."""
        return (*self.name.values(), *self.synonyms, self.key)


@dataclass(frozen=True)
class Municipality:
    """A municipality number and the name it has from its first to its last day; ``None`` where a day is not known."""

    number: str
    name: str
    valid_from: date | None
    valid_to: date | None
    county: str = ""
    other_names: tuple[str, ...] = ()

    def holds(self, on: date) -> bool:
        """Whether the number is in use that day."""
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True)
class Change:
    """A number that ended, and one that took over all or part of its area that day."""

    from_number: str
    to_number: str
    date: date
    kind: str


@lru_cache(maxsize=8192)
def bare(text: str) -> str:
    """Letters and digits only, in one case; æ, ø, å and the Sámi letters stay what they are."""
    return "".join(sign for sign in unicodedata.normalize("NFC", text).casefold() if sign.isalnum())


def entries_of(file: str, folders: tuple[Path, ...]) -> dict[str, Entry]:
    """The entries of one list by key, from all folders that have the file."""
    entries: dict[str, Entry] = {}
    for folder in folders:
        path = folder / file
        if path.is_file():
            entries = _extended(entries, path)
    return entries


def places_of(folders: tuple[Path, ...]) -> tuple[tuple[Municipality, ...], tuple[Change, ...]]:
    """The municipalities by number and day, and the changes; a later folder replaces all periods of a number."""
    periods: dict[str, list[Municipality]] = {}
    changes: dict[tuple[str, str], Change] = {}
    for folder in folders:
        of_this_file: dict[str, list[Municipality]] = {}
        path = folder / "municipalities.csv"
        for line, row in _csv_rows(path, ("number", "name", "valid_from", "valid_to")):
            place = _municipality(path, line, row)
            _require(not _overlaps(place, of_this_file.get(place.number, [])), path, "periods_apart", line)
            of_this_file.setdefault(place.number, []).append(place)
        periods |= of_this_file
        path = folder / "municipality_changes.csv"
        for line, row in _csv_rows(path, ("from_number", "to_number", "date", "kind")):
            change = _change(path, line, row, periods)
            changes[change.from_number, change.to_number] = change
    ordered = [place for number in sorted(periods) for place in sorted(periods[number], key=_first_day)]
    return tuple(ordered), tuple(changes.values())


def _extended(entries: Mapping[str, Entry], path: Path) -> dict[str, Entry]:
    extended = dict(entries)
    claimed: dict[str, str] = {}
    for index, raw in enumerate(_yaml_list(path)):
        rule = _broken_rule(raw, extended)
        if rule is None:
            rule = _claim(raw, claimed, extended)
        if rule is not None:
            raise _invalid(path, rule, _line_of(path, index))
        extended[raw["key"]] = _merged(extended.get(raw["key"]), raw)
    return extended


def _yaml_list(path: Path) -> list[Any]:
    try:
        content = yaml.load(path.read_text(encoding="utf-8-sig"), Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        raise _invalid(path, "yaml", mark.line + 1 if mark else None) from error
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise _invalid(path, "readable") from error
    if not isinstance(content, list):
        raise _invalid(path, "list_of_entries", 1)
    return content


def _line_of(path: Path, index: int) -> int:
    tree = yaml.compose(path.read_text(encoding="utf-8-sig"), Loader=yaml.CSafeLoader)
    assert tree is not None
    return int(tree.value[index].start_mark.line) + 1


def _broken_rule(raw: Any, entries: Mapping[str, Entry]) -> str | None:
    if not isinstance(raw, dict) or not isinstance(raw.get("key"), str) or not _KEY.fullmatch(raw["key"]):
        return "key_in_snake_case"
    texts = [raw.get(field, {}) for field in ("name", "asks", "description")]
    if not all(_texts_by_language(field) for field in texts) or not _list_of_text(raw.get("synonyms", [])):
        return "texts_by_language"
    if not isinstance(raw.get("core", True), bool):
        return "core_true_or_false"
    if raw.get("level", "service") not in LEVELS or not _list_of_text(raw.get("measures", [])):
        return "level_and_measures"
    if raw["key"] not in entries and DEFAULT_LANGUAGE not in raw.get("name", {}):
        return "name_in_bokmal"
    return None


def _texts_by_language(value: object) -> bool:
    return isinstance(value, dict) and set(value) <= set(LANGUAGES) and _list_of_text(list(value.values()))


def _list_of_text(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(text, str) and bare(text) for text in value)


def _merged(known: Entry | None, raw: Mapping[str, Any]) -> Entry:
    name = {**(known.name if known else {}), **raw.get("name", {})}
    description = {**(known.description if known else {}), **(raw.get("asks") or raw.get("description") or {})}
    # A name that is replaced stays known, since older exports still have it.
    former = [text for code, text in known.name.items() if name[code] != text] if known else []
    synonyms = (*(known.synonyms if known else ()), *raw.get("synonyms", []), *former)
    return Entry(
        key=raw["key"],
        name=_in_every_language(name),
        description=_in_every_language(description),
        synonyms=tuple(dict.fromkeys(synonyms)),
        core=raw.get("core", known.core if known else True),
        level=raw.get("level", known.level if known else ""),
        measures=tuple(dict.fromkeys((*(known.measures if known else ()), *raw.get("measures", [])))),
    )


def _in_every_language(texts: Mapping[str, str]) -> dict[str, str]:
    return {code: texts.get(code) or texts.get(DEFAULT_LANGUAGE, "") for code in LANGUAGES}


def _claim(raw: Mapping[str, Any], claimed: dict[str, str], entries: dict[str, Entry]) -> str | None:
    """Take the written forms for an entry: a synonym passes from an older file to a newer, all else must be free."""
    key = raw["key"]
    forms = {bare(form) for form in (key, *raw.get("name", {}).values(), *raw.get("synonyms", []))}
    if any(claimed.get(form, key) != key for form in forms):
        return "one_meaning_per_name"
    claimed.update(dict.fromkeys(forms, key))
    for other in [other for other in entries.values() if other.key != key]:
        if forms & {bare(form) for form in (*other.name.values(), other.key)}:
            return "one_meaning_per_name"
        kept = tuple(synonym for synonym in other.synonyms if bare(synonym) not in forms)
        entries[other.key] = replace(other, synonyms=kept)
    return None


def _csv_rows(path: Path, needed: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    if not path.is_file():
        return
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, restval="")
            _require(set(needed) <= set(reader.fieldnames or ()), path, f"columns {', '.join(needed)}", 1)
            for row in reader:
                yield reader.line_num, {name: text.strip() for name, text in row.items() if isinstance(text, str)}
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise _invalid(path, "readable") from error


def _municipality(path: Path, line: int, row: Mapping[str, str]) -> Municipality:
    _require(bool(_FOUR_DIGITS.fullmatch(row["number"])), path, "number_of_four_digits", line)
    _require(bool(bare(row["name"])), path, "name_given", line)
    place = Municipality(
        number=row["number"],
        name=row["name"],
        valid_from=_day(path, line, row["valid_from"]) if row["valid_from"] else None,
        valid_to=_day(path, line, row["valid_to"]) if row["valid_to"] else None,
        county=row.get("county", ""),
        other_names=tuple(name for name in row.get("other_names", "").split("|") if name),
    )
    _require(_first_day(place) <= _last_day(place), path, "first_day_before_last", line)
    return place


def _change(path: Path, line: int, row: Mapping[str, str], periods: Mapping[str, list[Municipality]]) -> Change:
    change = Change(row["from_number"], row["to_number"], _day(path, line, row["date"]), row["kind"])
    before, after = periods.get(change.from_number, []), periods.get(change.to_number, [])
    _require(bool(before) and bool(after), path, "numbers_listed", line)
    # The old number ends the day before and the new one holds, so following changes always goes forward in time.
    ended = max(map(_last_day, before)) == change.date - timedelta(days=1)
    _require(ended and any(place.holds(change.date) for place in after), path, "old_ends_and_new_holds", line)
    return change


def _overlaps(place: Municipality, others: Iterable[Municipality]) -> bool:
    return any(_first_day(place) <= _last_day(other) and _first_day(other) <= _last_day(place) for other in others)


def _first_day(place: Municipality) -> date:
    return place.valid_from or date.min


def _last_day(place: Municipality) -> date:
    return place.valid_to or date.max


def _day(path: Path, line: int, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise _invalid(path, "date_as_yyyy_mm_dd", line) from error


def _require(holds: bool, path: Path, rule: str, line: int) -> None:
    if not holds:
        raise _invalid(path, rule, line)


def _invalid(path: Path, rule: str, line: int | None = None) -> AppError:
    return AppError("reference_invalid", file=str(path), line=line, rule=rule)
