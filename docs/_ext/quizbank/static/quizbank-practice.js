// @ts-check
"use strict";

/* The practice page: choose questions, a few at a time; results by chapter; progress as a file.
 *
 * quizbank.js runs the questions. It is asked by events on the document, with replies in their detail:
 * quiz-load {id, was} -> record; quiz-put {id, record} -> sound; quiz-drop. It tells quiz-change when marks change.
 */
{
  /** @type {(selector: string, root?: ParentNode) => any[]} */
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  /** @type {(selector: string, root?: ParentNode) => any} */
  const one = (selector, root) => all(selector, root)[0];

  const { strings } = /** @type {HTMLElement} */ (document.currentScript).dataset;
  const texts = JSON.parse(strings);
  const say = (key, values = {}) => texts[key].replace(/{(\w+)}/g, (_, name) => values[name]);

  const make = (tag, props = {}, ...content) => {
    const node = Object.assign(document.createElement(tag), props);
    node.append(...content);
    return node;
  };
  const button = (text, onclick) => make("button", { type: "button", className: "quiz-button", onclick }, text);

  /** @type {(name: string, detail?: any) => any} */
  const ask = (name, detail = {}) => {
    document.dispatchEvent(new CustomEvent(name, { detail }));
    return detail;
  };

  /**
   * @typedef {object} Question
   * @property {HTMLElement} node
   * @property {string} id
   * @property {string[]} was ids that it had before
   * @property {string} chapter address of the page that it is from
   * @property {string} level
   * @property {string} kind
   */

  const place = one(".quiz-practice");

  /** @type {Map<string, string>} */
  const chapters = new Map();

  /** @type {Question[]} */
  const questions = all(".quiz-question[data-kind]", place).map((node) => {
    const { question: id, was, level = "", kind } = node.dataset;
    const link = one(".quiz-from a", node);
    const chapter = link?.getAttribute("href").replace(/#.*/, "") ?? "";
    chapters.set(chapter, link?.textContent ?? say("other"));
    return { node, id, was: was?.split(" ") ?? [], chapter, level, kind };
  });

  // -- What is known of a question

  const recordOf = ({ id, was }) => ask("quiz-load", { id, was }).record;
  const states = {
    all: () => true,
    new: (record) => !record?.result,
    missed: (record) => /part|wrong/.test(record?.result),
    due: (record) => /right|part|wrong/.test(record?.result) && record.due <= Date.now(),
  };

  // -- Choosing

  const select = (key, options) => {
    const node = make("select", { onchange: () => choose() });
    node.append(...options.map(([value, text]) => make("option", { value }, text)));
    return { node, label: make("label", {}, make("span", {}, say(key)), node) };
  };
  /** A select for what the questions have, in the order given, or else of the alphabet. */
  const filter = (key, name, values) => {
    const found = new Set(questions.map((question) => question[name]).filter(Boolean));
    const options = values.filter(([value]) => found.has(value));
    return { name, ...select(key, [["", say("any")], ...options]) };
  };
  const named = (names) => names.split(" ").map((name) => [name, say(name)]);
  const filters = [
    filter(
      "chapter",
      "chapter",
      [...chapters].sort((a, b) => a[1].localeCompare(b[1])),
    ),
    filter("level", "level", named("recall understand apply evaluate")),
    filter("kind", "kind", named("choice several truefalse short order match open")),
  ];
  const size = select("show", [
    ["1", "1"],
    ["5", "5"],
    ["10", "10"],
    ["", say("everything")],
  ]);
  size.node.value = "10";

  const which = Object.keys(states).map((state) => {
    const input = make("input", {
      type: "radio",
      name: "quiz-which",
      value: state,
      checked: state === "all",
      onchange: () => choose(),
    });
    const count = make("span", { className: "quiz-count" });
    return { state, input, count, label: make("label", {}, input, make("span", {}, say(state), " ", count)) };
  });

  const range = make("p", { className: "quiz-range", role: "status" });
  const nothing = make("p", { className: "quiz-nothing" });
  const previous = button(say("previous"), () => turn(-1));
  const next = button(say("next"), () => turn(1));
  const pager = make("div", { className: "quiz-pager" }, previous, next);

  /** @type {Question[]} */
  let chosen = [];
  let first = 0;

  const step = () => Number(size.node.value) || Infinity;
  const fitting = () =>
    questions.filter((question) => filters.every(({ name, node }) => !node.value || question[name] === node.value));

  /** Show the questions from the first on. */
  const show = () => {
    const shown = chosen.slice(first, first + step());
    for (const question of questions) question.node.hidden = !shown.includes(question);
    const values = { from: first + 1, to: first + shown.length, total: chosen.length };
    range.textContent = chosen.length ? say("range", values) : "";
    const state = which.find(({ input }) => input.checked)?.state;
    nothing.textContent = chosen.length ? "" : say(state === "all" ? "nothing" : `${state}None`);
    previous.hidden = first === 0;
    next.hidden = first + shown.length >= chosen.length;
  };

  /** The list is made when the reader chooses, not while answering: a question answered stays where it is. */
  const choose = () => {
    const state = which.find(({ input }) => input.checked)?.state ?? "all";
    chosen = fitting().filter((question) => states[state](recordOf(question)));
    first = 0;
    show();
    report();
  };

  const turn = (by) => {
    first = Math.max(0, first + by * step());
    show();
    const top = one("fieldset", chosen[first].node);
    top.tabIndex = -1;
    top.focus({ preventScroll: true });
    chosen[first].node.scrollIntoView({ block: "start" });
  };

  /** Show the question that the address names. */
  const find = () => {
    const linked = chosen.findIndex(({ node }) => `#${node.id}` === location.hash);
    if (linked < 0) return;
    first = step() < Infinity ? linked - (linked % step()) : 0;
    show();
    chosen[linked].node.scrollIntoView();
  };

  // -- Results

  const rows = make("tbody");
  const total = make("tfoot");
  const table = make(
    "table",
    { className: "quiz-table" },
    make(
      "thead",
      {},
      make("tr", {}, ...["chapter", "answered", "right", "due"].map((key) => make("th", { scope: "col" }, say(key)))),
    ),
    rows,
    total,
  );

  const row = (name, some) => {
    const records = some.map(recordOf);
    const right = records.filter((record) => record?.result === "right").length;
    const answered = records.filter((record) => record?.result).length;
    const bar = make("progress", { max: some.length, value: right, ariaHidden: "true" });
    return make(
      "tr",
      {},
      make("th", { scope: "row" }, name),
      make("td", {}, say("of", { n: answered, total: some.length })),
      make("td", {}, String(right), " ", bar),
      make("td", {}, String(records.filter(states.due).length)),
    );
  };

  const report = () => {
    const fit = fitting().map(recordOf);
    for (const { state, count } of which) count.textContent = String(fit.filter(states[state]).length);
    const of = (address) => questions.filter(({ chapter }) => chapter === address);
    rows.replaceChildren(
      ...[...chapters]
        .sort((a, b) => a[1].localeCompare(b[1]))
        .map(([address, name]) => row(address ? make("a", { href: address }, name) : name, of(address))),
    );
    total.replaceChildren(row(say("total"), questions));
  };

  let waiting = 0;
  /** Many questions may change at once: count them once. */
  const later = () => {
    clearTimeout(waiting);
    waiting = setTimeout(report, 0);
  };

  // -- Progress as a file

  const message = make("p", { className: "quiz-message", role: "status" });

  const save = () => {
    const records = {};
    for (const question of questions) {
      const record = recordOf(question);
      if (record) records[question.id] = record;
    }
    const day = new Date().toISOString().slice(0, 10);
    const text = JSON.stringify({ quizbank: 1, records }, null, 1);
    const href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    make("a", { href, download: `${say("file")}-${day}.json` }).click();
    setTimeout(() => URL.revokeObjectURL(href), 1000);
  };

  /** Take over what a file holds and is newer than what is here; tell how many, and how many were left out. */
  const take = (text) => {
    const { quizbank, records } = JSON.parse(text);
    if (quizbank !== 1 || typeof records !== "object") throw new TypeError();
    const known = new Map(questions.flatMap(({ id, was }) => [id, ...was].map((each) => [each, id])));
    const entries = Object.entries(records);
    const taken = entries.filter(
      ([id, record]) => known.has(id) && ask("quiz-put", { id: known.get(id), record }).sound,
    );
    return { n: taken.length, left: entries.length - taken.length };
  };

  const file = make("input", { type: "file", accept: ".json,application/json", className: "quiz-file" });
  file.onchange = async () => {
    try {
      message.textContent = say("taken", take(await file.files[0].text()));
    } catch {
      message.textContent = say("unreadable");
    }
    file.value = "";
    choose();
  };

  const reset = button(say("clear"), () => {
    if (!confirm(say("sure"))) return;
    ask("quiz-drop");
    message.textContent = say("cleared");
    choose();
  });

  // -- The page

  if (questions.length) {
    place.prepend(
      make(
        "div",
        { className: "quiz-tools" },
        make("div", { className: "quiz-filters" }, ...filters.map(({ label }) => label), size.label),
        make(
          "fieldset",
          { className: "quiz-which" },
          make("legend", {}, say("which")),
          ...which.map(({ label }) => label),
        ),
        range,
        nothing,
      ),
    );
    place.append(
      pager,
      make(
        "div",
        { className: "quiz-tools quiz-results" },
        make("h2", {}, say("results")),
        make("div", { className: "quiz-scroll", tabIndex: 0, role: "region", ariaLabel: say("results") }, table),
        make("p", {}, say("explain")),
        make(
          "div",
          { className: "quiz-actions" },
          button(say("save"), save),
          make("label", { className: "quiz-button" }, file, say("take")),
          reset,
        ),
        message,
      ),
    );
    document.addEventListener("quiz-change", later);
    choose();
    find();
    addEventListener("hashchange", find);
  }
}
