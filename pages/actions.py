"""Tiltak: what is done about findings, who follows up, what became of it, and the meetings where it was discussed."""

from ui import data, frame
from ui.actions import address, log, new, one, overview, style

with frame.page("actions"):
    data.release()
    style.put()
    match address.asked():
        case "new":
            new.form()
        case "action":
            one.action()
        case "meeting":
            log.meeting()
        case _:
            overview.everything()
