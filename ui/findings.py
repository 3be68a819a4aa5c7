"""Findings about files, gravest first; many of them wait behind a line that counts them."""

from collections import Counter
from collections.abc import Sequence
from html import escape

import streamlit as st

from core.findings import Finding
from core.messages import finding_text, place_text
from core.text import listing, text
from ui import markup

ORDER = {"error": 0, "warning": 1, "info": 2}
# More than this many warnings would push the button that imports out of sight.
SHOWN_AT_ONCE = 3


def show(found: Sequence[Finding]) -> None:
    """All findings: errors in full, the rest behind a line where they are many."""
    errors = [finding for finding in found if finding.severity == "error"]
    others = sorted((one for one in found if one.severity != "error"), key=lambda one: ORDER[one.severity])
    if errors:
        _list(errors)
    if len(others) > SHOWN_AT_ONCE:
        with st.expander(_counted(others)):
            _list(others)
    elif others:
        _list(others)


def _counted(found: Sequence[Finding]) -> str:
    """``4 advarsler og 1 merknad``."""
    numbers = Counter(finding.severity for finding in found)
    return listing([text(f"severity_count.{key}", count=numbers[key]) for key in ORDER if numbers[key]])


def _list(found: Sequence[Finding]) -> None:
    markup.put(f'<ul class="bi-findings">{"".join(map(_item, found))}</ul>')


def _item(finding: Finding) -> str:
    severity, told = text(f"severity.{finding.severity}"), finding_text(finding)
    place = f"<small>{escape(place_text(finding))}</small>" if place_text(finding) else ""
    return f'<li class="bi-{finding.severity}"><strong>{severity}:</strong> {escape(told)}{place}</li>'
