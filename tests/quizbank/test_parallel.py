"""Two processes give what one gives; pages can be read, removed and read again."""

from __future__ import annotations

import re
import shutil

import pytest

CHECKSUMS = re.compile(r"\?v=[0-9a-f]+")


def fill(project, pages=12):
    names = [f"page{number}" for number in range(pages)]
    for name in names:
        project.write(f"docs/{name}.rst", f"{name}\n======\n\n.. quiz:: {name}\n")
        project.write(
            f"exercises/{name}.rst",
            f".. question:: {name}-a\n   :claims: P1\n\n   Who, {name}?\n\n"
            "   - [x] Yes\n   - [ ] No\n\n"
            f".. question:: {name}-b\n\n   Order :question:`{names[0]}-a`.\n\n"
            "   1. One\n   2. Two\n   3. Three\n",
        )
    toctree = "".join(f"   {name}\n" for name in names)
    project.write("docs/index.rst", f"I\n=\n\n.. toctree::\n\n{toctree}   practice\n")
    project.write("docs/practice.rst", "Practice\n========\n\n.. practice::\n")


def outputs(built):
    return {
        str(path.relative_to(built.out)): CHECKSUMS.sub("", path.read_text(encoding="utf-8"))
        for pattern in ("**/*.html", "**/*.txt", "**/*.pot", "searchindex.js")
        for path in built.out.glob(pattern)
    }


@pytest.mark.parametrize("builder", ["html", "text", "gettext"])
def test_same_output(project, builder, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    fill(project)
    one = project.build(builder)
    alone = outputs(one)
    records = one.domain.questions
    shutil.rmtree(project.folder / "build")
    two = project.build(builder, parallel=2)
    assert not one.warnings
    assert not two.warnings
    assert two.domain.questions == records
    assert outputs(two) == alone


def test_warnings_that_span_pages(project):
    fill(project)
    project.write("exercises/page3.rst", ".. question:: page2-a\n\n   Who?\n\n   :answer: x\n")
    (one,) = project.build("html").warnings
    shutil.rmtree(project.folder / "build")
    (two,) = project.build("html", parallel=2).warnings
    assert one == two
    assert "exercises/page3.rst:1" in one
    assert "exercises/page2.rst:1" in one


def test_nothing_of_a_page_stays_when_it_changes(project):
    fill(project, pages=3)
    project.build("html")
    bank = project.banks / "page1.rst"
    bank.write_text(".. question:: fresh\n\n   Who?\n\n   :answer: x\n", encoding="utf-8")
    built = project.build("html", parallel=2)
    assert sorted(built.domain.questions) == [
        "fresh", "page0-a", "page0-b", "page2-a", "page2-b"
    ]  # fmt: skip
    assert not built.warnings
