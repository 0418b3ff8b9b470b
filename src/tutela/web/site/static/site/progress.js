// Keeps the state of work in the background up to date: asks again (every two seconds, or as data-every says, in
// milliseconds), shows new results as they come, where there are some, and loads the page anew when the work is over.
// Without it the page has a link that does the same.
"use strict";

(() => {
  const place = document.getElementById("progress");
  const said = document.getElementById("progress-said");
  const first = place && place.querySelector("[data-open]");
  if (!first || first.dataset.open !== "yes") return;
  const every = Number(place.dataset.every || 2000);
  let found = first.dataset.found;
  let told = "";

  const piece = async (address) => {
    const answer = await fetch(address, { headers: { "X-Requested-With": "fetch" }, credentials: "same-origin" });
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  };

  // The map and the counts, unless the reader is at work in them.
  const refreshResults = async () => {
    const results = document.getElementById("results");
    if (!results || results.contains(document.activeElement)) return false;
    const fresh = (await piece(window.location.href)).getElementById("results");
    if (fresh) results.replaceWith(document.adoptNode(fresh));
    return true;
  };

  const look = async () => {
    try {
      const fresh = (await piece(place.dataset.url)).querySelector("[data-open]");
      if (fresh.dataset.open !== "yes") {
        window.location.reload();
        return;
      }
      const line = fresh.querySelector("[data-said]").textContent.trim();
      if (line !== told) said.textContent = told = line;
      if (!place.contains(document.activeElement)) place.replaceChildren(document.adoptNode(fresh));
      if (fresh.dataset.found !== found && (await refreshResults())) found = fresh.dataset.found;
    } catch {
      // The server is away for a moment, or the person was signed out: the next look tells.
    }
    window.setTimeout(look, every);
  };
  window.setTimeout(look, every / 2);
})();
