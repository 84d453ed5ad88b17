"""What axe-core says about a page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page

AXE = Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def found_by_axe(page: Page) -> list[str]:
    """What it finds, each with the places. Run from outside the page, so that the page's own policy stays strict."""
    page.evaluate(AXE.read_text("utf-8"))
    report: Any = page.evaluate("tags => axe.run({runOnly: {type: 'tag', values: tags}})", TAGS)
    return [
        f"{one['id']}: {node['html'][:140]} {node.get('failureSummary', '')[:200]}"
        for one in report["violations"]
        for node in one["nodes"]
    ]
