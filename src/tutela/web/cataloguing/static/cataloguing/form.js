// The form of a record: rows more and less without loading the page anew, and doubts told while somebody writes.
// Without this the buttons send the form, and the server does the same.
"use strict";

const form = document.querySelector("form.record-form");

if (form) {
  const said = form.querySelector("[data-said]");
  const say = (text) => { said.textContent = text; };
  const number = (key) => Number(/-(\d+)$/.exec(key)?.[1] ?? -1);
  // Numbers are never given twice, not even those of rows that were removed.
  const next = {};

  const add = (name) => {
    const rows = form.querySelector(`#part-${name} .rows`);
    const template = form.querySelector(`template[data-row-of="${name}"]`);
    const used = [...rows.querySelectorAll("[data-row]")].map((row) => number(row.dataset.row));
    next[name] = Math.max(next[name] ?? 0, ...used.map((one) => one + 1), 0);
    const made = document.createElement("div");
    made.innerHTML = template.innerHTML.replaceAll("__n__", String(next[name]));
    next[name] += 1;
    const row = made.firstElementChild;
    rows.append(row);
    row.querySelector("input:not([type=hidden]), select, textarea")?.focus();
    say(form.dataset.added);
  };

  form.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button?.name === "add" && form.querySelector(`template[data-row-of="${button.value}"]`)) {
      event.preventDefault();
      add(button.value);
    } else if (button?.name === "remove" && button.closest(".row")) {
      event.preventDefault();
      const part = button.closest(".part");
      const name = part.dataset.part;
      const row = button.closest(".row");
      next[name] = Math.max(next[name] ?? 0, number(row.dataset.row) + 1);
      row.remove();
      part.querySelector("[data-add]")?.focus();
      say(form.dataset.removed);
      ask();
    }
  });

  // Measures: only those whose words are written.
  for (const box of form.querySelectorAll("[data-filter]")) box.hidden = false;
  form.addEventListener("input", (event) => {
    const part = event.target.dataset.for && document.getElementById(event.target.dataset.for);
    if (!part) return;
    const words = event.target.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    for (const choice of part.querySelectorAll(".choice")) {
      const text = choice.textContent.toLocaleLowerCase();
      choice.hidden = !words.every((word) => text.includes(word));
    }
    for (const group of part.querySelectorAll(".tick-group")) {
      const shown = group.querySelector(".choice:not([hidden])");
      group.hidden = !shown;
      if (words.length) group.open = Boolean(shown);
    }
  });

  // What is doubtful, asked of the server a moment after a box was left.
  let waiting = 0;
  let asked = 0;
  const ask = () => {
    clearTimeout(waiting);
    waiting = setTimeout(check, 400);
  };
  const check = async () => {
    const mine = ++asked;
    const data = new FormData(form);
    data.set("record", form.dataset.record);
    data.set("material", form.dataset.material);
    let answer;
    try {
      const response = await fetch(form.dataset.check, { method: "POST", body: data, headers: { Accept: "application/json" } });
      if (!response.ok) return;
      answer = await response.json();
    } catch {
      return; // the form is checked again when it is sent
    }
    if (mine !== asked) return;
    tell(answer);
  };
  const tell = (answer) => {
    const texts = new Map();
    for (const { box, text } of answer.said) texts.set(box, [texts.get(box), text].filter(Boolean).join(" "));
    let isNew = showDuplicates(answer.duplicates);
    for (const place of form.querySelectorAll(".said")) {
      const box = document.getElementById(place.id.replace(/-said$/, ""));
      const text = texts.get(box?.id) ?? "";
      if (place.textContent === text) continue;
      place.textContent = text;
      if (text) {
        isNew = true;
        say(text);
        box.setAttribute("aria-describedby", [...new Set([...(box.getAttribute("aria-describedby") ?? "").split(" "), place.id])].join(" ").trim());
      }
    }
    if (!isNew && !texts.size && said.textContent) say("");
  };
  const showDuplicates = (duplicates) => {
    const list = form.querySelector("[data-duplicates]");
    const keys = duplicates.map((one) => one.url).join(" ");
    if (list.dataset.duplicates === keys) return false;
    list.dataset.duplicates = keys;
    list.replaceChildren(...duplicates.map((one) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = one.url;
      link.target = "_blank";
      link.rel = "noopener";
      link.textContent = one.year ? `${one.title} (${one.year})` : one.title;
      item.append(link, ` ${one.why}`);
      return item;
    }));
    list.parentElement.hidden = !duplicates.length;
    if (duplicates.length) say(list.parentElement.textContent);
    return duplicates.length > 0;
  };
  form.addEventListener("change", (event) => {
    if (event.target.closest(".row, .part")) ask();
  });

  // A form that was not saved says so before it is left.
  let isTouched = Boolean(form.dataset.asked);
  form.addEventListener("input", () => { isTouched = true; });
  form.addEventListener("submit", () => { isTouched = false; });
  window.addEventListener("beforeunload", (event) => { if (isTouched) event.preventDefault(); });
}

// What is wrong comes into view, and a part that an address names is opened.
(document.getElementById("problems") ?? document.getElementById("doubts"))?.focus();
const open = () => {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  for (let one = target.closest("details"); one; one = one.parentElement.closest("details")) one.open = true;
  target.scrollIntoView();
};
window.addEventListener("hashchange", open);
open();
