"""The dashboard without a browser, on a data folder."""

from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parent.parent.parent
PAGES = sorted(path.stem for path in (ROOT / "pages").glob("[!_]*.py"))


@pytest.fixture(scope="session", autouse=True)
def components_looked_for_once() -> Iterator[None]:
    """Each AppTest looks through every installed package for components of Streamlit; none is installed meanwhile."""
    with pytest.MonkeyPatch.context() as patch:
        found = cache(manifest_scanner.scan_component_manifests)
        patch.setattr(manifest_scanner, "scan_component_manifests", found)
        yield


@pytest.fixture(params=["empty", "sample"])
def data_folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A new store, and the sample store."""
    return tmp_path if request.param == "empty" else request.getfixturevalue("sample_data_folder")


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """Open a page of the dashboard on a data folder, with a query in the address."""
    return partial(open_page, monkeypatch)


def open_page(patch: pytest.MonkeyPatch, page: str, data: Path, **query: str) -> AppTest:
    """A page of the dashboard on a data folder, with a query in the address."""
    patch.setenv("BRUKERINNSIKT_DATA", str(data))
    patch.setenv("BRUKERINNSIKT_MODE", "development")
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    return app if page == "overview" else app.switch_page(f"pages/{page}.py").run()


def told(app: AppTest) -> str:
    """Everything a page says in HTML."""
    return " ".join(element.proto.body for element in app.get("html"))
