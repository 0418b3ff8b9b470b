// Small comforts of forms with passwords and keys. All pages work without them.
"use strict";

// A key is copied by a button, which says that it did.
for (const button of document.querySelectorAll("[data-copies]")) {
  const field = document.getElementById(button.dataset.copies);
  const said = button.parentElement.querySelector("[data-copied]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    try { await navigator.clipboard.writeText(field.value); } catch { document.execCommand("copy"); }
    said.textContent = button.dataset.done;
  });
}

// What has just been made is what the reader is told about first.
document.querySelector("[data-focus]")?.focus();
