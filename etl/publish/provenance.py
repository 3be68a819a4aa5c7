"""What a release tells of the uploads behind it: what was read, what was dubious, how each question was answered."""

import json

import pandas as pd

from disclosure.policy import TOO_FEW, Policy
from store.warehouse import Warehouse

FINDING = ["upload", "code", "severity", "file", "sheet", "column_name", "row_count", "details"]
COUNTS = ["rows_read", "rows_kept", "rows_quarantined", "respondents", "answers"]
SCOPE = ["place", "role", "period"]


def provenance(warehouse: Warehouse, policy: Policy, answered: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The tables source, source_finding, source_question and source_place of a release.

    ``answered`` has place, role, period, hidden and as_of of the numbers of respondents. An upload tells of numbers
    only where they are sums of those that are told.
    """
    uploads = warehouse.frame("uploads")
    present = uploads[uploads["replaced_by"].isna()]
    places = warehouse.frame("source_places")
    withheld = _beyond_the_told(places, answered)
    questions = warehouse.frame("source_questions", least=policy.min_n_detail)
    untold = present["upload"].isin(withheld)
    return {
        "source": _sources(present.assign(**{name: present[name].where(~untold) for name in COUNTS})),
        "source_finding": _findings(present[~untold]),
        "source_question": questions[~questions["upload"].isin(withheld)],
        "source_place": places.merge(answered[SCOPE], on=SCOPE),
    }


def _beyond_the_told(places: pd.DataFrame, answered: pd.DataFrame) -> pd.Series:
    """The uploads whose numbers would tell of a place that the release does not tell the number of respondents of.

    Of a whole service its own number is enough; of a part of one (the rest came in another file) each unit's is needed.
    """
    services = places.assign(place=places["place"].str.extract("^([^/]+/[^/]+)", expand=False))
    in_parts = services.groupby(SCOPE)["upload"].transform("nunique") > 1
    safe = _is_told(services, answered) & (~in_parts | _is_told(places, answered))
    return places.loc[~safe, "upload"].drop_duplicates()


def _is_told(places: pd.DataFrame, answered: pd.DataFrame) -> pd.Series:
    """Whether the present number of respondents is told of each place, or that nobody answered."""
    told = answered["hidden"].ne(TOO_FEW) & answered["as_of"].isna()
    found = places[SCOPE].merge(answered[SCOPE].assign(told=told), on=SCOPE, how="left")
    return pd.Series(found["told"].eq(True).to_numpy(), index=places.index)


def _sources(uploads: pd.DataFrame) -> pd.DataFrame:
    told = uploads.assign(files=[json.dumps(list(names), ensure_ascii=False) for names in uploads["file_names"]])
    return told[
        [
            "upload", "kind", "instrument", "edition", "title", "adapter", "files", "received", "received_by",
            "rows_read", "rows_kept", "rows_quarantined", "respondents", "answers",
        ]
    ]  # fmt: skip


def _findings(uploads: pd.DataFrame) -> pd.DataFrame:
    """Findings without the numbers of rows and the values: the release points at nobody's row."""
    rows = [
        {
            "upload": upload,
            "column_name": finding["column"],
            "details": json.dumps(finding["details"], ensure_ascii=False),
            **{name: finding[name] for name in ("code", "severity", "file", "sheet", "row_count")},
        }
        for upload, written in zip(uploads["upload"], uploads["findings"], strict=True)
        for finding in json.loads(written)
    ]
    return pd.DataFrame(rows, columns=FINDING)
