"""The generated pages say what the program does today."""

from __future__ import annotations

import pytest

from tests.write_docs import GENERATED, PROJECT


@pytest.mark.parametrize("path", GENERATED)
def test_a_generated_page_is_up_to_date(path: str) -> None:
    kept = (PROJECT / path).read_text("utf-8")
    assert kept == GENERATED[path](), "write it again: python -m tests.write_docs"


def test_every_column_and_view_is_described() -> None:
    page = GENERATED["docs/schema.md"]()
    for row in page.splitlines():
        if row.startswith("| `"):
            assert row.split("|")[3].strip(), row
    for name in ("post_list", "gaps", "entry_words", "targets"):
        assert f"### {name}\n" in page


def test_every_verb_has_help() -> None:
    page = GENERATED["docs/cli.md"]()
    for verb in ("crawl", "status", "query", "search", "render", "serve"):
        assert f"## blogarchive {verb}\n" in page
