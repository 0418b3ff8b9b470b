// Deciding without loading the page again: each answer is sent, and the passage and the status take its place.
// The page works without this: every button belongs to a form.
"use strict";

(() => {
  const root = document.querySelector("[data-review]");
  if (!root) return;
  const find = (selector) => root.querySelector(selector);
  const all = (selector) => [...root.querySelectorAll(selector)];
  const token = () => find("[name=csrfmiddlewaretoken]").value;
  const passageOf = (element) => element?.closest?.(".passage") ?? null;
  let undoing = [];
  let busy = false;
  let current = null;

  // --- what is said ---------------------------------------------------------------------------------------------------
  function say(text, canUndo) {
    find("#said").textContent = text;
    find("#undo").hidden = !canUndo;
    find("#toast-close").hidden = false;
    find("#toast").classList.add("shows");
  }
  function unsay() {
    find("#toast").classList.remove("shows");
    find("#undo").hidden = find("#toast-close").hidden = true;
    find("#said").textContent = "";
    keepFocus();
  }

  // --- sending --------------------------------------------------------------------------------------------------------
  async function post(address, body) {
    const answer = await fetch(address, { method: "POST", headers: { Accept: "application/json" }, body });
    if (!(answer.headers.get("Content-Type") ?? "").includes("application/json")) throw new Error(root.dataset.failed);
    const told = await answer.json();
    if (!answer.ok) throw new Error((told.errors ?? []).join(" ") || root.dataset.failed);
    return told;
  }
  function replace(place, html) {
    const template = document.createElement("template");
    template.innerHTML = html.trim();
    place.replaceWith(template.content.firstElementChild);
  }
  function show(told) {
    const focused = document.activeElement;
    const holder = passageOf(focused);
    const answer = focused?.name === "answer" ? focused.value : null;
    for (const [key, html] of Object.entries(told.passages)) {
      const old = document.getElementById(`m-${key}`);
      if (!old) continue;
      const isSelected = old.querySelector('input[form="bulk"]')?.checked;
      replace(old, html);
      if (isSelected) document.getElementById(`s-${key}`).checked = true;
    }
    replace(find("#standing"), told.standing);
    if (holder && !holder.isConnected) {
      const now = document.getElementById(holder.id);
      (answer ? now.querySelector(`.answers [value=${answer}]`) ?? now : now).focus({ preventScroll: true });
    }
    for (const form of all("form[data-all]")) form.hidden = !undecidedOf(form).length;
    count();
    keepFocus();
  }
  // What had the focus may have gone: the reader must not be thrown back to the top of the page.
  function keepFocus() {
    const focused = document.activeElement;
    if (focused && focused !== document.body && isShown(focused)) return;
    (here() ?? find("#passages")).focus({ preventScroll: true });
  }
  async function decide(address, body, undone = false) {
    if (busy) return;
    busy = true;
    const touched = body.getAll("passage").map((key) => document.getElementById(`m-${key}`)).filter(Boolean);
    for (const passage of touched) passage.setAttribute("aria-busy", "true");
    try {
      const told = await post(address, body);
      show(told);
      if (!undone) undoing = told.undo.map((step) => ({ ...step, address }));
      say(undone ? root.dataset.undone : told.said, !undone && undoing.length > 0);
    } catch (error) {
      say(error instanceof TypeError || error instanceof SyntaxError ? root.dataset.failed : error.message, false);
    } finally {
      for (const passage of touched) passage.removeAttribute("aria-busy");
      busy = false;
    }
  }
  async function undo() {
    const steps = undoing;
    undoing = [];
    for (const step of steps) {
      const body = new FormData();
      body.set("csrfmiddlewaretoken", token());
      body.set("answer", step.answer);
      body.set("note", step.note);
      for (const key of step.passages) body.append("passage", key);
      await decide(step.address, body, true);
    }
    here()?.focus({ preventScroll: true });
  }
  function undecidedOf(form) {
    return [...form.closest("[data-group]").querySelectorAll('.passage[data-answer=""]')];
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches(".decide, #bulk, [data-all]") || !root.contains(form)) return;
    event.preventDefault();
    const body = new FormData(form);
    if (event.submitter?.name) body.set(event.submitter.name, event.submitter.value);
    if (form.matches("[data-all]")) {
      body.delete("passage");
      for (const passage of undecidedOf(form)) body.append("passage", passage.dataset.passage);
    }
    decide(form.action, body).then(() => {
      if (form.id !== "bulk") return;
      for (const box of boxes()) box.checked = false;
      find("#bulk-note").value = "";
      count();
      keepFocus();
    });
  });

  // --- several at once ------------------------------------------------------------------------------------------------
  const bulk = find("#bulk");
  const boxes = () => all('.passage input[type="checkbox"][form="bulk"]');
  const isShown = (element) => element.checkVisibility?.() ?? element.offsetParent !== null;
  function count() {
    if (!bulk) return;
    const chosen = boxes().filter((box) => box.checked).length;
    bulk.classList.toggle("floats", chosen > 0);
    bulk.hidden = chosen === 0;
    find("[data-count]").textContent = root.dataset.selected.replace("{n}", chosen);
  }
  function select(value) {
    for (const box of boxes()) box.checked = value && isShown(box);
    count();
  }
  if (bulk) {
    find("[data-select-all]").hidden = find("[data-select-none]").hidden = false;
    find("[data-select-all]").addEventListener("click", () => select(true));
    find("[data-select-none]").addEventListener("click", () => { select(false); keepFocus(); });
    root.addEventListener("change", (event) => { if (event.target.form === bulk) count(); });
    count();
    find("#undo").addEventListener("click", undo);
    find("#toast-close").addEventListener("click", unsay);
  }

  // --- keys: WCAG 2.1.4: they can be switched off, and do nothing while somebody writes ---------------------------------
  const KEPT = "tutela-review-keys";
  const dialog = find("#keys");
  const choice = find("#keys-on");
  function kept() { try { return localStorage.getItem(KEPT) !== "off"; } catch { return true; } }
  choice.checked = kept();
  choice.addEventListener("change", () => {
    try { localStorage.setItem(KEPT, choice.checked ? "on" : "off"); } catch { /* holds for this page alone */ }
  });
  find("#keys-open").hidden = false;
  find("#keys-open").addEventListener("click", () => dialog.showModal());

  root.addEventListener("focusin", (event) => { current = passageOf(event.target) ?? current; });
  function here() {
    if (current && !current.isConnected) current = document.getElementById(current.id);
    return current;
  }
  function go(steps) {
    const passages = all(".passage").filter(isShown);
    const at = passages.indexOf(here());
    let to = at + steps;
    if (at < 0) to = passages.findIndex((passage) => passage.getBoundingClientRect().bottom > 120);
    const passage = passages[Math.min(Math.max(to, 0), passages.length - 1)];
    if (!passage) return;
    passage.focus({ preventScroll: true });
    passage.scrollIntoView({ block: "start" });
  }
  const press = (answer) => here()?.querySelector(`.answers [value="${answer}"]`)?.click();
  const actions = {
    j: () => go(1),
    k: () => go(-1),
    c: () => press("confirmed"),
    r: () => press("rejected"),
    u: () => press("unsure"),
    w: () => press("withdrawn"),
    z: () => undoing.length && undo(),
    e: () => {
      const details = here()?.querySelector(".note-field");
      if (!details) return;
      details.open = true;
      details.querySelector("textarea").focus();
    },
    x: () => here()?.querySelector('input[type="checkbox"]')?.click(),
    n: () => find('[data-go="undecided"]')?.click(),
    p: () => find('[data-go="previous"]')?.click(),
    "?": () => dialog.showModal(),
  };
  function writes(element) {
    return element.matches?.("textarea, select, [contenteditable], input:not([type=checkbox], [type=radio], [type=hidden])");
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || dialog.open) return;
    if (writes(event.target)) {
      if (event.key === "Escape") passageOf(event.target)?.focus();
      return;
    }
    if (!choice.checked) return;
    if (event.target.matches?.(".passage") && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      go(event.key === "ArrowDown" ? 1 : -1);
      return;
    }
    if ((event.shiftKey && event.key !== "?") || !Object.hasOwn(actions, event.key)) return;
    event.preventDefault();
    actions[event.key]();
  });

  // --- an address that leads to a passage ---------------------------------------------------------------------------------
  const target = location.hash.startsWith("#m-") ? document.getElementById(location.hash.slice(1)) : null;
  if (target) {
    const folded = target.closest("details.group");
    if (folded) folded.open = true;
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: "start" });
  }
})();
