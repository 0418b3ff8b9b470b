// Small comforts. Every page works without them.
"use strict";

// A form is sent once: a second click while the first is under way does nothing.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method === "get") return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "yes";
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

// A list of filters applies itself when a choice changes. Not from the keyboard, where each arrow key changes a list and
// a page that loads anew takes the reader's place away: there, and without JavaScript, its button applies it.
let by_keyboard = false;
document.addEventListener("keydown", () => { by_keyboard = true; }, true);
document.addEventListener("pointerdown", () => { by_keyboard = false; }, true);
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-applies-itself]");
  if (form && (!by_keyboard || form.dataset.appliesItself === "in-place")) form.requestSubmit();
});
