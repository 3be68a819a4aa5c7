import re
from pathlib import Path

import pytest

from core.codebook import Codebooks
from etl import adapters
from etl.reading import SourceFile
from etl.recognition import adapter_for

GUIDE = Path(__file__).parents[3] / "docs" / "add_an_adapter.md"


def test_the_example_in_the_guide_is_found_and_reads_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    guide = GUIDE.read_text(encoding="utf-8")
    module = re.search(r"`etl/adapters/(\w+)\.py`:\n```python\n(.*?)```", guide, re.DOTALL)
    example = re.search(r"`(\w+\.jsonl)`:\n\n```json\n(.*?)```", guide, re.DOTALL)
    assert module
    assert example
    (tmp_path / f"{module[1]}.py").write_text(module[2], encoding="utf-8")
    monkeypatch.setattr(adapters, "__path__", [*adapters.__path__, str(tmp_path)])

    files = [SourceFile(example[1], example[2].encode())]
    adapter = adapter_for(files, Codebooks({}))
    export = adapter.read(files)

    assert adapters.title(adapter) == "Smiley terminal: one JSON object a line"
    assert export.table["smiley"].to_dict() == {1: "4", 2: "1", 3: "3"}
    assert export.table.index.name == "row"


def test_every_adapter_has_a_title_and_both_functions() -> None:
    found = adapters.found()

    assert set(found) >= {"invited", "mapped_table", "surveyxact"}
    for adapter in found.values():
        assert adapters.title(adapter)
        assert callable(adapter.recognises)
        assert callable(adapter.read)
