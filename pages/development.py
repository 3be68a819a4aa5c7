"""One measure over time: its line, its signals where it is long, and what lies beside it."""

from core.text import text
from ui import data, filters, frame, markup, show
from ui.development import choices, drawn
from views.development import summary

with frame.page("development"):
    selection = filters.bar("municipality", "service", "unit", "role")
    own = choices.asked(selection)
    if own is None:
        show.note(text("development.nothing"))
    else:
        with markup.together():
            show.sentence(data.cached(summary.first, own.spots, own.step, own.rebased))
            for paragraph in data.cached(summary.more, own.spot, own.step):
                show.paragraph(paragraph)
        drawn.line(own)
        drawn.process_chart(own)
        drawn.panels(own)
