// @ts-check
"use strict";

/* Questions that answer back. The page is complete without: what is right is read from the folded answer.
 *
 * Scripts share no names, only events, with replies in their detail. On the document: quiz-compare, quiz-load,
 * quiz-put, quiz-drop. On a question: quiz-change (data-result, the result of what is shown, was set or removed).
 */
{
  /** @type {(selector: string, root?: ParentNode) => any[]} */
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  /** @type {(selector: string, root?: ParentNode) => any} */
  const one = (selector, root) => all(selector, root)[0];

  const { prefix, strings } = one("script[data-prefix]").dataset;
  const texts = JSON.parse(strings);
  const say = (key, values = {}) => texts[key].replace(/{(\w+)}/g, (_, name) => values[name]);

  const make = (tag, className, content = [], props = {}) => {
    const node = Object.assign(document.createElement(tag), { className, ...props });
    node.append(...[content].flat());
    return node;
  };
  const button = (name, text, onclick) => make("button", `quiz-button ${name}`, text, { type: "button", onclick });
  const tell = (node, name, detail = {}) => node.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));

  const voice = make("div", "quiz-voice", [], { role: "status" });
  (one("main, [role=main]") ?? document.body).append(voice);
  const announce = (text) => {
    voice.textContent = "";
    setTimeout(() => (voice.textContent = text), 50); // the same words twice are news twice
  };

  // -- Progress: one item of localStorage a question, so that a corrupt one costs that one only

  const memory = new Map(); // what the browser would not keep lives as long as the page

  /** A sound record, or null. Its result is that of the last marking; a draft has been changed since. */
  const sound = (raw) => {
    if (raw?.v !== 1 || !Object.values(Object(raw.answer)).every((part) => typeof part === "string")) return null;
    const whole = (name) => (Number.isSafeInteger(raw[name]) && raw[name] > 0 ? raw[name] : 0);
    return {
      v: 1,
      answer: raw.answer,
      draft: raw.draft === true,
      result: /^(right|part|wrong|self)$/.test(raw.result) ? raw.result : "",
      tries: whole("tries"),
      at: whole("at"),
      box: Math.min(whole("box"), 5),
      due: whole("due"),
    };
  };

  const read = (id) => {
    try {
      return memory.get(id) ?? sound(JSON.parse(localStorage.getItem(`${prefix}:${id}`) ?? "null"));
    } catch {
      return null; // blocked, or corrupt
    }
  };

  const write = (id, record) => {
    try {
      localStorage.setItem(`${prefix}:${id}`, JSON.stringify(record));
      memory.delete(id);
      return true;
    } catch {
      memory.set(id, record); // blocked, or full
      return false;
    }
  };

  const drop = (id) => {
    memory.delete(id);
    try {
      localStorage.removeItem(`${prefix}:${id}`);
    } catch {
      // blocked: there is nothing to remove
    }
  };

  /** What is known of a question; it may be kept under an id that the question had before. */
  const load = ({ id, was }) => {
    const old = read(id) ? null : was.find(read);
    const record = read(old ?? id);
    if (old && write(id, record)) drop(old);
    return record;
  };

  /** Leitner's boxes: again after 1, 2, 4, 8, 16 days. Right when due moves on, a miss goes back to the first. */
  const schedule = (record) => {
    if (record.result !== "right" || !record.box) record.box = 1;
    else if (record.due > Date.now())
      return; // early: the date stands
    else record.box = Math.min(record.box + 1, 5);
    const day = new Date();
    day.setHours(0, 0, 0, 0);
    record.due = day.setDate(day.getDate() + 2 ** (record.box - 1));
  };

  let told = false;
  /** Keep the answer that stands, and its result if it was marked; returns what the reader should know. */
  const save = (q, result = "", draft = !result) => {
    const record = { ...(load(q) ?? sound({ v: 1 })), answer: q.get(q) ?? "", draft };
    if (result) {
      if (record.result !== "self") record.tries += 1; // else it is that try which the reader marks
      record.result = result;
      record.at = Date.now();
      if (result !== "self") schedule(record);
    }
    if (write(q.id, record) || told) return "";
    told = true;
    q.result.after(make("p", "quiz-notice", say("unkept")));
    return say("unkept");
  };

  // -- Kinds: `get` the answer from the controls (null: none), `set` it, `judge` it

  const inputs = (q) => all(".quiz-options input", q.node);
  const selects = (q) => all("[data-item] select", q.node);
  const key = (select) => select.closest("[data-item]").dataset.item;
  const list = (answer) => (Array.isArray(answer) ? answer : []);
  const some = (answer) => (answer.length ? answer : null);

  /** Marks pair an element with whether it is right. All is right if all are, and there are enough. */
  const tally = (q, marks, total = marks.length) => {
    const n = marks.filter(([, right]) => right).length;
    const wrong = marks.length - n;
    if (n === total && !wrong) return { result: "right", marks };
    return n ? { result: "part", marks, text: say(`${q.kind}Part`, { n, total, wrong }) } : { result: "wrong", marks };
  };

  /** For what is ordered or matched: the answer has the place, or the match, of each item. */
  const compare = (q) => {
    const rows = all(".quiz-sequence > li, .quiz-pairs > li", q.node);
    const right = new Map(rows.map(({ dataset }, i) => [dataset.item, dataset.match ?? `${i + 1}`]));
    return tally(
      q,
      selects(q).map((select) => [select.closest("li"), right.get(key(select)) === select.value]),
    );
  };

  const choice = {
    get: (q) =>
      some(
        inputs(q)
          .filter((input) => input.checked)
          .map((input) => input.value),
      ),
    set: (q, answer) => inputs(q).forEach((input) => (input.checked = list(answer).includes(input.value))),
    judge(q) {
      const right = all(".quiz-feedback > .quiz-right", q.node).map((node) => node.dataset.option);
      const chosen = inputs(q).filter((input) => input.checked);
      const marks = chosen.map((input) => [input.closest("li"), right.includes(input.value)]);
      return tally(q, marks, right.length);
    },
  };

  const short = {
    get: (q) => q.field.value.trim() && q.field.value,
    set: (q, answer) => (q.field.value = typeof answer === "string" ? answer : ""),
    judge(q) {
      const bank = q.node.closest(".quiz-bank, .quiz-practice") ?? document;
      /** @type {any} */
      const ask = { text: q.field.value, prompt: one("fieldset", q.node) };
      ask.accepted = all(".quiz-accepted", q.node);
      ask.others = all(".quiz-accepted, .quiz-text", bank);
      tell(document, "quiz-compare", ask);
      const { found, slip, alone } = ask;
      if (alone) return { text: say("number") };
      return { result: found ? "right" : "wrong", text: slip && say("spelling", { word: found.textContent }) };
    },
  };

  // The selects that number the items without a script still hold the answer: each move sets them.
  const order = {
    get: (q) =>
      some(
        selects(q)
          .filter((select) => select.value)
          .sort((a, b) => a.value - b.value)
          .map(key),
      ),
    set(q, answer) {
      const keys = list(answer).filter((each) => q.items.some((item) => item.dataset.item === each));
      const place = ({ dataset }) => keys.indexOf(dataset.item) + 1 || Infinity;
      q.list.append(...[...q.items].sort((a, b) => place(a) - place(b) || 0));
      number(q, keys.length > 0);
    },
    judge: compare,
    start(q) {
      q.list = one(".quiz-items", q.node);
      q.items = [...q.list.children];
      for (const item of q.items) movable(q, item);
    },
  };

  /** Number the items as they stand. The first cannot go up, nor the last down; the buttons stay, for the focus. */
  const number = (q, answered) =>
    [...q.list.children].forEach((item, i, { length }) => {
      one("select", item).value = answered ? i + 1 : "";
      one(".quiz-up", item).ariaDisabled = `${i === 0}`;
      one(".quiz-down", item).ariaDisabled = `${i === length - 1}`;
    });

  /** Moves the neighbour: the item itself keeps its focus, and the pointer that holds it. */
  const step = (item, up) => {
    const other = up ? item.previousElementSibling : item.nextElementSibling;
    if (other && up) item.after(other);
    else if (other) item.before(other);
    return other;
  };

  /** Lets an item be moved with buttons, arrow keys, mouse or finger. */
  const movable = (q, item) => {
    const text = one(".quiz-text", item).textContent;
    const take = (moved) => {
      if (!moved) return;
      number(q, true);
      edited(q);
      const n = one("select", item).value;
      announce(say("moved", { item: text, n, total: q.items.length }));
    };
    for (const way of ["up", "down"]) {
      const move = button(`quiz-move quiz-${way}`, "", () => take(step(item, way === "up")));
      move.ariaLabel = say(way, { item: text });
      item.append(move);
    }
    item.onkeydown = (event) => {
      if (!/^Arrow(Up|Down)$/.test(event.key)) return;
      event.preventDefault();
      take(step(item, event.key === "ArrowUp"));
    };
    one("select", item).hidden = true;
    const grip = make("span", "quiz-grip");
    item.prepend(grip);
    // a finger drags by the grip, so that the page can be scrolled; a mouse anywhere
    item.onpointerdown = (event) => {
      if (event.button || (event.pointerType === "mouse" ? event.target.closest("button") : event.target !== grip))
        return;
      event.preventDefault();
      item.setPointerCapture(event.pointerId);
      item.classList.add("quiz-dragged");
      let moved = null;
      const middle = (node) => {
        const { top, height } = node?.getBoundingClientRect() ?? {};
        return top + height / 2;
      };
      item.onpointermove = ({ clientY }) => {
        if (clientY < middle(item.previousElementSibling)) moved = step(item, true);
        else if (clientY > middle(item.nextElementSibling)) moved = step(item, false);
      };
      item.onlostpointercapture = () => {
        item.onpointermove = item.onlostpointercapture = null;
        item.classList.remove("quiz-dragged");
        take(moved);
      };
    };
  };

  const match = {
    get(q) {
      const made = selects(q).filter((select) => select.value);
      return some(made) && Object.fromEntries(made.map((select) => [key(select), select.value]));
    },
    set(q, answer) {
      const made = new Map(Object.entries(Object(answer)));
      for (const select of selects(q)) {
        select.value = made.get(key(select)) ?? "";
        if (select.selectedIndex < 0) select.value = ""; // its match is no more
      }
    },
    judge: compare,
  };

  const open = { ...short, judge: () => ({ result: "self" }) };
  const kinds = { choice, several: choice, truefalse: choice, short, order, match, open };

  // -- Marks

  const clear = (q) => {
    for (const node of all(".quiz-badge, .quiz-options .quiz-note", q.node)) node.remove();
    for (const node of all("li", q.node)) node.classList.remove("quiz-is-right", "quiz-is-wrong");
    q.result.replaceChildren();
    q.check.ariaDisabled = "false";
    q.again.hidden = q.self.hidden = true;
    q.answer.hidden = q.kind === "open";
    delete q.node.dataset.result;
    tell(q.node, "quiz-change");
  };

  /** The feedback of a chosen option, copied beside it; ids stay with the original. */
  const explain = (q, option) => {
    const note = one(`.quiz-feedback > [data-option="${one("input", option)?.value}"] > .quiz-note`, q.node);
    if (!note) return "";
    const copy = note.cloneNode(true);
    for (const node of [copy, ...all("[id]", copy)]) node.removeAttribute("id");
    option.append(copy);
    return note.textContent;
  };

  /** Show a verdict; return it in words. One without a result is a word with the reader before marking. */
  const show = (q, { result = "", text = "", marks = [] }) => {
    clear(q);
    const verdict = result && say(result);
    // a single option says it itself
    if (result && !/choice|truefalse/.test(q.kind))
      q.result.append(make("strong", `quiz-verdict quiz-is-${result}`, verdict), " ");
    q.result.append(text || "");
    const notes = marks.map(([node, right]) => {
      const name = right ? "right" : "wrong";
      node.classList.add(`quiz-is-${name}`);
      one("label", node).append(" ", make("span", "quiz-badge", say(name)));
      return explain(q, node);
    });
    if (result) {
      q.node.dataset.result = result;
      q.check.ariaDisabled = "true";
      q.again.hidden = false;
      q.answer.hidden = false;
      q.self.hidden = q.kind !== "open";
      for (const each of all("button", q.self)) each.ariaPressed = each.value === result;
      tell(q.node, "quiz-change");
    }
    return [verdict, text, ...notes].filter(Boolean).join(" ");
  };

  const check = (q) => {
    if (q.check.ariaDisabled === "true") return;
    const verdict = q.get(q) ? q.judge(q) : { text: say(`${q.kind}None`) };
    const { result } = verdict;
    let words = show(q, verdict);
    if (result) words += save(q, result);
    // a miss leaves the rest folded, for another try, unless there is nothing left to try
    if (/right|self/.test(result) || (result && q.kind === "truefalse")) q.answer.open = true;
    announce(words);
  };

  const again = (q) => {
    if (q.set === choice.set) q.set(q, null);
    clear(q);
    q.answer.open = false;
    save(q);
    one("input, textarea, select:not([hidden]), button", q.node).focus();
  };

  /** Show what is kept; marks are worked out anew, for the question may have been mended since. */
  const restore = (q) => {
    const record = load(q);
    q.set(q, record?.answer);
    if (record?.result && !record.draft && q.get(q)) show(q, q.kind === "open" ? record : q.judge(q));
    else clear(q);
  };

  const forget = (chosen) => {
    for (const q of chosen) {
      [q.id, ...q.was].forEach(drop);
      q.answer.open = false;
      restore(q);
    }
  };

  /** The reader has changed the answer: marks go, except beside a model answer that is being compared. */
  const edited = (q) => {
    const compared = q.kind === "open" && "result" in q.node.dataset;
    if (!compared) clear(q);
    announce(save(q, "", !compared));
  };

  const start = (node) => {
    const { question: id, kind, was } = node.dataset;
    /** @type {any} */
    const q = {
      ...kinds[kind],
      node,
      id,
      kind,
      was: was?.split(" ") ?? [],
      answer: one(".quiz-answer", node),
      field: one("input, textarea", node),
      result: make("p", "quiz-result"),
      self: make("span", "quiz-self"),
      check: button("quiz-check", say(kind === "open" ? "model" : "check"), () => check(q)),
      again: button("", say("again"), () => again(q)),
    };
    for (const each of [q.check, q.again])
      each.ariaLabel = each.textContent + ": " + one(".quiz-number", node).textContent;
    one("fieldset", node).after(q.result, make("div", "quiz-actions", [q.check, q.self, q.again]));
    node.addEventListener("input", () => edited(q));
    q.start?.(q);
    if (kind === "open") {
      for (const result of ["right", "part", "wrong"]) {
        const mark = button(`quiz-is-${result}`, say(`${result}Self`), () =>
          announce(show(q, { result }) + save(q, result)),
        );
        mark.value = result;
        q.self.append(mark);
      }
    }
    node.addEventListener("keydown", ({ target, key, isComposing }) => {
      if (kind === "short" && target === q.field && key === "Enter" && !isComposing) check(q);
    });
    all(".quiz-hint", node).forEach((hint, i, hints) => {
      hint.hidden = i > 0;
      hint.ontoggle = () => hints[i + 1] && (hints[i + 1].hidden = false);
    });
    return q;
  };

  const questions = all(".quiz-question[data-kind]:has(.quiz-answer)").map(start);

  // -- Banks

  for (const bank of all(".quiz-bank")) {
    const mine = questions.filter(({ node }) => bank.contains(node));
    const score = make("output", "quiz-score");
    const count = () => {
      const results = mine.flatMap(({ node }) => node.dataset.result ?? []);
      const right = results.filter((result) => result === "right").length;
      score.textContent = say("score", { right, total: mine.length, answered: results.length });
    };
    const reset = button("", say("reset"), () => confirm(say("sure")) && forget(mine));
    if (mine.length) bank.append(make("div", "quiz-foot", [score, reset]));
    bank.addEventListener("quiz-change", count);
  }

  questions.forEach(restore);

  // -- What others ask, and other tabs do

  const replies = {
    "quiz-load": (ask) => (ask.record = load(ask)),
    "quiz-drop": () => forget(questions),
    "quiz-put": (ask) => {
      const record = sound(ask.record);
      ask.sound = Boolean(record);
      if (record && (read(ask.id)?.at ?? -1) < record.at) write(ask.id, record);
      questions.forEach((q) => q.id === ask.id && restore(q));
    },
  };
  for (const [name, reply] of Object.entries(replies)) {
    document.addEventListener(name, (event) => reply(/** @type {CustomEvent} */ (event).detail));
  }

  addEventListener("storage", ({ key }) => {
    for (const q of questions) {
      if (key && key !== `${prefix}:${q.id}`) continue;
      memory.delete(q.id);
      restore(q);
    }
  });
}
