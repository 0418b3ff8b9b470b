// Shows of the form what belongs to the operation that is chosen. Without it, all fields are there.
"use strict";

(() => {
  const operation = document.getElementById("id_operation");
  if (!operation) return;
  const show = () => {
    for (const place of document.querySelectorAll("[data-field]")) {
      const input = place.querySelector("[data-for]");
      place.hidden = !input || !input.dataset.for.split(" ").includes(operation.value);
    }
  };
  operation.addEventListener("change", show);
  window.addEventListener("pageshow", show);
  show();
  for (const box of document.querySelectorAll(".ticks input")) {
    box.addEventListener("change", () => { document.getElementById("scope-ticked").checked = true; });
  }
})();
