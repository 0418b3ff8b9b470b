// Concepts suggested while a librarian types: in the form of a concept and where two are merged. Without it, labels are
// typed in full.
"use strict";

(() => {
  const form = document.querySelector("form[data-suggest]");
  if (!form) return;
  let made = 0;

  const suggests = (input, take) => {
    const list = document.createElement("ul");
    const place = document.createElement("div");
    list.id = `suggestions-${(made += 1)}`;
    list.className = "suggestions";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", input.getAttribute("aria-label") || input.labels[0].textContent);
    list.hidden = true;
    place.className = "suggests";
    input.after(place);
    place.append(input, list);
    for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"],
      ["aria-controls", list.id], ["autocomplete", "off"]]) input.setAttribute(name, value);
    let asked = 0;
    let timer = 0;

    const close = () => {
      list.hidden = true;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };
    const choose = (option) => { take(option.dataset.heading); close(); };
    const show = (found) => {
      list.replaceChildren(...found.map((one, at) => {
        const option = document.createElement("li");
        option.id = `${list.id}-${at}`;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.dataset.heading = one.heading;
        option.textContent = one.advice ? `${one.heading} – ${one.advice}` : one.heading;
        option.addEventListener("mousedown", (event) => { event.preventDefault(); choose(option); });
        return option;
      }));
      list.hidden = !found.length;
      input.setAttribute("aria-expanded", String(!list.hidden));
    };
    const ask = async () => {
      const number = (asked += 1);
      if (input.value.trim().length < 2) { close(); return; }
      try {
        const answer = await fetch(`${form.dataset.suggest}?q=${encodeURIComponent(input.value)}`);
        if (!answer.ok) return;
        const told = await answer.json();
        if (number === asked) show(told.suggestions);
      } catch { /* no suggestions for the moment */ }
    };
    input.addEventListener("input", () => { window.clearTimeout(timer); timer = window.setTimeout(ask, 200); });
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      const options = [...list.children];
      const at = options.findIndex((one) => one.getAttribute("aria-selected") === "true");
      if (event.key === "Escape") close();
      else if (event.key === "Enter" && !list.hidden && at >= 0) { event.preventDefault(); choose(options[at]); }
      else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && !list.hidden) {
        event.preventDefault();
        const next = (at + (event.key === "ArrowDown" ? 1 : options.length - 1) + options.length) % options.length;
        options.forEach((one, place_) => one.setAttribute("aria-selected", String(place_ === next)));
        input.setAttribute("aria-activedescendant", options[next].id);
      }
    });
  };

  const into = form.querySelector("#id_into");
  if (into) suggests(into, (heading) => { into.value = heading; });
  for (const area of form.querySelectorAll("#id_broader, #id_related")) {
    const input = document.createElement("input");
    input.type = "text";
    input.setAttribute("aria-label", `${area.labels[0].textContent}: ${form.dataset.add}`);
    input.placeholder = form.dataset.add;
    area.after(input);
    suggests(input, (heading) => {
      const lines = area.value.split("\n").map((line) => line.trim()).filter(Boolean);
      if (!lines.includes(heading)) area.value = [...lines, heading].join("\n");
      input.value = "";
    });
  }
})();
