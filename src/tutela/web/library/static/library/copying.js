// Citations and addresses are copied by a button, which says that it did; and pages are printed by one.
"use strict";

async function copy(node) {
  const text = node.value ?? node.textContent.trim();
  try { await navigator.clipboard.writeText(text); return true; } catch { /* not allowed: select it instead */ }
  const range = document.createRange();
  range.selectNodeContents(node);
  const selection = getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
  node.select?.();
  return document.execCommand("copy");
}

for (const button of document.querySelectorAll("button[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const done = await copy(document.getElementById(button.dataset.copy));
    const said = button.parentElement.querySelector("[role=status]");
    if (done && said) said.textContent = button.dataset.done;
  });
}

for (const button of document.querySelectorAll("button[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
