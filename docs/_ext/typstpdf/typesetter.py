"""What Typst is given: style sheet, rules of extensions, fonts, and the main file."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import typst

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from .documents import Document

HERE = Path(__file__).parent
STYLE = HERE / "style"
FONTS = HERE / "fonts"

#: The style sheet's own files with rules, by subject.
OWN_RULES = ("blocks", "inline", "tables", "references", "design")


def rule_files(app: Sphinx) -> dict[str, Path]:
    """Return the Typst files that extensions bring, by extension and name.

    An extension registers one by returning ``"typst_rules": path`` from its ``setup()``, or a
    list of several, which may import each other.  Each exports a dictionary ``rules`` from the
    name of a node class to a function ``(it, ctx) => content``; later ones override earlier
    ones and the style sheet.
    """
    found: dict[str, Path] = {}
    for name, extension in app.extensions.items():
        paths: Any = extension.metadata.get("typst_rules", [])
        for path in [paths] if isinstance(paths, str | Path) else paths:
            found[f"{name}/{Path(path).stem}"] = Path(path)
    return found


def lay_out(root: Path, extensions: dict[str, Path]) -> set[str]:
    """Copy style sheet and rules into *root*; return the names of all elements with a rule."""
    shutil.copytree(STYLE, root / "typstpdf")
    for name, path in extensions.items():
        target = root / "extensions" / f"{name}.typ"
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    probe = root / "rules.typ"
    probe.write_text(
        imports(extensions) + "#metadata(rules.keys()) <rules>\n", encoding="utf-8"
    )
    names = typst.query(str(probe), "<rules>", field="value", one=True, root=str(root))
    return set(json.loads(names) if isinstance(names, str) else names)


def imports(extensions: dict[str, Path]) -> str:
    """Return the Typst lines that gather every rule in the dictionary ``rules``."""
    files = [f"/typstpdf/{name}.typ" for name in OWN_RULES]
    files += [f"/extensions/{name}.typ" for name in extensions]
    lines = [f'#import "{file}": rules as rules-{n}\n' for n, file in enumerate(files)]
    lines.append(f"#let rules = {' + '.join(f'rules-{n}' for n in range(len(files)))}\n")
    return "".join(lines)


def write_main(
    root: Path, document: Document, settings: dict[str, Any], extensions: dict[str, Path]
) -> Path:
    """Write the file that Typst compiles for *document*; return its path."""
    (root / f"{document.name}.json").write_text(json.dumps(settings), encoding="utf-8")
    main = root / f"{document.name}.typ"
    main.write_text(
        imports(extensions)
        + '#import "/typstpdf/page.typ": publish\n'
        + f'#publish(xml("/{document.name}.xml"), json("/{document.name}.json"), rules)\n',
        encoding="utf-8",
    )
    return main


def missing_characters(characters: set[str]) -> set[str]:
    """Return those of *characters* that none of the fonts can show.

    Typst is asked itself: exporting PDF/UA-1 fails on a character without a glyph and names
    it in the message, so a page of all characters is set until it passes.
    """
    found: set[str] = set()
    with TemporaryDirectory() as folder:
        page = Path(folder) / "probe.typ"
        while left := sorted(char for char in characters - found if not char.isspace()):
            text = json.dumps([f"{ord(char):x}" for char in left])
            page.write_text(
                '#set document(title: "t")\n#set text(font: "Libertinus Serif")\n'
                f"#for code in json(bytes({json.dumps(text)}))"
                " [#str.from-unicode(int(code, base: 16)) ]",
                encoding="utf-8",
            )
            try:
                typst.compile(
                    str(page),
                    format="pdf",
                    font_paths=[str(FONTS)],
                    ignore_system_fonts=True,
                    pdf_standards=["ua-1"],
                )
            except typst.TypstError as error:
                named = {
                    char
                    for char in left
                    if char in error.message or f"\\u{{{ord(char):x}}}" in error.message
                }
                if not named:
                    raise
                found |= named
            else:
                break
    return found
