"""Measure quizbank against the same text as bullet lists: ``python tests/bench/quizbank.py``.

Each build runs in a process of its own, which reports its CPU seconds and its peak memory. The
two projects are built by turns, so that a noisy machine is noisy for both; what counts is the
median of the ratios' parts. Options: ``--rounds``, ``--questions``, ``--growth``.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

EXTENSIONS = Path(__file__).parents[2] / "docs" / "_ext"
PAGE = 20  #: questions on a page

BUILD = """
import json, resource, sys, time
from sphinx.cmd.build import build_main
start = time.process_time()
code = build_main(sys.argv[1:])
usage = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
print(json.dumps({
    "code": code,
    "cpu": sum(part.ru_utime + part.ru_stime for part in usage),
    "memory": usage[0].ru_maxrss / 1024,
}))
"""

WORDS = [
    "the",
    "ambassador",
    "said",
    "that",
    "Moscow",
    "would",
    "take",
    "the",
    "missiles",
    "out",
    "of",
    "Cuba",
    "if",
    "Washington",
    "gave",
    "its",
    "word",
    "not",
    "to",
    "invade",
    "and",
    "the",
    "brother",
    "of",
    "the",
    "president",
    "answered",
    "that",
    "the",
    "rockets",
    "in",
    "Turkey",
    "would",
    "go",
    "as",
    "well",
    "but",
    "that",
    "nobody",
    "could",
    "ever",
    "say",
    "so",
    "in",
    "public",
    "before",
    "the",
    "autumn",
]


def sentence(seed: int, length: int) -> str:
    """Return some words, the same for the same seed."""
    words = [WORDS[(seed * 7 + place * 3) % len(WORDS)] for place in range(length)]
    return " ".join(words).capitalize()


def pieces(number: int) -> tuple[str, list[tuple[str, str]], str, str]:
    """Return the prompt, the options with their feedback, the hint and the explanation."""
    options = [
        (f"{sentence(number + place, 5)} {place}", f"{sentence(number * 3 + place, 14)}.")
        for place in range(4)
    ]
    prompt = f"{sentence(number, 16)} ({number})?"
    return prompt, options, f"{sentence(number + 5, 9)}.", f"{sentence(number + 9, 22)}."


def question(number: int) -> str:
    """Return a question as quizbank has it."""
    prompt, options, hint, explanation = pieces(number)
    lines = [f".. question:: question-{number}", "   :level: recall", "", f"   {prompt}", ""]
    for place, (text, feedback) in enumerate(options):
        lines += [f"   - [{'x' if place == 0 else ' '}] {text}", "", f"     {feedback}", ""]
    lines += [f"   .. hint:: {hint}", "", f"   .. explanation:: {explanation}", "", ""]
    return "\n".join(lines)


def bullets(number: int) -> str:
    """Return the same text as bullet lists."""
    prompt, options, hint, explanation = pieces(number)
    lines = [prompt, ""]
    for text, feedback in options:
        lines += [f"- {text}", "", f"  {feedback}", ""]
    lines += [f"- {hint}", "", f"- {explanation}", "", ""]
    return "\n".join(lines)


def write(folder: Path, count: int, *, quiz: bool, theme: str = "furo") -> Path:
    """Write a project with so many questions, or with their text."""
    docs, banks = folder / "docs", folder / "exercises"
    docs.mkdir(parents=True)
    banks.mkdir()
    extensions = '["quizbank"]' if quiz else "[]"
    path = f"import sys\nsys.path.insert(0, {str(EXTENSIONS)!r})\n"
    settings = f'extensions = {extensions}\nhtml_theme = "{theme}"\n'
    (docs / "conf.py").write_text(path + settings)
    pages = range(max(1, count // PAGE))
    for page in pages:
        numbers = range(page * PAGE, (page + 1) * PAGE)
        head = f"Page {page}\n=========\n\n{sentence(page, 60)}.\n\n"
        if quiz:
            (banks / f"page{page}.rst").write_text("".join(map(question, numbers)))
            (docs / f"page{page}.rst").write_text(f"{head}.. quiz:: page{page}\n")
        else:
            (docs / f"page{page}.rst").write_text(head + "".join(map(bullets, numbers)))
    toctree = "".join(f"   page{page}\n" for page in pages)
    (docs / "index.rst").write_text(f"Index\n=====\n\n.. toctree::\n\n{toctree}")
    return folder


def build(folder: Path, out: str = "html", *flags: str) -> dict[str, float]:
    """Build a project in a process of its own; return its CPU seconds and peak memory."""
    command = [sys.executable, "-c", BUILD, "-q", "-b", "html", *flags]
    command += ["-d", str(folder / out / "doctrees"), str(folder / "docs"), str(folder / out)]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "0", "PYTHONHASHSEED": "0"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # or ours alone is compiled every time
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    measured: dict[str, float] = json.loads(run.stdout.splitlines()[-1])
    if measured["code"] or run.stderr:
        raise SystemExit(run.stderr or f"the build failed: {measured}")
    return measured


def medians(runs: list[dict[str, float]]) -> dict[str, float]:
    """Return the median of each measure."""
    return {name: statistics.median(run[name] for run in runs) for name in ("cpu", "memory")}


def table(title: str, rows: dict[str, tuple[float, float]], unit: str) -> None:
    """Print what was measured, ours against the floor."""
    for name, (ours, floor) in rows.items():
        print(
            f"{title}, {name}: questions {ours:.2f} {unit}, bullets {floor:.2f} {unit}, "
            f"ratio {ours / floor:.3f}"
        )


def compare(quiz: Path, plain: Path, rounds: int) -> None:
    """Measure whole builds by turns, after a warm-up."""
    runs: dict[Path, list[dict[str, float]]] = {quiz: [], plain: []}
    for turn in range(rounds + 1):
        for folder in (quiz, plain) if turn % 2 else (plain, quiz):
            measured = build(folder, "html", "-E", "-a")
            if turn:
                runs[folder].append(measured)
    ours, floor = medians(runs[quiz]), medians(runs[plain])
    table("whole build", {"CPU": (ours["cpu"], floor["cpu"])}, "s")
    table("whole build", {"peak memory": (ours["memory"], floor["memory"])}, "MB")


def touch(quiz: Path, plain: Path, rounds: int) -> None:
    """Measure a build after one page (one bank) was changed."""
    changed = {quiz: quiz / "exercises" / "page1.rst", plain: plain / "docs" / "page1.rst"}
    runs: dict[Path, list[dict[str, float]]] = {quiz: [], plain: []}
    for turn in range(rounds + 1):
        for folder, path in changed.items():
            path.write_text(path.read_text() + f"\n.. change {turn}\n")
            measured = build(folder)
            if turn:
                runs[folder].append(measured)
    table(
        "one page touched",
        {"CPU": (medians(runs[quiz])["cpu"], medians(runs[plain])["cpu"])},
        "s",
    )


def same_in_parallel(quiz: Path) -> None:
    """Say whether two processes write what one writes."""
    build(quiz, "two", "-E", "-a", "-j", "2")
    differing = [
        path.relative_to(quiz / "html").as_posix()
        for path in sorted((quiz / "html").rglob("*"))
        if path.suffix in {".html", ".js"}
        and path.read_bytes() != (quiz / "two" / path.relative_to(quiz / "html")).read_bytes()
    ]
    print(f"-j 2 against -j 1: {differing if differing else 'the same'}")


def weigh(quiz: Path) -> None:
    """Print the bytes of script and style that a page with questions adds."""
    page = (quiz / "html" / "page0.html").read_text()
    files = sorted(set(re.findall(r"_static/(quizbank[\w-]*\.(?:js|css))", page)))
    sizes = {
        name: len(gzip.compress((quiz / "html" / "_static" / name).read_bytes(), 9))
        for name in files
    }
    print(f"script and style on a page, gzip: {sum(sizes.values())} bytes {sizes}")


def grow(folder: Path, counts: list[int]) -> None:
    """Print what a question costs as their number grows, and what its text alone would.

    Furo's menu has every page on every page and grows with the square of their number, so that
    this is done with a theme that has none.
    """
    for count in counts:
        for name, quiz in (("questions", True), ("bullets", False)):
            project = write(folder / f"grow-{name}-{count}", count, quiz=quiz, theme="basic")
            measured = build(project, "html", "-E", "-a")
            print(
                f"{count} {name}: {measured['cpu']:.1f} s CPU, {measured['memory']:.0f} MB, "
                f"{1000 * measured['cpu'] / count:.2f} ms each"
            )


def main() -> None:
    """Run the measurements."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--questions", type=int, default=2000)
    parser.add_argument("--growth", type=int, nargs="*", default=[200, 2000, 20000])
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        quiz = write(folder / "quiz", chosen.questions, quiz=True)
        plain = write(folder / "plain", chosen.questions, quiz=False)
        compare(quiz, plain, chosen.rounds)
        weigh(quiz)
        touch(quiz, plain, 3 * chosen.rounds)
        same_in_parallel(quiz)
        grow(folder, chosen.growth)


if __name__ == "__main__":
    main()
