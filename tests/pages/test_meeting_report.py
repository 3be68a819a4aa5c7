"""The meeting report's page: what is chosen is what the preview says, and the files are of this visit."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from pptx import Presentation
from streamlit.testing.v1 import AppTest

from core.text import text
from tests.pages.conftest import told
from ui.meeting.making import Making
from ui.meeting.report import KEY

Opened = Callable[..., AppTest]


def finished(app: AppTest) -> Making:
    """The report of a visit, when it is made."""
    making: Making = app.session_state[KEY]
    making.made()
    app.run()
    return making


def test_a_report_of_the_chosen_service_is_made_and_offered(sample_data_folder: Path, opened: Opened) -> None:
    app = opened("meeting_report", sample_data_folder, service="bpa")
    assert "BPA" in told(app)

    app.multiselect(key="report_parts_10").set_value(["results"]).run()
    app.button(key="report_make").click().run()
    making = finished(app)

    assert not app.exception
    (made,) = making.made()
    assert made.name == "møterapport_bpa_brukerstyrt_personlig_assistanse_2025.pptx"
    assert len(Presentation(io.BytesIO(made.content)).slides) == 3
    assert text("report.ready", title=making.title) in told(app)


def test_a_template_that_cannot_be_used_is_told_and_the_page_goes_on(
    sample_data_folder: Path, opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    template = tmp_path / "mal.pptx"
    template.write_bytes(b"not a presentation")
    monkeypatch.setenv("BRUKERINNSIKT_REPORT_TEMPLATE", str(template))
    app = opened("meeting_report", sample_data_folder, service="bpa")

    app.button(key="report_make").click().run()
    with pytest.raises(Exception, match="report_template_unreadable"):
        app.session_state[KEY].made()
    app.run()

    assert not app.exception
    assert app.error[0].value == text("error.report_template_unreadable")
    assert text("report.preview") in [heading.value for heading in app.header]


def test_the_place_to_drop_a_template_speaks_the_language_of_the_reader(
    sample_data_folder: Path, opened: Opened
) -> None:
    app = opened("meeting_report", sample_data_folder, service="bpa")

    assert '--bi-choose-files: "Velg fil"; --bi-file-limit: "Inntil 30 MB: PowerPoint (.pptx)"' in told(app)


def test_no_chapter_is_no_report(sample_data_folder: Path, opened: Opened) -> None:
    app = opened("meeting_report", sample_data_folder, service="bpa")

    app.multiselect(key="report_parts_10").set_value([]).run()

    assert text("report.choose.no_parts") in told(app)
    assert not [button for button in app.button if button.key == "report_make"]
