"""Commands that are imported when they are called: each is there, and none brings what only another one needs."""

import subprocess
import sys

import pytest

from core.settings import ROOT
from etl.commands import COMMANDS
from etl.commands.later import Later

# What takes long to import.
HEAVY = ("pandas", "duckdb", "scipy", "sqlalchemy", "pptx")


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_the_list_says_what_the_command_says_of_itself(command: Later) -> None:
    made = command.made()

    assert (made.name, made.help) == (command.name, command.help)


@pytest.mark.parametrize(
    ("arguments", "spared"),
    [
        (["--help"], HEAVY),
        (["check", "--help"], ("scipy", "sqlalchemy", "pptx")),
    ],
    ids=lambda told: " ".join(told),
)
def test_a_command_does_not_wait_for_what_only_others_need(arguments: list[str], spared: tuple[str, ...]) -> None:
    lines = (
        "import sys; from etl.__main__ import main",
        f"sys.argv = ['etl', *{arguments}]",
        "try: main()",
        f"finally: print('imported:', *sorted(set(sys.modules) & set({spared})))",
    )

    told = subprocess.run([sys.executable, "-c", "\n".join(lines)], cwd=ROOT, capture_output=True, encoding="utf-8")

    assert told.stdout.splitlines()[-1].split() == ["imported:"], told.stderr
    assert "Usage:" in told.stdout
