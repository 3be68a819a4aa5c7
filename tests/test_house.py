"""The house is in order: its folders, locks, menu, look and habits are what they are said to be."""

import re
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from charts.colour import contrast, mix
from charts.theme import DARK, LIGHT, Palette

ROOT = Path(__file__).parent.parent
PACKAGES = ["core", "store", "metrics", "disclosure", "views", "charts", "etl", "ui", "pages"]
FOLDERS = [*PACKAGES, "bench", "codebooks", "docs", "locales", "reference", "sample_data", "tests"]
SPEAKS = {".py", ".md", ".yaml", ".yml", ".toml", ".sql", ".txt", ".json", ".csv", ".cfg", ".R", ".lock"}
# A path that exists on one machine only: in someone's home, in a workplace or in a temporary folder.
MACHINE_PATH = re.compile(r"(?<![\w.:/<>-])(?:/(?:home|root|tmp|work|Users)/|[A-Z]:\\Users\\)")
LOCKS = [("requirements.txt", "requirements.lock"), ("requirements-dev.txt", "requirements-dev.lock")]
CAPTION_OPACITY = 0.6  # how much of the text colour Streamlit leaves in a caption


def requirements(name: str) -> list[Requirement]:
    """The ranges of a requirements file, without comments and references to other files."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return [Requirement(line) for line in lines if line.strip() and not line.startswith(("#", "-"))]


def locked(name: str) -> dict[str, str]:
    """The version of each package in a lock file."""
    pins = re.findall(r"^([\w.-]+)==([^\s;]+)", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE)
    return {canonicalize_name(package): version for package, version in pins}


def texts_of_the_house() -> list[Path]:
    """Every file that speaks: those at the root and those in the folders of the house."""
    inside = (path for folder in FOLDERS for path in (ROOT / folder).rglob("*"))
    hidden = (path for folder in (".ci", ".streamlit") for path in (ROOT / folder).iterdir())
    spoken = (path for path in inside if path.suffix in SPEAKS)
    return [path for path in (*ROOT.iterdir(), *hidden, *spoken) if path.is_file()]


def make_targets() -> list[str]:
    """The recipes that a person calls: those with a description."""
    return re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


def theme(appearance: str) -> dict[str, str]:
    """The colours Streamlit is told to use for ``light`` or ``dark``."""
    return tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"][appearance]


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_folder_of_the_architecture_exists(folder):
    assert (ROOT / folder).is_dir()


@pytest.mark.parametrize("package", PACKAGES)
def test_every_package_says_in_a_line_what_it_is(package):
    first = (ROOT / package / "__init__.py").read_text(encoding="utf-8")

    assert re.match(r'""".+"""', first)


@pytest.mark.parametrize(("ranges", "lock"), LOCKS)
def test_every_requirement_is_locked_within_its_range(ranges, lock):
    versions = locked(lock)

    outside = [
        str(one) for one in requirements(ranges) if versions.get(canonicalize_name(one.name)) not in one.specifier
    ]

    assert not outside, f"run make lock: {outside}"


def test_development_and_production_have_the_same_versions():
    production, development = locked("requirements.lock"), locked("requirements-dev.lock")

    assert production.items() <= development.items()


@pytest.mark.parametrize("lock", [*(lock for _, lock in LOCKS), "requirements-setup.lock"])
def test_every_locked_version_has_a_hash(lock):
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()

    pinned = [following for line, following in pairwise(lines) if re.match(r"[\w.-]+==", line)]

    assert pinned
    assert all(line.lstrip().startswith("--hash=sha256:") for line in pinned)


def test_every_page_is_listed_once_in_the_menu():
    sections = yaml.safe_load((ROOT / "pages" / "navigation.yaml").read_text(encoding="utf-8"))

    listed = sorted(page for section in sections for page in section["pages"])

    assert listed == sorted(path.stem for path in (ROOT / "pages").glob("[!_]*.py"))


def test_no_file_names_a_place_on_one_machine():
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}"
        for path in texts_of_the_house()
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        if MACHINE_PATH.search(line)
    ]

    assert not found, "\n".join(found)


@pytest.mark.parametrize("target", make_targets())
def test_every_make_target_is_explained_to_contributors(target):
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")

    assert f"| `make {target}` |" in guide


def test_every_decision_record_is_in_their_list():
    records = sorted(path.name for path in (ROOT / "docs" / "adr").glob("[0-9]*.md"))

    listed = re.findall(r"\]\((\d{4}-[\w-]+\.md)\)", (ROOT / "docs" / "adr" / "README.md").read_text(encoding="utf-8"))

    assert sorted(listed) == records


@pytest.mark.parametrize(("appearance", "palette"), [("light", LIGHT), ("dark", DARK)])
def test_charts_and_pages_share_surface_and_accent(appearance: str, palette: Palette):
    colours = theme(appearance)

    assert colours["backgroundColor"] == palette.surface
    assert colours["linkColor"] == palette.accent
    assert colours["grayTextColor"] == palette.muted


@pytest.mark.parametrize("surface", ["backgroundColor", "secondaryBackgroundColor"])
@pytest.mark.parametrize("appearance", ["light", "dark"])
def test_text_can_be_read_on_both_surfaces(appearance, surface):
    colours = theme(appearance)
    background = colours[surface]

    caption = mix(background, colours["textColor"], CAPTION_OPACITY)

    for text in (colours["textColor"], colours["grayTextColor"], colours["linkColor"], caption):
        assert contrast(text, background) >= 4.5


@pytest.mark.parametrize("appearance", ["light", "dark"])
def test_white_text_can_be_read_on_a_primary_button(appearance):
    assert contrast("#ffffff", theme(appearance)["primaryColor"]) >= 4.5
