// @ts-check
"use strict";

/* Compares short answers: tolerant of form, never of substance. `quiz-compare` brings `text`, the elements `accepted`,
 * `others` (answers elsewhere in the bank) and `prompt`; it takes back `found`, whether that was by a `slip` of
 * spelling, and whether the number should stand `alone`. */
{
  const texts = JSON.parse(document.querySelector("script[data-prefix]").getAttribute("data-strings"));
  const articles = texts.articles.split(" ");
  const values = texts.numbers.split(" ");
  const ordinal = RegExp(`(\\d) (${texts.ordinals.replaceAll(" ", "|")})(?= |$)`, "g");

  /** Words without case, accents, punctuation and articles, numbers as digits: "The U-2" is u, 2. */
  const words = (text) => {
    const all = text
      .toLowerCase()
      .normalize("NFKD")
      .replace(/['’\p{Script=Inherited}]/gu, "")
      .replace(/(\d),(?=\d{3})/g, "$1")
      .replace(/[^\p{L}\p{M}\p{N}]+/gu, " ")
      .replace(/(\p{L})(?=\p{N})|(\p{N})(?=\p{L})/gu, "$& ")
      .replace(ordinal, "$1")
      .split(" ")
      .filter(Boolean);
    const kept = all.filter((word) => !articles.includes(word));
    return (kept.length ? kept : all).map((word) => (values.includes(word) ? `${values.indexOf(word)}` : word));
  };

  /** To compare: spaces count between numbers only, so that "back-channel" is "back channel". */
  const join = (parts) => parts.join(" ").replace(/(\P{N}) | (?=\P{N})/gu, "$1");
  const form = (node) => join(words(node.textContent));

  /** Whether one letter added, left out, changed or swapped with the next turns one text into the other. */
  const slip = (one, two) => {
    const [a, b] = one.length < two.length ? [one, two] : [two, one];
    let i = 0;
    while (i < a.length && a[i] === b[i]) i++;
    return (
      a.slice(i) === b.slice(i + 1) ||
      a.slice(i + 1) === b.slice(i + 1) ||
      (a[i] === b[i + 1] && a[i + 1] === b[i] && a.slice(i + 2) === b.slice(i + 2))
    );
  };

  /** All words right but one, of six letters or more. */
  const misspelt = (given, right) => {
    const wrong = right.filter((word, i) => word !== given[i]);
    const other = given[right.indexOf(wrong[0])];
    return (
      given.length === right.length && wrong.length === 1 && /^\p{L}{6,}$/u.test(wrong[0]) && slip(other, wrong[0])
    );
  };

  /** What a number may mean: 1,962 and 1.962 are 1962 in one country or another. */
  const readings = (text) => {
    const digits = text.replace(/[−–]/, "-").replace(/[.,]$/, "");
    const grouped = /^-?\d{1,3}([.,]\d{3})+$/.test(digits) ? digits.replace(/[.,]/g, "") : digits;
    return [grouped, digits.replace(/[.,](?=.*[.,])/g, "").replace(",", ".")].map(Number);
  };

  /** Marks a number; it may stand beside words of the prompt ("15 minutes"). */
  const count = (ask, counted) => {
    const found = [];
    const plain = ask.text.replace(/(\d)[\s'’](?=\d{3})/g, "$1");
    const rest = plain.replace(/(?<![\p{L}\d])[-−–]?\d[\d.,]*/gu, (text) => {
      found.push(readings(text));
      return " ";
    });
    const prompt = words(ask.prompt.textContent);
    const beside = words(rest).filter(
      (word) => !articles.includes(word) && !prompt.some((each) => each.startsWith(word)),
    );
    found.push(...beside.filter((word) => !isNaN(word)).map((word) => [Number(word)]));
    if (!found.length) return false;
    ask.alone = found.length > 1 || beside.some((word) => isNaN(word));
    const near = ({ dataset }, value) => Math.abs(value - dataset.number) <= Number(dataset.tolerance ?? 0) + 1e-9;
    if (!ask.alone) ask.found = counted.find((node) => found[0].some((value) => near(node, value)));
    return true;
  };

  document.addEventListener("quiz-compare", (event) => {
    const ask = /** @type {CustomEvent} */ (event).detail;
    const given = words(ask.text);
    const text = join(given);
    const counted = ask.accepted.filter((node) => node.dataset.number);
    ask.found = ask.accepted.find(
      (node) => node.textContent === ask.text.trim() || (text && !counted.includes(node) && text === form(node)),
    );
    if (ask.found || (counted.length && count(ask, counted))) return;
    const own = ask.accepted.map(form);
    const near = (node) => slip(text, form(node)) && !own.includes(form(node));
    ask.found = !ask.others.some(near) && ask.accepted.find((node) => misspelt(given, words(node.textContent)));
    ask.slip = Boolean(ask.found);
  });
}
