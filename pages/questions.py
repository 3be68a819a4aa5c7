"""Every question with its distribution, and a search."""

from core.text import text
from ui import filters, frame, questions

with frame.page("questions"):
    selection = filters.bar("municipality", "service!", "unit", "period", "role")
    questions.bars(selection, search=filters.search(text("filter.search")))
