// A list of documents to tick: all of them at once, or none. Without it each is ticked by itself.
"use strict";

(() => {
  const list = document.querySelector("[data-choices]");
  if (!list) return;
  for (const [name, value] of [["all", true], ["none", false]]) {
    const button = document.querySelector(`[data-choose-${name}]`);
    button.hidden = false;
    button.addEventListener("click", () => {
      for (const box of list.querySelectorAll("input[type=checkbox]")) box.checked = value;
    });
  }
})();
