"""Codebooks as YAML files: every mapping and list remembers its line, and what is written can be read by hand."""

import re
from collections.abc import Hashable
from typing import Any

import yaml

from core.codebook_model import Codebook
from core.codebook_problems import Location, Problem
from core.errors import InputError
from core.findings import Finding

SCHEMA_LINE = "# yaml-language-server: $schema=codebook.schema.json\n"
WIDTH = 110


class _Loader(yaml.CSafeLoader):
    """YAML where only whole numbers, true/false and null are not text: ``0301``, ``no`` and dates stay as written."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}

    def __init__(self, content: str | bytes) -> None:
        super().__init__(content)
        self.repeated: list[tuple[str, int]] = []

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if str(key.value) in seen and key.tag != "tag:yaml.org,2002:merge":
                self.repeated.append((str(key.value), key.start_mark.line + 1))
            seen.add(str(key.value))
        return super().construct_mapping(node, deep)


for _tag, _pattern, _first in (
    ("bool", r"true|false|True|False|TRUE|FALSE", "tfTF"),
    ("int", r"-?(?:0|[1-9][0-9]*)", "-0123456789"),
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("merge", r"<<", "<"),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"(?:{_pattern})$"), list(_first))


class Document:
    """A YAML text with its data, and the line of every place in it."""

    def __init__(self, content: str | bytes, file: str) -> None:
        self.file = file
        try:
            loader = _Loader(content)
            try:
                self._root = loader.get_single_node()
                self.data: Any = None if self._root is None else loader.construct_document(self._root)
            finally:
                loader.dispose()
        except yaml.YAMLError as error:
            raise InputError([self._unreadable(error)]) from error
        self.findings = [self._at(line, "codebook_repeated_key", key=key) for key, line in loader.repeated]

    def finding(self, problem: Problem) -> Finding:
        """The problem as a finding with its line and its path (``items[3].scale``)."""
        return self._at(self._line(problem.place), problem.code, path=path_of(problem.place), **problem.details)

    def _line(self, place: Location) -> int:
        """The line of the place, or of the nearest part around it that is written."""
        node, line = self._root, 1
        for step in place:
            found = _inside(node, step)
            if found is None:
                break
            line, node = found
        return line

    def _at(self, line: int, code: str, **details: object) -> Finding:
        return Finding(code, file=self.file, line=line, details=details)

    def _unreadable(self, error: yaml.YAMLError) -> Finding:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "not YAML"
        return self._at(mark.line + 1 if mark else 1, "codebook_not_yaml", problem=str(problem))


def path_of(place: Location) -> str:
    """A place as a reader writes it: ``items[3].scale``, counted from 1."""
    steps = (f"[{step + 1}]" if isinstance(step, int) and number else f".{step}" for number, step in enumerate(place))
    return "".join(steps).removeprefix(".")


def _inside(node: yaml.Node | None, step: int | str) -> tuple[int, yaml.Node] | None:
    """The line and node of one step into a mapping or a list."""
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step].start_mark.line + 1, node.value[step]
    if isinstance(node, yaml.MappingNode):
        for key, value in reversed(node.value):
            if key.value == str(step):
                return key.start_mark.line + 1, value
    return None


_OTHER_LINE_ENDS = frozenset("\x85\u2028\u2029")


class _Dumper(yaml.SafeDumper):
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def represent_str(self, data: str) -> yaml.ScalarNode:
        # YAML takes these for ends of lines and would read a blank: only between double quotes are they written out.
        quoted = '"' if _OTHER_LINE_ENDS & set(data) else None
        return self.represent_scalar("tag:yaml.org,2002:str", data, style=quoted)

    def represent_mapping(self, tag: str, mapping: Any, flow_style: bool | None = None) -> yaml.MappingNode:
        node = super().represent_mapping(tag, mapping, flow_style)
        node.flow_style = _fits_on_a_line(mapping)
        return node

    def represent_sequence(self, tag: str, sequence: Any, flow_style: bool | None = None) -> yaml.SequenceNode:
        node = super().represent_sequence(tag, sequence, flow_style)
        node.flow_style = _fits_on_a_line(sequence)
        return node


_Dumper.add_representer(str, _Dumper.represent_str)


def _fits_on_a_line(value: Any) -> bool:
    parts = value.values() if isinstance(value, dict) else value
    return not any(isinstance(part, dict | list) for part in parts) and len(str(value)) <= WIDTH


def dump(codebook: Codebook) -> str:
    """The codebook as YAML in the order of the model; what is as by default is left out."""
    data = codebook.model_dump(by_alias=True, exclude_defaults=True)
    return SCHEMA_LINE + yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=WIDTH)
