"""The commands of the README: what they make, and what they say when something is wrong."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

CONF = """\
import os, sys
sys.path.insert(0, {ext!r})
extensions = ["typstpdf"]
project = "Tiny"
html_theme = "basic"
typst_paper = os.environ.get("PAPER", "a4")
typst_documents = [{{"name": "guide"}}]
"""


def make(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run make in *folder* with nothing of the test's own environment.

    A borrowed ``.venv`` (a link) is never set up anew: ``-o`` calls it up to date.
    """
    if (folder / ".venv").is_symlink():
        arguments = ("-o", ".venv/installed", *arguments)
    bare = {"PATH": os.environ["PATH"], "HOME": str(folder), **environment}
    return subprocess.run(
        ["make", *arguments],
        cwd=folder,
        env=bare,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A tiny guide with this project's Makefile and environment, in a path with a space."""
    folder = tmp_path / "a folder"
    (folder / "docs").mkdir(parents=True)
    (folder / "exercises").mkdir()
    shutil.copy(ROOT / "Makefile", folder)
    (folder / ".venv").symlink_to(Path(sys.prefix))
    (folder / "docs/conf.py").write_text(CONF.format(ext=str(ROOT / "docs/_ext")))
    (folder / "docs/index.rst").write_text("Title\n=====\n\nText.\n")
    return folder


@pytest.fixture
def fake_python(tmp_path: Path):
    """Return a function that makes a program which answers as a Python would."""

    def write(script: str) -> str:
        path = tmp_path / "fakepython"
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)
        return str(path)

    return write


def bare(folder: Path) -> Path:
    """A copy of the Makefile alone, as in a fresh clone."""
    folder.mkdir()
    shutil.copy(ROOT / "Makefile", folder)
    shutil.copy(ROOT / "requirements.lock", folder)
    (folder / "docs").mkdir()
    return folder


def test_make_builds_site_and_pdf(project):
    done = make(project)
    assert done.returncode == 0, done.stderr
    assert (project / "build/html/index.html").exists()
    assert (project / "build/pdf/guide.pdf").read_bytes().startswith(b"%PDF")


def test_a_second_make_builds_nothing(project):
    make(project)
    before = (project / "build/html/index.html").stat().st_mtime_ns
    again = make(project)
    assert again.returncode == 0
    assert (project / "build/html/index.html").stat().st_mtime_ns == before


@pytest.mark.parametrize("target", ["html", "pdf"])
def test_a_warning_fails_every_time(project, target):
    (project / "docs/index.rst").write_text("Title\n=====\n\nSee :ref:`nowhere`.\n")
    for _attempt in range(2):
        done = make(project, target)
        assert done.returncode != 0
        assert "docs/index.rst:4: WARNING: undefined label: 'nowhere'" in done.stderr
    (project / "docs/index.rst").write_text("Title\n=====\n\nMended.\n")
    assert make(project, target).returncode == 0


def test_a_removed_page_is_noticed(project):
    (project / "docs/index.rst").write_text("Title\n=====\n\n.. toctree::\n\n   more\n")
    (project / "docs/more.rst").write_text("More\n====\n\nText.\n")
    assert make(project).returncode == 0
    time.sleep(1.1)  # some file systems count whole seconds
    (project / "docs/more.rst").unlink()
    done = make(project)
    assert done.returncode != 0
    assert "nonexisting document 'more'" in done.stderr


def test_paper(project):
    assert make(project, "pdf", PAPER="letter").returncode == 0
    assert b"612" in (project / "build/pdf/guide.pdf").read_bytes()
    wrong = make(project, "pdf", PAPER="a3")
    assert wrong.returncode != 0
    assert "PAPER is a4 or letter, not a3" in wrong.stdout


def test_clean(project):
    make(project)
    make(project, "clean")
    assert not (project / "build").exists()
    assert (project / ".venv").exists()


def test_an_old_python_is_told_which_is_needed(tmp_path, fake_python):
    python = fake_python('echo "This needs Python 3.11 or later, not 3.9.2" >&2; exit 1')
    done = make(bare(tmp_path / "clone"), f"PYTHON={python}")
    assert done.returncode != 0
    assert "This needs Python 3.11 or later" in done.stdout + done.stderr


def test_no_python_at_all(tmp_path):
    done = make(bare(tmp_path / "clone"), "PYTHON=")
    assert done.returncode != 0
    assert "This needs Python 3.11 or later; found:" in done.stdout


def test_debian_without_venv_is_told_the_package(tmp_path, fake_python):
    script = 'case "$2" in *ensurepip*) exit 1;; *"%d.%d"*) echo 3.11;; *) exit 0;; esac'
    done = make(bare(tmp_path / "clone"), f"PYTHON={fake_python(script)}")
    assert done.returncode != 0
    assert "install one package: python3.11-venv" in done.stdout


def test_every_package_is_pinned_with_hashes():
    lock = (ROOT / "requirements.lock").read_text()
    names = [line.split("==")[0] for line in lock.splitlines() if "==" in line]
    assert {"sphinx", "furo", "typst", "pytest", "playwright"} <= set(names)
    for block in lock.split("\n")[2:]:
        assert not block.startswith("-"), "no other index is named"
    assert lock.count("--hash=sha256:") >= len(names)
