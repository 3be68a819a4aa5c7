"""What a release tells of other places: published figures to hold our own against."""

import pandas as pd

from disclosure.policy import HIDDEN_BY_SOURCE, TOO_FEW, Policy
from store.warehouse import Warehouse


def benchmarks_shown(warehouse: Warehouse, policy: Policy) -> pd.DataFrame:
    """One row a place of others, service, role, period and item, as the release's table ``benchmark`` has them.

    They were published by somebody else, who hid what had to be; still no figure of fewer answers is shown than the
    release shows of its own. A mean whose number of answers the source does not tell stands as it is.
    """
    told = warehouse.frame("benchmarks")
    few = told["n"].lt(policy.min_n).fillna(value=False)
    by_source = told["mean"].isna()
    hidden = pd.Series(None, index=told.index, dtype="object").mask(few, TOO_FEW).mask(by_source, HIDDEN_BY_SOURCE)
    shown, detail = hidden.isna(), told["n"].ge(policy.min_n_detail).fillna(value=False)
    return told.assign(
        **{name: told[name].where(shown) for name in ("n", "mean", "sd")},
        histogram=told["histogram"].where(shown & detail, None),
        hidden=hidden,
    ).drop(columns="upload")
