"""Comments: what they are about, in the users' own words; and the queue in which an adviser reviews them."""

from ui import frame
from ui.comments import page

with frame.page("comments"):
    if page.mode() == page.REVIEW:
        page.reviewed()
    else:
        page.read()
