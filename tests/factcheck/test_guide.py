"""The guide's own page of claims: complete, sourced, and tested by questions."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from factcheck import VERDICTS

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "essay" / "check.rst"

#: How many claims each paragraph of the essay makes.
CLAIMS = {1: 11, 2: 10, 3: 9, 4: 9, 5: 4}


def claims() -> dict[str, str]:
    """Each claim's text in the source, by its id."""
    parts = re.split(
        r"^\.\. claim:: (\S+)$", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE
    )
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def verdict(body: str) -> str:
    found = re.search(r"^   :verdict: (\w+)$", body, re.MULTILINE)
    return found[1] if found else ""


def test_every_claim_of_the_essay_stands_in_its_order() -> None:
    expected = [f"P{part}.{n}" for part, count in CLAIMS.items() for n in range(1, count + 1)]
    assert list(claims()) == expected


def test_every_claim_has_verdict_correction_and_source() -> None:
    for name, body in claims().items():
        assert verdict(body) in VERDICTS, name
        paragraphs = re.split(r"\n\s*\n", body.split(":sources:")[0].strip())
        assert len(paragraphs) >= 3, f"{name}: verdict, claim and correction"
        assert re.search(r":cite:p:`[^`]+`", body.split(":sources:")[1]), name


def test_every_verdict_is_explained() -> None:
    head = PAGE.read_text(encoding="utf-8").split(".. claim-summary::")[0].lower()
    assert [word for word in VERDICTS if f"\n{word}\n" not in head] == []


@pytest.mark.parametrize("wanted", ["wrong", "qualified"])
def test_questions_test_what_the_essay_gets_wrong(wanted: str) -> None:
    tested: set[str] = set()
    for bank in (ROOT / "exercises").glob("*.rst"):
        for line in re.findall(r"^   :claims: (.+)$", bank.read_text("utf-8"), re.MULTILINE):
            tested.update(re.split(r"[,\s]+", line))
    untested = {name for name, body in claims().items() if verdict(body) == wanted} - tested
    assert not untested


def test_the_five_references_are_repaired() -> None:
    page = (PAGE.parent / "citing.rst").read_text(encoding="utf-8")
    table = page[page.index(":name: essay-references") :]
    assert table.count("   * - ") == 6  # the heading and five sources
    works = (ROOT / "docs" / "references.bib").read_text(encoding="utf-8")
    for key in [
        "kurilla-2014",
        "orsi-2012",
        "mullins-2013",
        "fp-stake-2012",
        "state-milestones",
    ]:
        assert f"`{key}`" in table
        assert f"{{{key}," in works
