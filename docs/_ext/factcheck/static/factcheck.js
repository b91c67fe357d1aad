// @ts-check
"use strict";

// The filter of claims by verdict. Without this script all claims show.
// It is no module: browsers refuse those on pages opened from a disk.
{
  /** @type {HTMLElement | null} */
  const place = document.querySelector(".claim-filter");
  /** @type {HTMLElement[]} */
  const claims = Array.from(document.querySelectorAll(".claim[data-verdict]"));
  /** @type {HTMLElement[]} */
  const sections = Array.from(document.querySelectorAll("section")).filter(
    (section) => section.querySelector(".claim") && !section.querySelector(".claim-filter"),
  );

  /**
   * Build the controls from the words that the page brings in its own language.
   * @param {HTMLElement} root
   */
  function build(root) {
    const fieldset = document.createElement("fieldset");
    const legend = document.createElement("legend");
    legend.textContent = root.dataset.legend ?? "";
    const status = document.createElement("p");
    status.setAttribute("role", "status");
    fieldset.append(legend);

    const words = (root.dataset.words ?? "").split("|");
    const verdicts = (root.dataset.verdicts ?? "").split(" ");
    const choices = [["", root.dataset.all ?? ""], ...verdicts.map((name, n) => [name, words[n]])];
    for (const [verdict, word] of choices) {
      const count = claims.filter((claim) => matches(claim, verdict)).length;
      if (count === 0) continue;
      const label = document.createElement("label");
      const radio = document.createElement("input");
      radio.type = "radio";
      radio.name = "claim-verdict";
      radio.value = verdict;
      radio.checked = verdict === "";
      label.append(radio, `${word} (${count})`);
      fieldset.append(label);
    }
    fieldset.append(status);

    /** @param {string} verdict */
    const show = (verdict) => {
      for (const claim of claims) claim.hidden = !matches(claim, verdict);
      for (const section of sections) {
        section.hidden = !section.querySelector(".claim:not([hidden])");
      }
      const shown = claims.filter((claim) => !claim.hidden).length;
      status.textContent = (root.dataset.status ?? "")
        .replace("{shown}", String(shown))
        .replace("{all}", String(claims.length));
    };

    /** A link may lead to a claim that is hidden: then show all of them. */
    const reveal = () => {
      const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (!target?.closest("[hidden]")) return;
      /** @type {NodeListOf<HTMLInputElement>} */
      const radios = fieldset.querySelectorAll("input");
      for (const radio of radios) radio.checked = radio.value === "";
      show("");
      target.scrollIntoView();
    };

    fieldset.addEventListener("change", (event) => {
      if (event.target instanceof HTMLInputElement) show(event.target.value);
    });
    addEventListener("hashchange", reveal);
    // A click on a link to the place where one already is changes no hash.
    document.addEventListener("click", (event) => {
      if (event.target instanceof Element && event.target.closest('a[href^="#"]')) {
        setTimeout(reveal);
      }
    });

    root.append(fieldset);
    root.hidden = false;
    show(fieldset.querySelector("input:checked")?.getAttribute("value") ?? "");
  }

  /**
   * @param {HTMLElement} claim
   * @param {string} verdict
   */
  function matches(claim, verdict) {
    return verdict === "" || claim.dataset.verdict === verdict;
  }

  if (place && claims.length > 1) build(place);
}
