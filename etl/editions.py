"""Which edition of which codebook an export is of."""

import re
from collections.abc import Iterator, Mapping, Sequence

from core.codebook import Codebook, Codebooks, Edition
from core.errors import InputError
from core.findings import Finding
from core.messages import MOST_LISTED, listed
from core.text import number, pick, text
from etl.adapter_names import adapter_name
from etl.columns import by_name, folded, missing, nearest
from etl.export import Export

Fit = tuple[Codebook, Edition]
# Tools number their columns alike (s_1, q1), so that a survey nobody has described has some names of any other.
LARGEST_SHARE_LACKING = 0.5
# SurveyXact tells in a column each whether a respondent is new, has been asked, has begun, has finished or has left.
SURVEYXACT_STATUS = re.compile(r"stat(?:o|overall)_[1-5]", re.IGNORECASE)
LEAST_STATUSES = 4


class NoEditionError(InputError):
    """Why no edition fits an export, and the one it is likely a further edition of, where any is near."""

    def __init__(self, finding: Finding, nearest: Fit | None = None) -> None:
        super().__init__([finding])
        self.nearest = nearest


class SeveralEditionsError(InputError):
    """The editions that fit an export equally well."""

    def __init__(self, finding: Finding, fits: Sequence[Fit]) -> None:
        super().__init__([finding])
        self.fits = tuple(fits)


def matching_editions(export: Export, codebooks: Codebooks) -> list[Fit]:
    """The editions whose items and facts about place and time are all in the export.

    Where several are, those with background and comment columns too come alone.
    """
    found = [(book, edition) for book, edition in every(codebooks) if not lacking(book, edition, export.names)]
    whole = [(book, edition) for book, edition in found if not missing(edition.columns.values(), export.names)]
    return _asking_most(export, whole or found)


def _asking_most(export: Export, fits: list[Fit]) -> list[Fit]:
    """Of an export of figures, whose columns are always called alike, the editions that know most of its questions."""
    if export.kind != "figures" or not export.questions:
        return fits
    known = [len(export.questions.keys() & _questions(*fit)) for fit in fits]
    enough = max(known, default=0) * 2 >= len(export.questions)
    return [fit for fit, count in zip(fits, known, strict=True) if enough and count == max(known)]


def _questions(codebook: Codebook, edition: Edition) -> set[str]:
    """Everything an edition with questions in its rows knows them by."""
    texts = {text for item in codebook.items for text in item.text.values()}
    return texts | edition.values.get("item", {}).keys()


def edition_of(export: Export, codebooks: Codebooks, instrument: str | None = None, edition: str | None = None) -> Fit:
    """The edition an export is of: as named, or the only one that fits; InputError says what is unclear."""
    asked = [fit for fit in every(codebooks) if instrument in (None, fit[0].id) and edition in (None, fit[1].id)]
    if not asked:
        raise InputError([_unknown(export, codebooks, instrument, edition)])
    fitting = [fit for fit in matching_editions(export, codebooks) if fit in asked]
    if not fitting:
        raise _unfit(export, asked, named=instrument is not None)
    if len(fitting) > 1:
        fitting = _named_in_file(export, fitting)
    if len(fitting) > 1:
        raise SeveralEditionsError(_ambiguous(export, fitting), fitting)
    if twice := _used_twice(export, fitting[0][1]):
        raise InputError(twice)
    return fitting[0]


def _unfit(export: Export, asked: list[Fit], *, named: bool) -> NoEditionError:
    """Why no edition fits: what the nearest lacks, or that nobody has described such an export."""
    least = min(_share_lacking(export, fit) for fit in asked)
    nearest_fit = _named_in_file(export, [fit for fit in asked if _share_lacking(export, fit) == least])[0]
    if not named and _share_lacking(export, nearest_fit) > LARGEST_SHARE_LACKING:
        return NoEditionError(_no_codebook(export))
    return NoEditionError(_missing_columns(export, nearest_fit), nearest_fit)


def _share_lacking(export: Export, fit: Fit) -> float:
    return len(lacking(*fit, export.names)) / max(len(required(*fit)), 1)


def required(codebook: Codebook, edition: Edition) -> list[str]:
    """The source columns an export of this edition must have: items, and facts about place and time."""
    optional = {part.id for part in (*codebook.background, *codebook.comments)}
    return [column for name, column in edition.columns.items() if name not in optional]


def fits(codes: Sequence[str], labels: dict[str, str], codebooks: Codebooks) -> bool:
    """Whether a table with these columns is an export of some edition."""
    names = by_name(codes, labels)
    return any(not lacking(book, edition, names) for book, edition in every(codebooks))


def every(codebooks: Codebooks) -> Iterator[Fit]:
    """Every edition of every codebook."""
    return ((codebook, edition) for codebook in codebooks.values() for edition in codebook.editions)


def lacking(codebook: Codebook, edition: Edition, names: Mapping[str, str]) -> list[str]:
    """The required columns that are not among the names."""
    return missing(required(codebook, edition), names)


def _named_in_file(export: Export, fitting: list[Fit]) -> list[Fit]:
    """Those that the file name names: by the instrument's id, by the edition's id or period; else all of them."""
    name = " ".join(export.files).casefold()
    words = set(re.split(r"[^\w-]+|_", name)) | set(re.split(r"[\W_]+", name))
    of_instrument = [fit for fit in fitting if fit[0].id.casefold() in re.sub(r"[\W_]+", "_", name)] or fitting
    named = [fit for fit in of_instrument if words & {fit[1].id.casefold(), (fit[1].period or fit[1].id).casefold()}]
    return named if len(named) == 1 else of_instrument


def _unknown(export: Export, codebooks: Codebooks, instrument: str | None, edition: str | None) -> Finding:
    if instrument is not None and instrument not in codebooks:
        known, asked = list(codebooks), instrument
    else:
        known = [f"{book.id} {known.id}" for book, known in every(codebooks) if instrument in (None, book.id)]
        asked = " ".join(filter(None, (instrument, edition)))
    return Finding("edition_unknown", file=_files(export), values=tuple(known[:MOST_LISTED]), details={"asked": asked})


def _ambiguous(export: Export, fitting: list[Fit]) -> Finding:
    ids = tuple(f"{codebook.id} {edition.id}" for codebook, edition in fitting)
    return Finding("edition_ambiguous", file=_files(export), values=ids)


def _no_codebook(export: Export) -> Finding:
    """What the file was read as, for an export that nobody has described yet."""
    statuses = sum(SURVEYXACT_STATUS.fullmatch(name) is not None for name in export.names)
    alone = export.adapter == "mapped_table" and statuses >= LEAST_STATUSES
    return Finding(
        "surveyxact_answers_alone" if alone else "no_codebook",
        file=_files(export),
        sheet=export.sheet,
        details={
            "adapter": adapter_name(export.adapter),
            "count": number(export.rows_in_file),
            "columns": number(export.table.shape[1]),
        },
    )


def _missing_columns(export: Export, nearest_fit: Fit) -> Finding:
    """What the edition that is nearest lacks, each column with the header name most like it."""
    codebook, edition = nearest_fit
    absent = lacking(codebook, edition, export.names)
    known = [folded(name) for name in export.names]
    near = {column: nearest(column, known) for column in absent}
    return Finding(
        "columns_missing",
        file=_files(export),
        sheet=export.sheet,
        values=tuple(absent[:MOST_LISTED]),
        details={
            "edition": text("importing.survey", title=pick(codebook.title), edition=edition.id),
            "count": len(absent),
            "missing": listed(absent),
            "nearest": listed([f"{column} → {name}" for column, name in near.items() if name]) or "–",
        },
    )


def _used_twice(export: Export, edition: Edition) -> list[Finding]:
    """Columns the edition reads whose name stands over several columns: nobody can tell which is meant."""
    used = {folded(column) for column in edition.columns.values()}
    return [
        Finding("duplicate_column_used", file=_files(export), sheet=export.sheet, column=name)
        for name in export.repeated_columns
        if folded(name) in used
    ]


def _files(export: Export) -> str:
    return ", ".join(export.files)
