// Keeps the state of a batch up to date, and loads the page anew when the work is over. Without it the page has a link.
"use strict";

(() => {
  const place = document.getElementById("progress");
  const said = document.getElementById("progress-said");
  const first = place && place.querySelector("[data-open]");
  if (!first || first.dataset.open !== "yes") return;
  let told = "";

  const look = async () => {
    try {
      const answer = await fetch(place.dataset.url, { headers: { "X-Requested-With": "fetch" }, credentials: "same-origin" });
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector("[data-open]");
      if (fresh.dataset.open !== "yes") { window.location.reload(); return; }
      const line = fresh.querySelector("[data-said]").textContent.trim();
      if (line !== told) said.textContent = told = line;
      if (!place.contains(document.activeElement)) place.replaceChildren(document.adoptNode(fresh));
    } catch { /* the server is away for a moment: the next look tells */ }
    window.setTimeout(look, 1000);
  };
  window.setTimeout(look, 700);
})();
