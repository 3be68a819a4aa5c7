"""Every question with its distribution, and a search."""

from core.text import text
from ui import data, filters, frame, questions, show
from views import services

with frame.page("questions"):
    selection = filters.bar("municipality", "service!", "unit", "period", "role")
    show.response(data.cached(services.response, selection))
    questions.bars(selection, search=filters.search(text("filter.search")))
