// Suggestions under the search field: an editable combobox with a list (ARIA Authoring Practices). Without JavaScript
// the field is a field.
"use strict";

for (const form of document.querySelectorAll("form[data-suggest]")) suggests(form);

function suggests(form) {
  const field = form.querySelector("input[type=search]");
  const status = form.querySelector("[data-suggest-status]");
  const list = document.createElement("ul");
  list.id = "suggestions";
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.querySelector("label").textContent);
  field.after(list);
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);
  field.setAttribute("aria-expanded", "false");
  let chosen = -1, timer = 0, asked = "", asking = null;

  function close() {
    list.hidden = true;
    chosen = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
    status.textContent = "";
  }

  function choose(place) {
    const options = list.children;
    if (!options.length) return;
    if (chosen >= 0) options[chosen].setAttribute("aria-selected", "false");
    chosen = place < -1 ? options.length - 1 : place >= options.length ? -1 : place;
    if (chosen < 0) { field.removeAttribute("aria-activedescendant"); return; }
    options[chosen].setAttribute("aria-selected", "true");
    options[chosen].scrollIntoView({block: "nearest"});
    field.setAttribute("aria-activedescendant", options[chosen].id);
  }

  function show([, texts, descriptions, addresses]) {
    list.replaceChildren(...texts.map((text, place) => {
      const option = document.createElement("li");
      option.id = `suggestion-${place}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.address = addresses[place];
      for (const words of [text, descriptions[place]]) {
        const part = document.createElement("span");
        part.textContent = words;
        option.append(part, " ");
      }
      return option;
    }));
    close();
    if (!texts.length) return;
    list.hidden = false;
    field.setAttribute("aria-expanded", "true");
    status.textContent = texts.length === 1 ? status.dataset.one : status.dataset.many.replace("%s", texts.length);
  }

  async function ask() {
    const typed = field.value.trim();
    if (typed === asked && !list.hidden) return;
    asked = typed;
    if (asking) asking.abort();
    if (typed.length < 2 || document.activeElement !== field) { close(); return; }
    asking = new AbortController();
    try {
      const answer = await fetch(`${form.dataset.suggest}?${new URLSearchParams({q: typed})}`, {signal: asking.signal});
      if (answer.ok) show(await answer.json());
    } catch { close(); }
  }

  field.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, 150); });
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) { event.preventDefault(); close(); return; }
    if (event.key === "ArrowDown" && list.hidden) { asked = ""; ask(); return; }
    if (list.hidden) return;
    if (event.key === "ArrowDown") { event.preventDefault(); choose(chosen + 1); }
    else if (event.key === "ArrowUp") { event.preventDefault(); choose(chosen - 1); }
    else if (event.key === "Enter" && chosen >= 0) { event.preventDefault(); location.assign(list.children[chosen].dataset.address); }
  });
  // Pressed, not clicked: before the field loses its focus, which closes the list.
  list.addEventListener("mousedown", (event) => {
    const option = event.target.closest("[role=option]");
    event.preventDefault();
    if (option && event.button === 0) location.assign(option.dataset.address);
  });
}
