"""Adapters know how a kind of export is written. A module in this folder is an adapter: there is no list to add it to.

An adapter has ``recognises(files, codebooks) -> bool`` and ``read(files) -> Export``; the first line of its docstring
is its title.
"""

from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType


def found() -> dict[str, ModuleType]:
    """The adapters by name."""
    names = sorted(module.name for module in iter_modules(__path__))
    return {name: import_module(f"{__name__}.{name}") for name in names}


def title(adapter: ModuleType) -> str:
    """What an adapter calls itself: the first line of its docstring."""
    return (adapter.__doc__ or adapter.__name__).strip().splitlines()[0].rstrip(".")
