// The list of records that a reader keeps on the own device. Nothing of it is sent anywhere until the list is opened.
"use strict";

const PLACE = "tutela-library-list";
const MOST = 200;

function kept() {
  try {
    const found = JSON.parse(localStorage.getItem(PLACE) ?? "[]");
    return Array.isArray(found) ? found.filter((key) => /^[0-9a-f]{12}$/.test(key)).slice(0, MOST) : [];
  } catch { return []; }
}

function keep(keys) {
  try {
    if (keys.length) localStorage.setItem(PLACE, JSON.stringify(keys)); else localStorage.removeItem(PLACE);
    return true;
  } catch { return false; }
}

function can_keep() {
  try { localStorage.setItem(`${PLACE}-try`, ""); localStorage.removeItem(`${PLACE}-try`); return true; } catch { return false; }
}

// The buttons on records: where the browser keeps nothing, the link to the page that explains stays.
function show(button, is_kept) {
  button.querySelector("[data-to-save]").hidden = is_kept;
  button.querySelector("[data-to-remove]").hidden = !is_kept;
}

function show_all() {
  const keys = kept();
  for (const button of document.querySelectorAll("button[data-save]")) show(button, keys.includes(button.dataset.save));
  for (const count of document.querySelectorAll("[data-saved-count]")) count.textContent = keys.length ? ` (${keys.length})` : "";
}

if (can_keep()) {
  for (const button of document.querySelectorAll("button[data-save]")) {
    button.hidden = false;
    for (const link of button.parentElement.querySelectorAll("a")) link.hidden = true;
    button.addEventListener("click", () => {
      const key = button.dataset.save;
      const keys = kept();
      const was_kept = keys.includes(key);
      const said = button.parentElement.querySelector("[data-save-said]");
      if (!was_kept && keys.length >= MOST) { said.textContent = button.dataset.full; return; }
      if (!keep(was_kept ? keys.filter((one) => one !== key) : [key, ...keys])) return;
      show_all();
      said.textContent = was_kept ? button.dataset.removed : button.dataset.saved;
    });
  }
  show_all();
  window.addEventListener("storage", show_all);
  window.addEventListener("pageshow", show_all);
}

// The page of the list. Without keys in its address it shows those of the device: the server makes the page of them.
const page = document.querySelector("[data-list]");
if (page?.dataset.list === "device") {
  const keys = kept();
  if (keys.length) location.replace(`${page.dataset.address}?keys=${keys.join(",")}`);
}
if (page?.dataset.list === "address") {
  const keys = kept();
  const asked = page.dataset.asked.split(",").filter(Boolean);
  const same = keys.length > 0 && keys.length === asked.length && keys.every((key) => asked.includes(key));
  if (same) document.title = `${page.dataset.ownTitle} – Tutela`;
  for (const part of page.querySelectorAll("[data-own]")) part.hidden = !same;
  for (const part of page.querySelectorAll("[data-not-own]")) part.hidden = same;
  page.querySelector("[data-clear]")?.addEventListener("click", () => { keep([]); location.replace(page.dataset.address); });
  page.querySelector("[data-keep-all]")?.addEventListener("click", () => {
    keep([...new Set([...kept(), ...asked])].slice(0, MOST));
    location.assign(page.dataset.address);
  });
}

// Who signs in can take the list of the device along. It leaves the device once the account has it.
const taking = document.querySelector("form[data-take]");
if (taking && kept().length) {
  taking.hidden = false;
  taking.elements.keys.value = kept().join(",");
  for (const count of taking.querySelectorAll("[data-take-count]")) count.textContent = String(kept().length);
  taking.addEventListener("submit", async (event) => {
    event.preventDefault();
    const answer = await fetch(taking.action, { method: "POST", body: new FormData(taking), redirect: "manual" });
    if (answer.type !== "opaqueredirect") { taking.submit(); return; }
    keep([]);
    location.reload();
  });
}
