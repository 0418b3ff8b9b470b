"use strict";
// Filters for the measures. Without this script the page shows everything; nothing here is needed to read it.
(function () {
  const form = document.getElementById("filters");
  const shown = document.getElementById("shown");
  const openAll = document.getElementById("open-all");
  const measures = Array.from(document.querySelectorAll(".measure"));
  const groups = Array.from(document.querySelectorAll(".group"));
  const language = document.documentElement.lang;
  const plural = new Intl.PluralRules(language);
  const number = new Intl.NumberFormat(language);
  const fields = ["section", "addressee", "theme"];
  const boxes = ["status", "holds"]; // of each, a measure needs any that is ticked
  const words = new Map();

  function folded(text) {
    return text.normalize("NFD").replace(/\p{Mn}/gu, "").toLowerCase();
  }

  function textOf(measure) {
    if (!words.has(measure)) words.set(measure, folded(measure.textContent));
    return words.get(measure);
  }

  function wanted() {
    const data = new FormData(form);
    return {
      boxes: boxes.map((name) => [name, data.getAll(name)]).filter(([, values]) => values.length),
      terms: fields.map((name) => [name, data.get(name)]).filter(([, value]) => value),
      words: folded(data.get("q")).split(/\s+/).filter(Boolean),
    };
  }

  function fits(measure, filter) {
    return filter.boxes.every(([name, values]) => measure.dataset[name].split(" ").some((one) => values.includes(one)))
      && filter.terms.every(([name, value]) => measure.dataset[name].split(" ").includes(value))
      && filter.words.every((word) => textOf(measure).includes(word));
  }

  function apply() {
    const filter = wanted();
    let count = 0;
    for (const measure of measures) {
      const fit = fits(measure, filter);
      measure.hidden = !fit;
      count += fit;
    }
    for (const group of groups) group.hidden = !group.querySelector(".measure:not([hidden])");
    const sentence = count === 0 ? shown.dataset.zero : shown.dataset[plural.select(count)] || shown.dataset.other;
    shown.textContent = sentence.replace("{n}", number.format(count)).replace("{total}", number.format(measures.length));
    nameOpenAll();
  }

  // The address remembers the filters, so that a view can be kept and sent: #section=IV.C&status=partly
  function remember() {
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (value) query.append(name, value);
    const hash = query.toString();
    history.replaceState(null, "", hash ? "#" + hash : location.pathname + location.search);
  }

  function recall() {
    const hash = location.hash.slice(1);
    if (hash.includes("=")) {
      const query = new URLSearchParams(hash);
      for (const name of [...fields, "q"]) {
        form.elements[name].value = query.get(name) || "";
        if (form.elements[name].selectedIndex === -1) form.elements[name].value = "";
      }
      for (const box of form.querySelectorAll("[type=checkbox]")) box.checked = query.getAll(box.name).includes(box.value);
      apply();
      document.getElementById("measures").scrollIntoView();
    } else {
      reveal(hash);
    }
  }

  // A link to a measure that the filters hide shows all measures again, and goes there.
  function reveal(hash) {
    let id = hash;
    try { id = decodeURIComponent(hash); } catch { /* a broken address leads nowhere */ }
    const target = id && document.getElementById(id);
    const hidden = target && target.closest("[hidden]");
    if (!hidden) return;
    clear();
    apply();
    target.scrollIntoView();
  }

  function clear() {
    for (const name of [...fields, "q"]) form.elements[name].value = "";
    for (const box of form.querySelectorAll("[type=checkbox]")) box.checked = false;
  }

  function folds() {
    return Array.from(document.querySelectorAll(".measure:not([hidden]) details:not(.whole)"));
  }

  function nameOpenAll() {
    const all = folds();
    const open = all.length > 0 && all.every((fold) => fold.open);
    openAll.textContent = open ? openAll.dataset.close : openAll.dataset.open;
    openAll.disabled = all.length === 0;
  }

  let waiting = 0;
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  for (const kind of ["input", "change"]) { // some aids change a list without typing in it
    form.addEventListener(kind, () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => { apply(); remember(); }, 120);
    });
  }
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    clear();
    apply();
    remember();
  });
  openAll.addEventListener("click", () => {
    const all = folds();
    const open = all.some((fold) => !fold.open);
    for (const fold of all) fold.open = open;
    nameOpenAll();
  });
  document.addEventListener("toggle", nameOpenAll, true);
  window.addEventListener("hashchange", recall);
  apply();
  recall();
})();
