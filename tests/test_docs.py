"""The documentation is true: its guides are followed to the letter, and what can be opened, set or called is there."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path

import duckdb
import pytest
import yaml
from typer.core import TyperCommand

from core.settings import PREFIX, Settings
from core.text import LANGUAGES, catalogue
from etl import adapters
from etl.commands import COMMANDS
from tests.etl.store import Store
from ui import menu

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted(path.relative_to(ROOT).as_posix() for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
GUIDES = PAGE_GUIDE, CODEBOOK_GUIDE, ADAPTER_GUIDE = tuple(
    f"docs/add_{part}.md" for part in ("a_page", "a_codebook", "an_adapter")
)
OPERATIONS, USER_GUIDE, METHOD = "docs/drift.md", "docs/brukerveiledning.md", "docs/method.md"
# What a copy of the program does without: what is not the program, and what the tests of the copy bring themselves.
LEFT_OUT = ("data", "tests", "docs", "bench", "sample_data")
IMAGE_LIMIT = 150_000  # bytes
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LABEL = re.compile(r"`([^`]+)`(?: after `([^`]+)`)?:")

# Blocks that no test runs, by document, language and first words, with the reason.
NOT_RUN = {
    ("README.md", "sh", "make run"): "starts a server, and runs the tests; the targets are looked up in the Makefile",
    ("README.md", "powershell", "py -3.11"): "for Windows; the command line's part is checked as every command is",
    ("README.md", "text", "export files"): "a picture",
    ("CONTRIBUTING.md", "sh", "apt install"): "installs packages; the targets are looked up in the Makefile",
    ("CONTRIBUTING.md", "sh", ".venv/bin/python -m pytest"): "runs the tests themselves",
    (OPERATIONS, "sh", ".venv/bin/uvicorn"): "starts a server; tests/browser opens the same dashboard",
    (OPERATIONS, "nginx", "location / {"): "needs nginx",
}


@dataclass(frozen=True)
class Block:
    """A fenced block: its language and text, the file it becomes (after which line, where it is added to one)."""

    document: str
    language: str
    body: str
    file: str | None
    after: str | None

    @property
    def start(self) -> str:
        """What names the block in a message."""
        return self.body.strip().partition("\n")[0]


@cache
def text_of(document: str) -> str:
    return (ROOT / document).read_text(encoding="utf-8")


@cache
def blocks(document: str) -> tuple[Block, ...]:
    return tuple(_blocks(document))


def _blocks(document: str) -> Iterator[Block]:
    written = text_of(document)
    for fence in FENCE.finditer(written):
        before = written[: fence.start()].rstrip().rpartition("\n")[2]
        label = LABEL.search(before) if before.endswith(":") else None
        yield Block(document, fence[1], fence[2], label and label[1], label and label[2])


def prose(document: str) -> str:
    """A document without its blocks."""
    return FENCE.sub("", text_of(document))


def write(block: Block, folder: Path) -> None:
    """Make the block's file, or add its lines to the file that is there."""
    assert block.file
    path = folder / block.file
    if block.after is None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block.body, encoding="utf-8")
        return
    present = path.read_text(encoding="utf-8")
    assert present.count(f"{block.after}\n") == 1, f"{block.file} has not one line {block.after!r}"
    path.write_text(present.replace(f"{block.after}\n", f"{block.after}\n{block.body}"), encoding="utf-8")


def run(command: list[str], folder: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """The command in a copy of the program, with the settings and no others."""
    left_out = {name for name in os.environ if name.startswith(PREFIX)} | {"PYTHONDONTWRITEBYTECODE"}
    inherited = {name: value for name, value in os.environ.items() if name not in left_out}
    # Several commands a copy: what one has compiled, the next need not, nor what is compiled beside the program.
    ours = {"PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        command, cwd=folder, env=inherited | ours | settings, capture_output=True, encoding="utf-8", timeout=180
    )


def run_shell(lines: str, folder: Path) -> str:
    """What the lines of a ``bash`` block say, with this Python as ``python``; a line that fails stops the test."""
    said = []
    for line in lines.strip().splitlines():
        done = run(["bash", "-c", f'python() {{ "{sys.executable}" "$@"; }}; {line}'], folder)
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
        said.append(done.stdout + done.stderr)
    return "\n".join(said)


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of the program without data, in which a guide can be followed."""
    copy = tmp_path / "house"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".*", *LEFT_OUT))
    return copy


OPEN_THE_PAGE = """
import json
from core.text import LANGUAGES, use_language
from streamlit.testing.v1 import AppTest

opened = {}
for language in LANGUAGES:
    use_language(language)  # AppTest names the options of a control outside the run
    app = AppTest.from_file("dashboard.py", default_timeout=60)
    app.query_params["lang"] = language
    app.run()
    app.switch_page("pages/unit_levels.py").run()
    levels = [control for control in app.segmented_control if control.options]
    opened[language] = {
        "title": app.title[0].value,
        "problems": [str(problem.value) for problem in [*app.exception, *app.error]],
        "words": " ".join(element.proto.body for element in app.get("html")),
        "charts": len(app.get("plotly_chart")),
        "options": levels[0].options,
    }
print(json.dumps(opened))
"""


def test_the_page_of_the_guide_opens_in_every_language(house: Path, sample_data_folder: Path) -> None:
    guide = [block for block in blocks(PAGE_GUIDE) if block.file]
    for block in guide:
        write(block, house)
    texts = {block.file: yaml.safe_load(block.body) for block in guide if block.language == "yaml" and not block.after}

    done = run([sys.executable, "-c", OPEN_THE_PAGE], house, BRUKERINNSIKT_DATA=str(sample_data_folder))

    assert done.returncode == 0, done.stderr
    opened = json.loads(done.stdout.splitlines()[-1])
    for language in LANGUAGES:
        page = opened[language]
        words = texts[f"locales/{language}/unit_levels.yaml"]
        assert page["problems"] == []
        assert page["title"] == words["page"]["unit_levels"]["title"]
        assert page["charts"] == 1
        assert len(page["options"]) == 3
        told = re.escape(words["summary"]["unit_levels"]).replace(r"\{", "{").replace(r"\}", "}")
        assert re.search(told.format(shown=r"[1-9]\d*", units=r"\d+", level=".+"), page["words"])


def test_the_code_of_the_guides_keeps_the_style_of_the_house(house: Path) -> None:
    written = [block for guide in GUIDES for block in blocks(guide) if block.file and block.language == "python"]
    for block in written:
        write(block, house)
    files = [str(block.file) for block in written]

    checked = [run([sys.executable, "-m", "ruff", *how, *files], house) for how in (["check"], ["format", "--check"])]

    assert len(files) == 3
    assert [done.stdout for done in checked if done.returncode] == []


def test_the_texts_of_the_page_guide_have_the_same_keys() -> None:
    keys = {
        language: set(re.findall(r"^ *\w+(?=:)", block.body, re.MULTILINE))
        for language in LANGUAGES
        for block in blocks(PAGE_GUIDE)
        if block.file == f"locales/{language}/unit_levels.yaml"
    }

    assert keys.keys() == set(LANGUAGES)
    assert keys["nb"] == keys["nn"] == keys["en"]


def store_of(house: Path, patch: pytest.MonkeyPatch) -> Store:
    """The data of a copy, used by the program here: for what no guide says, without the seconds that a start takes."""
    return Store(house / "data", patch)


def test_the_codebook_of_the_guide_is_imported_as_the_guide_promises(
    house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = ""
    for block in blocks(CODEBOOK_GUIDE):
        if block.file:
            write(block, house / "data")
        elif block.language == "bash":
            said = run_shell(block.body, house)
        else:
            assert block.language == "text", f"the guide does not say what this block is: {block.start}"
            assert not [line for line in block.body.splitlines() if line not in said], said

    figures = store_of(house, monkeypatch).done("figures", "--service", "library", "--measure", "item")["figures"]
    shown = {figure["measure"]: figure for figure in figures}
    assert shown["item:repeated_contacts"]["mean"] == 5.25
    assert (shown["item:unit_follows_up_input"]["n"], shown["item:unit_follows_up_input"]["hidden"]) == (9, None)
    release = next((house / "data" / "releases").glob("*.duckdb"))
    with duckdb.connect(release, read_only=True) as connection:
        hidden = connection.sql(
            "SELECT DISTINCT place FROM cell JOIN scope USING (scope) JOIN measure USING (measure_no)"
            " WHERE measure = 'item:unit_follows_up_input' AND hidden = 'few' ORDER BY place"
        ).fetchall()
    assert [place.rpartition("/")[2] for (place,) in hidden] == ["bydelsbiblioteket", "hovedbiblioteket"]
    described = set(re.findall(r"^\| `([\w.]+)/?` ", text_of(OPERATIONS), re.MULTILINE))
    assert {path.name for path in (house / "data").iterdir()} - {"library_2025.csv"} <= described


def test_the_commands_of_the_operations_guide_run(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not shutil.which("flock"):
        pytest.skip("flock is not on this machine")
    for block in blocks(CODEBOOK_GUIDE):
        if block.file:
            write(block, house / "data")
    store = store_of(house, monkeypatch)
    store.done("import", store.folder / "library_2025.csv")

    said = [run_shell(block.body, house) for block in blocks(OPERATIONS) if block.language == "bash"]

    assert "library_users" in said[0]
    assert (house / "data-kopi" / "warehouse.duckdb").exists()
    assert store.done("status")["uploads"] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_block_is_run_or_has_a_reason(document: str) -> None:
    followed = document in GUIDES
    left = [
        f"{block.language}: {block.start}"
        for block in blocks(document)
        if not (followed and (block.file or document == CODEBOOK_GUIDE))
        and not (block.language == "bash" and document == OPERATIONS)
        and not any(_names(key, block) for key in NOT_RUN)
    ]

    assert not left


def test_every_reason_has_its_block() -> None:
    every = [block for document in DOCUMENTS for block in blocks(document)]

    assert not [key for key in NOT_RUN if not any(_names(key, block) for block in every)]


def _names(key: tuple[str, str, str], block: Block) -> bool:
    document, language, start = key
    return (document, language) == (block.document, block.language) and block.body.strip().startswith(start)


@cache
def commands() -> dict[str, TyperCommand]:
    return {str(command.name): command.made() for command in COMMANDS}


def options(command: TyperCommand) -> set[str]:
    return {name for parameter in command.params for name in parameter.opts if name.startswith("--")}


@pytest.mark.parametrize("name", commands())
def test_every_command_is_described_with_its_options(name: str) -> None:
    rows = re.findall(rf"^\| `python -m etl {name}\b.*$", text_of(OPERATIONS), re.MULTILINE)

    assert len(rows) == 1
    of_check = options(commands()["check"]) if "de samme" in rows[0] else set()
    assert set(re.findall(r"--[\w-]+", rows[0])) | of_check == options(commands()[name])


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_command_that_is_named_exists(document: str) -> None:
    unknown = []
    for name, arguments in re.findall(r"python -m etl (\w+)([^`\n|]*)", text_of(document)):
        known = options(commands()[name]) if name in commands() else None
        if known is None or not set(re.findall(r"--[\w-]+", arguments)) <= known:
            unknown.append(f"{name}{arguments}")

    assert not unknown


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_make_target_that_is_named_exists(document: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", text_of_makefile(), re.MULTILINE))
    named = set(re.findall(r"(?:^|`)make ([a-z]+)", text_of(document), re.MULTILINE))

    assert named <= targets


def text_of_makefile() -> str:
    return (ROOT / "Makefile").read_text(encoding="utf-8")


def test_every_setting_is_described_with_its_default() -> None:
    rows = dict(re.findall(rf"^\| `{PREFIX}(\w+)` \| ([^|]+) \|", text_of(OPERATIONS), re.MULTILINE))

    assert {name.lower() for name in rows} == set(Settings.model_fields)
    for name, field in Settings.model_fields.items():
        if isinstance(field.default, str | int):
            assert rows[name.upper()].strip() == f"`{field.default}`"


@pytest.mark.parametrize("document", DOCUMENTS)
def test_no_other_setting_is_named(document: str) -> None:
    named = {name.lower() for name in re.findall(rf"{PREFIX}([A-Z_]+)", text_of(document))}

    assert named <= {*Settings.model_fields, "shared"}


@pytest.mark.parametrize("adapter", adapters.found())
def test_every_adapter_is_named_in_the_readme(adapter: str) -> None:
    assert f"| `{adapter}` |" in text_of("README.md")


@pytest.mark.parametrize("page", [entry.name for entry in menu.entries()])
def test_every_page_is_described_to_its_readers(page: str) -> None:
    assert f"| **{catalogue('nb')[f'page.{page}.title']}** |" in text_of(USER_GUIDE)


def test_what_stands_in_bold_stands_on_the_screen() -> None:
    on_screen = {_folded(text) for text in catalogue("nb").values()}
    on_screen |= {_folded(text.partition("{")[0]) for text in catalogue("nb").values()}
    bold = re.findall(r"\*\*([A-ZÆØÅ][^*]+)\*\*", prose(USER_GUIDE))
    allowed = {"lenke", "tabell", "indeks 0–100", "streken rundt prikken"}

    assert bold
    assert not [words for words in bold if _folded(words) not in on_screen | allowed]


def _folded(words: str) -> str:
    return " ".join(words.split()).rstrip(":. ").casefold()


@pytest.mark.parametrize("named", sorted(set(re.findall(r"`(metrics(?:\.\w+)+)`", text_of(METHOD)))))
def test_every_formula_of_the_method_is_a_function_with_an_example(named: str) -> None:
    module, _, function = named.rpartition(".")

    docstring = getattr(import_module(module), function).__doc__

    assert ">>>" in docstring


def test_the_limits_in_the_method_are_those_of_the_settings() -> None:
    limits = Settings.model_fields

    assert f"| mean and interval | at least {limits['min_n'].default} answers |" in text_of(METHOD)
    detail = f"at least {limits['min_n_detail'].default} answers"
    assert f'| distribution, group, "don\'t know" | {detail} |' in text_of(METHOD)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_link_leads_somewhere(document: str) -> None:
    links = re.findall(r"\]\(([^)\s]+)\)", prose(document))
    broken = [
        link
        for link in links
        if not link.startswith(("https://", "#")) and not (ROOT / document).parent.joinpath(link).is_file()
    ]

    assert not broken


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_path_that_is_named_exists(document: str) -> None:
    made = {block.file for guide in GUIDES for block in blocks(guide)}
    folders = "|".join(["core", "store", "metrics", "disclosure", "views", "charts", "etl", "ui", "pages", "docs"])
    named = set(re.findall(rf"`((?:{folders})/[\w/]+\.\w+)`", prose(document)))

    assert not [path for path in named - made if not (ROOT / path).exists()]


@pytest.mark.parametrize("image", sorted(path.name for path in (ROOT / "docs" / "images").glob("*")))
def test_every_image_is_small_and_used(image: str) -> None:
    path = ROOT / "docs" / "images" / image

    assert path.stat().st_size <= IMAGE_LIMIT
    assert any(f"images/{image})" in text_of(document) for document in DOCUMENTS)
