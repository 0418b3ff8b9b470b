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

// A list of filters applies itself when a choice changes; its button is for those without JavaScript.
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-applies-itself]");
  if (form) form.requestSubmit();
});
