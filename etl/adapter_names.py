"""What readers call the adapters."""

from core.text import has, text
from etl import adapters


def adapter_name(name: str) -> str:
    """An adapter's name for readers; its own title where the catalogue has none."""
    key = f"adapter.{name}"
    return text(key) if has(key) else adapters.title(adapters.found()[name])
