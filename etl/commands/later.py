"""Commands that are imported when they are called: none waits for what only another one needs."""

from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand


class Later(TyperCommand):
    """A command by its name and what it does; ``function`` (``module:name``) is imported when it is called."""

    def __init__(self, name: str, function: str, does: str) -> None:
        super().__init__(name, help=does)
        self.function = function

    def make_context(self, *args: Any, **more: Any) -> Any:
        """The context of the command itself, so that this one runs and tells its options."""
        return self.made().make_context(*args, **more)

    def made(self) -> TyperCommand:
        """The command as its function says it is."""
        module, _, function = self.function.partition(":")
        alone = typer.Typer(add_completion=False)
        alone.command(self.name)(getattr(import_module(module), function))
        made = typer.main.get_command(alone)
        assert isinstance(made, TyperCommand)
        return made
