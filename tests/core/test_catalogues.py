"""The catalogues say the same in three languages, and say everything that the code asks them for."""

import ast
import re
import string
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml

from core.text import FOLDER, LANGUAGES, catalogue
from ui import menu

ROOT = FOLDER.parent
STANDARD = frozenset({"file", "sheet", "column", "line", "row_count", "rows", "values"})
# Which argument of a call is the code of a finding.
CODE_ARGUMENT = {
    "Finding": 0,
    "of_rows": 0,
    "finding": 0,
    "_at": 1,
    "_at_the_top": 0,
    "Problem": 1,
    "PydanticCustomError": 0,
}
RAISED_BY_EVERYONE = frozenset({"unknown", "input_refused"})
# Bokmål and nynorsk write these alike.
ALIKE = frozenset(
    {
        "axis.scale",
        "card.of_invited",
        "error.nothing_to_import",
        "filter.dimension",
        "finding.codebook_nothing_there",
        "finding.codebook_wrong_shape",
        "finding_place.rows",
        "frame.go_to_import",
        "importing.uploads",
        "method.sections.privacy.title",
        "page.levels.caption",
        "page.levels.matrix",
        "page.method.title",
        "severity_count.info",
        "show.download",
        "summary.dimension.one",
        "summary.place.level",
        "uploading.limit.activities",
        "uploading.limit.template",
    }
)


def entries(path: Path) -> list[tuple[str, str]]:
    """Every text of a file with its dotted key, those that are written twice twice."""
    with path.open(encoding="utf-8") as file:
        return list(_leaves(yaml.compose(file, yaml.CSafeLoader)))


def _leaves(node: yaml.Node, prefix: str = "") -> Iterator[tuple[str, str]]:
    assert isinstance(node, yaml.MappingNode), f"{prefix} is neither a text nor a group of texts"
    for key, value in node.value:
        if isinstance(value, yaml.ScalarNode):
            yield prefix + key.value, value.value
        else:
            yield from _leaves(value, f"{prefix}{key.value}.")


def placeholders(text: str) -> Counter[str]:
    return Counter(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]{2,}", re.sub(r"{\w*}", " ", text))


@cache
def modules() -> dict[str, ast.Module]:
    """The program's own modules, without the tests."""
    packages = [ROOT / "pages", *(path.parent for path in ROOT.glob("*/__init__.py"))]
    files = [*ROOT.glob("*.py"), *(file for package in packages for file in package.rglob("*.py"))]
    shown = {file.relative_to(ROOT).as_posix(): file for file in files if ROOT / "tests" not in file.parents}
    return {name: ast.parse(file.read_bytes()) for name, file in sorted(shown.items())}


@cache
def nodes(tree: ast.AST) -> list[ast.AST]:
    """All of a tree, gone through once: the whole program has more than half a million."""
    return list(ast.walk(tree))


def calls(tree: ast.AST, *names: str) -> Iterator[tuple[str, ast.Call]]:
    for node in nodes(tree):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if name in names:
                yield name, node


def key_patterns(node: ast.expr | None) -> Iterator[str]:
    """What an expression may be as patterns: a constant, either side of a condition, an f-string with open parts."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield re.escape(node.value)
    elif isinstance(node, ast.JoinedStr):
        yield "".join(
            re.escape(str(part.value)) if isinstance(part, ast.Constant) else r"[^.]+" for part in node.values
        )
    elif isinstance(node, ast.IfExp):
        yield from key_patterns(node.body)
        yield from key_patterns(node.orelse)


def strings(tree: ast.AST) -> set[str]:
    return {node.value for node in nodes(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def matching(pattern: str, keys: Iterable[str]) -> list[str]:
    fits = re.compile(pattern).fullmatch
    return [key for key in keys if fits(key)]


@cache
def asked_for() -> list[tuple[str, str, ast.Call]]:
    """Every call of ``text`` and ``has`` with a key that can be read: where, pattern of the key, the call."""
    return [
        (f"{name}:{call.lineno}", pattern, call)
        for name, tree in modules().items()
        for _, call in calls(tree, "text", "has")
        if isinstance(call.func, ast.Name) and call.args
        for pattern in key_patterns(call.args[0])
    ]


@cache
def findings_made() -> list[tuple[str, str, frozenset[str]]]:
    """Every code of a finding: where it is made, its pattern, and the names that the function around it gives."""
    return [
        (f"{name}:{call.lineno}", pattern, given)
        for name, tree in modules().items()
        for function in _outermost_functions(tree)
        for given in (names_given(function),)
        for called, call in calls(function, *CODE_ARGUMENT)
        for pattern in key_patterns(_code_argument(called, call))
    ]


def _code_argument(called: str, call: ast.Call) -> ast.expr | None:
    named = [keyword.value for keyword in call.keywords if keyword.arg == "code"]
    position = CODE_ARGUMENT[called]
    return named[0] if named else call.args[position] if len(call.args) > position else None


def _outermost_functions(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield node
        elif isinstance(node, ast.ClassDef):
            yield from (method for method in node.body if isinstance(method, ast.FunctionDef))


def names_given(function: ast.FunctionDef) -> frozenset[str]:
    """Names that the function may give a text: keywords of calls, and keys of dictionaries."""
    keywords = {node.arg for node in nodes(function) if isinstance(node, ast.keyword) and node.arg}
    keys = {
        key.value
        for node in nodes(function)
        if isinstance(node, ast.Dict)
        for key in node.keys
        if isinstance(key, ast.Constant) and isinstance(key.value, str)
    }
    return frozenset(keywords | keys)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_key_is_written_twice_in_a_language(language: str) -> None:
    files = sorted((FOLDER / language).glob("*.yaml"))
    written = Counter(key for path in files for key, _ in entries(path))

    twice = [key for key, times in written.items() if times > 1]

    assert written.keys() == catalogue(language).keys()
    assert not twice


@pytest.mark.parametrize("language", ["nn", "en"])
def test_every_language_has_the_same_files_and_keys(language: str) -> None:
    for path in (FOLDER / "nb").glob("*.yaml"):
        translated = {key for key, _ in entries(FOLDER / language / path.name)}
        original = {key for key, _ in entries(path)}
        assert translated == original, f"{language}/{path.name}: {sorted(translated ^ original)}"


@pytest.mark.parametrize("language", ["nn", "en"])
def test_every_language_has_the_same_placeholders(language: str) -> None:
    translated = catalogue(language)
    apart = {
        key: (text, translated[key])
        for key, text in catalogue("nb").items()
        if key in translated and placeholders(text).keys() != placeholders(translated[key]).keys()
    }
    assert not apart


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_are_names(language: str) -> None:
    wrong = [key for key, text in catalogue(language).items() if not all(map(str.isidentifier, placeholders(text)))]
    assert not wrong


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_empty(language: str) -> None:
    assert not [key for key, text in catalogue(language).items() if not text.strip() or text == "None"]


@pytest.mark.parametrize("language", ["nn", "en"])
def test_nothing_is_left_untranslated(language: str) -> None:
    translated = catalogue(language)
    allowed = ALIKE if language == "nn" else frozenset()
    copies = [
        f"{key}: {text}"
        for key, text in catalogue("nb").items()
        if translated.get(key) == text and len(words(text)) > 2 and key not in allowed
    ]
    assert not copies


def test_every_key_the_code_asks_for_exists() -> None:
    keys = catalogue("nb")
    unknown = [f"{place} {pattern}" for place, pattern, _ in asked_for() if not matching(pattern, keys)]
    assert not unknown


def test_every_placeholder_is_given_where_the_text_is_asked_for() -> None:
    lacking = []
    for place, pattern, call in asked_for():
        given = {keyword.arg for keyword in call.keywords}
        if None in given or getattr(call.func, "id", "") == "has" or "[" in pattern:
            continue
        for key in matching(pattern, catalogue("nb")):
            wanted = placeholders(catalogue("nb")[key]).keys() - given
            lacking += [f"{place} {key} {sorted(wanted)}"] if wanted else []
    assert not lacking


def test_every_finding_has_a_text() -> None:
    keys = catalogue("nb")
    speechless = [f"{place} {code}" for place, code, _ in findings_made() if not matching(rf"finding\.{code}", keys)]
    assert findings_made()
    assert not speechless


def test_every_error_has_a_text() -> None:
    codes = {
        (pattern, f"{name}:{call.lineno}")
        for name, tree in modules().items()
        for _, call in calls(tree, "AppError", "UsageError")
        for pattern in key_patterns(call.args[0])
    }
    speechless = [code for code in codes if not matching(rf"error\.{code[0]}", catalogue("nb"))]
    assert codes
    assert not speechless


@pytest.mark.parametrize("kind", ["finding", "error"])
def test_no_text_is_kept_for_a_code_that_is_gone(kind: str) -> None:
    written = RAISED_BY_EVERYONE.union(*(strings(tree) for tree in modules().values()))
    open_codes = {code for _, code, _ in findings_made() if "[" in code}
    codes = {key.removeprefix(f"{kind}.") for key in catalogue("nb") if key.startswith(f"{kind}.")}

    gone = [code for code in codes - written if not any(re.fullmatch(pattern, code) for pattern in open_codes)]

    assert not gone


def test_a_finding_gives_every_word_its_text_names() -> None:
    texts = catalogue("nb")
    exact = {code for _, code, _ in findings_made()}
    lacking = []
    for place, code, given in findings_made():
        for key in matching(rf"finding\.{code}", texts):
            if "[" in code and key.removeprefix("finding.") in exact:
                continue  # Made elsewhere, with words of its own.
            path = {"path"} if key.startswith("finding.codebook_") else set()
            wanted = placeholders(texts[key]).keys() - STANDARD - given - path
            lacking += [f"{place} {key} {sorted(wanted)}"] if wanted else []
    assert not lacking


def test_every_page_and_section_of_the_menu_has_its_words() -> None:
    wanted = {f"page.{entry.name}.{part}" for entry in menu.entries() for part in ("title", "intro")}
    wanted |= {f"menu.{entry.section}" for entry in menu.entries()}
    assert wanted <= catalogue("nb").keys(), wanted - catalogue("nb").keys()
