"""The words of a box for files, which Streamlit says in English only."""

import json

from core.text import text
from ui import markup


def tell(limit: str, *, several: bool = False) -> None:
    """Let the box for files on this page speak the reader's language: its button, and how much it takes of what."""
    told = {
        "--bi-choose-files": text("uploading.choose_files" if several else "uploading.choose_file"),
        "--bi-file-limit": limit,
    }
    # A string of JSON is a string of CSS too.
    words = "; ".join(f"{name}: {json.dumps(said, ensure_ascii=False)}" for name, said in told.items())
    markup.put(f"<style>:root {{ {words} }}</style>")
