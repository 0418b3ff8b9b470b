// Documents: files sent one after the other with their progress, a list that keeps itself up to date, and pages that
// change beside the text. Every page works without it.
"use strict";

// --- sending files ---------------------------------------------------------------------------------------------------

const form = document.querySelector("form[data-upload]");
if (form) {
  const input = form.querySelector("input[type=file]");
  const drop = form.querySelector("[data-drop]");
  const list = form.querySelector("[data-sent-files]");
  const said = form.querySelector("[data-said]");
  const waiting = [];
  let isSending = false;

  form.querySelector("[data-drop-hint]").hidden = false;
  for (const kind of ["dragenter", "dragover"]) {
    drop.addEventListener(kind, (event) => { event.preventDefault(); drop.classList.add("is-over"); });
  }
  for (const kind of ["dragleave", "drop"]) {
    drop.addEventListener(kind, (event) => { event.preventDefault(); drop.classList.remove("is-over"); });
  }
  drop.addEventListener("drop", (event) => take(event.dataTransfer.files));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    take(input.files);
    input.value = "";
  });

  function take(files) {
    for (const file of files) {
      const line = document.createElement("li");
      const name = document.createElement("span");
      const state = document.createElement("span");
      const bar = document.createElement("progress");
      name.className = "name";
      name.textContent = file.name;
      state.className = "state";
      state.textContent = form.dataset.waiting;
      bar.max = 100;
      bar.value = 0;
      bar.setAttribute("aria-label", file.name);
      line.append(name, state, bar);
      list.append(line);
      list.hidden = false;
      if (file.size > Number(form.dataset.limit)) finish(line, "refused", form.dataset.large);
      else waiting.push({ file, line, state, bar });
    }
    next();
  }

  function next() {
    const one = waiting.shift();
    if (!one || isSending) {
      if (!one && !isSending && list.children.length) said.textContent = form.dataset.over;
      if (one) waiting.unshift(one);
      return;
    }
    isSending = true;
    const data = new FormData();
    data.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    data.append("files", one.file);
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => {
      const percent = event.lengthComputable ? Math.floor((100 * event.loaded) / event.total) : 0;
      one.bar.value = percent;
      one.state.textContent = percent < 100 ? form.dataset.sending.replace("%s", percent) : form.dataset.checking;
    });
    request.addEventListener("loadend", () => {
      const file = request.response && request.response.files && request.response.files[0];
      if (file) finish(one.line, file.outcome, file.text, file.url);
      else finish(one.line, "refused", request.status === 413 ? form.dataset.large : form.dataset.lost);
      isSending = false;
      refresh();
      next();
    });
    request.send(data);
  }

  function finish(line, outcome, text, url) {
    line.querySelector("progress").remove();
    line.classList.add(outcome);
    line.querySelector(".state").textContent = text;
    if (url) {
      const link = document.createElement("a");
      link.href = url;
      link.textContent = line.querySelector(".name").textContent;
      line.querySelector(".name").replaceChildren(link);
    }
    if (outcome === "refused") said.textContent = `${line.querySelector(".name").textContent}: ${text}`;
  }
}

// --- the list --------------------------------------------------------------------------------------------------------

const POLL = 2500; // milliseconds
let timer = 0;
const documents = document.getElementById("documents");
if (documents) schedule();

function schedule() {
  for (const note of documents.querySelectorAll("[data-no-script]")) note.hidden = true;
  clearTimeout(timer);
  if (documents.dataset.poll) timer = setTimeout(refresh, POLL);
}

async function fetched(url) {
  const response = await fetch(url, { headers: { Accept: "text/html" } });
  if (!response.ok || response.redirected) throw new Error(String(response.status));
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

async function refresh() {
  if (!documents) return;
  try {
    const fresh = (await fetched(location.href)).getElementById("documents");
    const rows = (root) => [...root.querySelectorAll("[data-row]")];
    const same = rows(fresh).map((row) => row.id).join() === rows(documents).map((row) => row.id).join();
    if (same) {
      for (const row of rows(fresh)) change(document.getElementById(row.id), row);
      change(documents.querySelector("[data-part]"), fresh.querySelector("[data-part]"));
    } else {
      documents.replaceChildren(...fresh.children);
    }
    if (documents.dataset.poll && !fresh.dataset.poll) {
      document.querySelector("[data-poll-said]").textContent = documents.dataset.allRead;
    }
    documents.dataset.poll = fresh.dataset.poll;
  } catch { /* the server is away for a moment, or the person signed out elsewhere: the next look tells */ }
  schedule();
}

// What has not changed stays, so that nobody loses the place; nor does what a person is using.
function change(old, fresh) {
  if (old.isEqualNode(fresh) || old.contains(document.activeElement)) return;
  const open = old.querySelector("details[open]");
  old.replaceWith(fresh);
  if (open && fresh.querySelector("details")) fresh.querySelector("details").open = true;
}

// --- the page beside the text ----------------------------------------------------------------------------------------

document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-pane-link]");
  const pane = document.getElementById("pane");
  if (!link || !pane || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button) return;
  event.preventDefault();
  const wasIn = pane.contains(link);
  pane.setAttribute("aria-busy", "true");
  try {
    const fresh = await fetched(link.href);
    const target = fresh.getElementById("pane");
    const marked = fresh.querySelector(".passage.is-marked");
    pane.replaceWith(document.importNode(target, true));
    for (const one of document.querySelectorAll(".passage.is-marked")) {
      one.classList.remove("is-marked");
      one.querySelector(".number a").removeAttribute("aria-current");
    }
    const here = marked && document.getElementById(marked.id);
    if (here) {
      here.classList.add("is-marked");
      here.querySelector(".number a").setAttribute("aria-current", "true");
    }
    history.replaceState(null, "", link.href);
    const shown = document.getElementById("pane");
    const title = shown.querySelector("h2");
    if (wasIn || !matchMedia("(min-width: 62rem)").matches) {
      title.tabIndex = -1;
      title.focus({ preventScroll: matchMedia("(min-width: 62rem)").matches });
    } else {
      const told = document.querySelector("[data-pane-said]");
      if (told) told.textContent = shown.querySelector(".note, .empty").textContent;
    }
    reveal(shown);
  } catch {
    location.assign(link.href);
  }
});

// Where the page is higher than the window, the marked words are brought into view.
function reveal(pane) {
  const mark = pane.querySelector(".asked rect");
  if (!mark || getComputedStyle(pane).overflowY !== "auto") return;
  const room = pane.getBoundingClientRect();
  const place = mark.getBoundingClientRect();
  if (place.top < room.top || place.bottom > room.bottom) pane.scrollTop += place.top - room.top - room.height / 3;
}
const pane = document.getElementById("pane");
if (pane) {
  const picture = pane.querySelector("image");
  if (picture) reveal(pane);
}
