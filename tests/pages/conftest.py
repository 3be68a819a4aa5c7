"""The dashboard without a browser, on a data folder."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(params=["empty", "sample"])
def data_folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A new store, and the sample store."""
    return tmp_path if request.param == "empty" else request.getfixturevalue("sample_data_folder")


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """Open a page of the dashboard on a data folder, with a query in the address."""

    def open_page(page: str, data: Path, **query: str) -> AppTest:
        monkeypatch.setenv("BRUKERINNSIKT_DATA", str(data))
        monkeypatch.setenv("BRUKERINNSIKT_MODE", "development")
        app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
        for name, value in query.items():
            app.query_params[name] = value
        app.run()
        return app if page == "overview" else app.switch_page(f"pages/{page}.py").run()

    return open_page


def told(app: AppTest) -> str:
    """Everything a page says in HTML."""
    return " ".join(element.proto.body for element in app.get("html"))
