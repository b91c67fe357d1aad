"""What is known of all questions: plain records, kept by document."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.domains import Domain
from sphinx.locale import get_translation
from sphinx.roles import XRefRole
from sphinx.util.nodes import make_refnode

from quizbank import worksheet
from quizbank.common import SUFFIX, bank_folder, warn
from quizbank.nodes import prompt_of, quiz_bank, quiz_practice, quiz_question

if TYPE_CHECKING:
    from collections.abc import Iterator, Set

    from docutils.nodes import Element
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

_ = get_translation("quizbank")


class Record(NamedTuple):
    """What other pages and other extensions may want to know of a question."""

    id: str
    docname: str
    node_id: str
    kind: str
    level: str
    claims: tuple[str, ...]
    was: tuple[str, ...]
    bank: str
    number: int  #: on its page
    prompt: str  #: plain text, translated
    source: str
    line: int

    @property
    def location(self) -> str:
        """File and line, as warnings name them."""
        return f"{self.source}:{self.line}"


class QuestionRole(XRefRole):
    """``:question:`id``` refers to a question, ``:question:`text <id>``` in other words."""

    def process_link(
        self,
        env: BuildEnvironment,
        refnode: Element,
        has_explicit_title: bool,
        title: str,
        target: str,
    ) -> tuple[str, str]:
        """Send the reference to the domain of questions."""
        refnode["refdomain"], refnode["reftype"] = "quiz", "question"
        return title, target.strip()


class QuizDomain(Domain):
    """The questions, the banks and the practice pages of a project."""

    name = "quiz"
    label = "Questions"
    roles: ClassVar = {"question": QuestionRole()}
    initial_data: ClassVar[dict[str, Any]] = {
        "records": {},  # docname -> list of records
        "banks": {},  # docname -> list of (bank, location)
        "practice": {},  # docname -> True
        "sheets": {},  # docname -> worksheet.Sheets
    }
    data_version = 2

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        self.changed = False  #: whether a page with questions was read or removed
        self.folder = Path()  #: where the banks are
        self.builder: Builder  #: of this build

    # -- keeping ---------------------------------------------------------------------------

    @property
    def records(self) -> dict[str, list[Record]]:
        """What is known of the questions of each page."""
        records: dict[str, list[Record]] = self.data["records"]
        return records

    @property
    def questions(self) -> dict[str, Record]:
        """All questions by id; of an id used twice, the first."""
        found: dict[str, Record] = {}
        for record in self.all_records():
            found.setdefault(record.id, record)
        return found

    def all_records(self) -> Iterator[Record]:
        """Yield the records of all pages, in the order of the pages' names."""
        for docname in sorted(self.records):
            yield from self.records[docname]

    def testing(self, claim: str) -> list[Record]:
        """Return the questions that test a claim."""
        return [
            record
            for record in self.all_records()
            if claim in record.claims and self.counts(record.docname)
        ]

    def counts(self, docname: str) -> bool:
        """Whether the questions of a page count; ``:nopractice:`` marks mere examples."""
        return "nopractice" not in self.env.metadata[docname]

    def clear_doc(self, docname: str) -> None:
        """Forget a page."""
        if self.records.pop(docname, None):
            self.changed = True
        self.data["banks"].pop(docname, None)
        self.data["practice"].pop(docname, None)
        self.data["sheets"].pop(docname, None)

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        """Take over what another process has read."""
        for kept in ("records", "banks", "practice", "sheets"):
            for docname in docnames & otherdata[kept].keys():
                self.data[kept][docname] = otherdata[kept][docname]
        self.changed = self.changed or bool(docnames & self.records.keys())

    def process_doc(
        self, env: BuildEnvironment, docname: str, document: nodes.document
    ) -> None:
        """Give the questions of a page their numbers and note what is known of them."""
        records = []
        for number, node in enumerate(document.findall(quiz_question), start=1):
            node["number"] = number
            records.append(make_record(docname, node))
        if records:
            self.records[docname] = records
            self.changed = True
        banks = [
            (str(bank["bank"]), f"{bank.source}:{bank.line}")
            for bank in document.findall(quiz_bank)
        ]
        if banks:
            self.data["banks"][docname] = banks
        if next(document.findall(quiz_practice), None) is not None:
            self.data["practice"][docname] = True
        if any(sheets := worksheet.note(document)):
            self.data["sheets"][docname] = sheets

    def changed_pages(self) -> list[str]:
        """Return the pages that hold copies, if they have to be written anew."""
        if not self.changed:
            return []
        return [*self.data["practice"], *worksheet.changed_pages(self)]

    # -- references ------------------------------------------------------------------------

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: addnodes.pending_xref,
        contnode: Element,
    ) -> nodes.reference | None:
        """Resolve a reference by id or former id; warn if there is none such."""
        if typ == "place":
            return make_refnode(builder, fromdocname, node["todoc"], target, contnode)
        record = self.questions.get(target) or next(
            (record for record in self.all_records() if target in record.was), None
        )
        if record is None:
            warn(
                f"no question has the id {target!r}",
                location=f"{node.source or env.doc2path(fromdocname)}:{node.line or 1}",
                subtype="reference",
            )
            return None
        if node["refexplicit"]:
            contnode = nodes.inline("", "", *contnode.children, classes=["quiz-ref"])
        else:
            contnode = nodes.inline("", self.title(record, fromdocname), classes=["quiz-ref"])
        return make_refnode(
            builder, fromdocname, record.docname, record.node_id, contnode, record.prompt
        )

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: addnodes.pending_xref,
        contnode: Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Resolve ``:any:`` by id."""
        record = self.questions.get(target)
        if record is None:
            return []
        reference = make_refnode(
            builder, fromdocname, record.docname, record.node_id, contnode, record.prompt
        )
        return [("quiz:question", reference)]

    def title(self, record: Record, fromdocname: str) -> str:
        """Name a question, as seen from a page."""
        if record.docname == fromdocname:
            return _("question %(number)d") % {"number": record.number}
        page = self.env.titles[record.docname].astext()
        return _("question %(number)d of “%(page)s”") % {
            "number": record.number,
            "page": page,
        }

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Yield the questions for the inventory."""
        for record in self.all_records():
            yield record.id, record.id, "question", record.docname, record.node_id, -1

    # -- what spans documents --------------------------------------------------------------

    def check_consistency(self) -> None:
        """Warn of what only all pages together show."""
        self.check_ids()
        self.check_banks()
        self.check_claims()
        worksheet.check(self)

    def check_ids(self) -> None:
        """Warn of an id used twice, be it now or before."""
        first: dict[str, Record] = {}
        for record in self.all_records():
            other = first.setdefault(record.id, record)
            if record.id and other is not record:
                warn(
                    f"the id {record.id!r} is used twice, first in {other.location}: "
                    "give one of the two questions another id",
                    location=record.location,
                    subtype="id",
                )
        for record in self.all_records():
            for was in record.was:
                other = first.setdefault(was, record)
                if other is not record or was == record.id:
                    warn(
                        f"':was: {was}' names the id of another question, {other.location}",
                        location=record.location,
                        subtype="id",
                    )

    def check_banks(self) -> None:
        """Warn of a bank that no page uses, or that is used twice."""
        used: dict[str, str] = {}
        for docname in sorted(self.data["banks"]):
            for bank, location in self.data["banks"][docname]:
                other = used.setdefault(bank, location)
                if other != location:
                    warn(
                        f"the bank {bank!r} is used twice, first in {other}: "
                        "a bank belongs to one page",
                        location=location,
                        subtype="bank",
                    )
        for path in sorted(self.folder.rglob(f"*{SUFFIX}")):
            name = path.relative_to(self.folder).with_suffix("").as_posix()
            if name not in used:
                warn(
                    f"no page uses this bank: write '.. quiz:: {name}' in one",
                    location=f"{path}:1",
                    subtype="bank",
                )

    def check_claims(self) -> None:
        """Warn of claims that do not exist, where another extension knows the claims."""
        claims = self.env.domaindata.get("claim", {}).get("claims")
        if claims is None:
            return
        for record in self.all_records():
            for claim in record.claims:
                if claim not in claims:
                    warn(
                        f"no claim has the id {claim!r}",
                        location=record.location,
                        subtype="claims",
                    )


def quiz_domain(env: BuildEnvironment) -> QuizDomain:
    """Return the domain of an environment."""
    return cast("QuizDomain", env.get_domain("quiz"))


def start_domain(app: Sphinx) -> None:
    """Have the domain know what is known when a build starts."""
    domain = quiz_domain(app.env)
    domain.builder, domain.folder = app.builder, bank_folder(app)


def reference_to(docname: str, anchor: str, text: str) -> addnodes.pending_xref:
    """Return a reference to a place on a page, to be resolved like any other."""
    return addnodes.pending_xref(
        "",
        nodes.inline("", text),
        refdomain="quiz",
        reftype="place",
        todoc=docname,
        reftarget=anchor,
        refexplicit=True,
        refwarn=False,
    )


def make_record(docname: str, node: quiz_question) -> Record:
    """Make the record of a question."""
    first = next(iter(prompt_of(node)), None)
    return Record(
        id=node["qid"],
        docname=docname,
        node_id=node["ids"][0],
        kind=node["kind"],
        level=node.get("level", ""),
        claims=tuple(node.get("claims", ())),
        was=tuple(node.get("was", ())),
        bank=node.get("bank", ""),
        number=node["number"],
        prompt=" ".join(first.astext().split()) if first is not None else "",
        source=node.source or "",
        line=node.line or 0,
    )
