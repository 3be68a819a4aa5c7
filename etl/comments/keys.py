"""The lasting key of a comment, by which its review finds it again."""

import hashlib
from collections.abc import Sequence

import pandas as pd

from etl.harmonise.harmonised import Harmonised

LENGTH = 32


def with_lasting_keys(contents: Harmonised, hashes: Sequence[str]) -> pd.DataFrame:
    """The comments with a key made from the received files' hashes, the row in the file and the question.

    Reading the same files again gives the same keys, whatever else has been imported before.
    """
    comments = contents.comments
    rows = contents.respondents["row"].to_numpy()[comments["respondent"].to_numpy(dtype="int64")]
    received = " ".join(sorted(hashes))
    told = zip(rows.tolist(), comments["comment"].tolist(), strict=True)
    return comments.assign(key=[_key(f"{received}/{row}/{question}") for row, question in told])


def _key(told: str) -> str:
    return hashlib.sha256(told.encode()).hexdigest()[:LENGTH]
