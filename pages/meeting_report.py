"""The figures as a file for a meeting: choose, look over, make it, download."""

from ui import frame
from ui.meeting import report

with frame.page("meeting_report"):
    report.page()
