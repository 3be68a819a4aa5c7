"""Reports of the sample data, made once."""

from datetime import date
from pathlib import Path

import pytest

from core.document import Document
from store.release import Release, Releases
from views.meeting.beside import Action, Activity, Beside
from views.meeting.report import document
from views.meeting.request import Request

TODAY = date(2026, 3, 2)
MUNICIPALITY, YEAR = "9901", "2025"
BESIDE = Beside(
    (
        Action("Fast kontaktperson", f"{MUNICIPALITY}/home_care", "avdelingsleder", date(2026, 2, 1), "I gang"),
        Action("=HYPERLINK(\"x\")", f"{MUNICIPALITY}/home_care", "", None, "Planlagt"),
        Action("Kurs", MUNICIPALITY, "kommunalsjef", date(2026, 9, 1), "Avsluttet", False, "Delvis nådd"),
    ),
    (Activity("Brukerutvalg", f"{MUNICIPALITY}/home_care", "Brukerråd", "Dialog", "2025", 12, 4, 3),),
)  # fmt: skip


@pytest.fixture(scope="session")
def release(sample_data_folder: Path) -> Release:
    """The sample data's release."""
    return Releases(sample_data_folder / "releases").current()


@pytest.fixture(scope="session")
def of_service(release: Release) -> Document:
    """One service, with everything."""
    return document(release, Request(MUNICIPALITY, YEAR, ("home_care",)), BESIDE, TODAY)


@pytest.fixture(scope="session")
def of_hidden(release: Release) -> Document:
    """A service with units that are hidden, and one that nobody was asked about in the year."""
    return document(
        release, Request(MUNICIPALITY, YEAR, ("child_welfare", "habilitation"), ("units",)), Beside(), TODAY
    )


@pytest.fixture(scope="session")
def review(release: Release) -> Document:
    """The whole municipality on two pages."""
    return document(release, Request(MUNICIPALITY, YEAR, kind="review"), BESIDE, TODAY)
