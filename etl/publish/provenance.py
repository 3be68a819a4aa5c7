"""What a release tells of the uploads behind it: what was read, what was dubious, how each question was answered."""

import json

import pandas as pd

from disclosure.policy import Policy
from store.warehouse import Warehouse

FINDING = ["upload", "code", "severity", "file", "sheet", "column_name", "row_count", "details"]


def provenance(warehouse: Warehouse, policy: Policy) -> dict[str, pd.DataFrame]:
    """The tables source, source_finding, source_question and source_place of a release."""
    uploads = warehouse.frame("uploads")
    present = uploads[uploads["replaced_by"].isna()]
    return {
        "source": _sources(present),
        "source_finding": _findings(present),
        "source_question": warehouse.frame("source_questions", least=policy.min_n_detail),
        "source_place": warehouse.frame("source_places"),
    }


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
