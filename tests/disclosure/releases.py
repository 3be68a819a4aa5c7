"""Small releases to attack, written down as their figures."""

import numpy as np
import pandas as pd

PLACE = ["place", "level", "municipality", "service", "unit"]


def release(figures, period="2024", role="user", measure="dimension:respected"):
    """The tables of a release with these figures.

    ``figures`` has place, group -> (n, mean, sd), or "few" where they are hidden; the place "9901/a/b" is a unit.
    """
    places = sorted({place for place, _ in figures})
    scope = pd.DataFrame({"scope": range(len(places)), "place": places, "period": period, "role": role})
    number = dict(zip(places, scope["scope"], strict=True))
    cells = [_cell(number[place], group, figure) for (place, group), figure in figures.items()]
    return {
        "place": pd.DataFrame([_place(place) for place in places], columns=PLACE),
        "period": pd.DataFrame({"period": [period], "year": [int(period[:4])], "kind": ["year"], "sort": [0]}),
        "measure": pd.DataFrame({"measure_no": [1], "measure": [measure], "kind": ["dimension"]}),
        "scope": scope,
        "cell": pd.DataFrame(cells),
        "response": pd.DataFrame({"scope": [], "n": [], "invited": [], "hidden": []}),
        "distribution": pd.DataFrame({"scope": [], "measure_no": [], "value": [], "n": []}),
        "driver": pd.DataFrame({"scope": [], "measure_no": [], "n": []}),
        "driver_moment": pd.DataFrame({"scope": [], "measure_no": [], "other_no": [], "correlation": []}),
        "reliability": pd.DataFrame({"scope": [], "measure_no": [], "n": []}),
    }


def _place(place):
    parts = [*place.split("/"), None, None][:3]
    return [place, ["municipality", "service", "unit"][place.count("/")], *parts]


def _cell(scope, group, figure):
    hidden = figure if isinstance(figure, str) else None
    n, mean, sd = (np.nan, np.nan, np.nan) if hidden else (*figure, np.nan, np.nan)[:3]
    return {
        "scope": scope, "grouping_value": group, "measure_no": 1, "n": n, "invited": np.nan, "pooled_mean": mean,
        "sd": sd, "scale_min": 1, "scale_max": 6, "hidden": hidden,
        "dont_know": np.nan, "not_applicable": np.nan,
    }  # fmt: skip
