// A choice of filters renews the list in place, so that the reader's place in the form is kept. Without this script, or
// when the network fails, the form loads the page anew.
"use strict";

const FILTERS = "form[data-applies-itself]";
let under_way = null;

// Where there is room for them beside the list, the filters are open from the start.
const beside = matchMedia("(min-width: 62rem)");
const fold = () => { document.querySelector(".filters").open = beside.matches; };
beside.addEventListener("change", fold);
fold();

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches(FILTERS)) return;
  event.preventDefault();
  const query = new URLSearchParams(new FormData(form));
  if (!query.get("q")) query.delete("q");
  const address = form.action + (query.size ? `?${query}` : "");
  under_way?.abort();
  under_way = new AbortController();
  try {
    const answer = await fetch(address, { signal: under_way.signal });
    if (!answer.ok) throw new Error(answer.statusText);
    renew(new DOMParser().parseFromString(await answer.text(), "text/html"));
    history.replaceState(null, "", address);
  } catch (error) {
    if (error.name !== "AbortError") location.assign(address);
  }
});

// The parts that changed are replaced one by one: the form stays, with its focus and what is folded.
function renew(page) {
  for (const part of document.querySelectorAll("[data-renewed]")) {
    const fresh = page.querySelector(`[data-renewed="${part.dataset.renewed}"]`);
    if (fresh) part.innerHTML = fresh.innerHTML;
  }
  for (const choice of document.querySelectorAll(`${FILTERS} .choice`)) {
    const fresh = page.getElementById(choice.querySelector("input").id)?.closest(".choice");
    if (!fresh) continue;
    choice.className = fresh.className;
    choice.querySelector(".count").textContent = fresh.querySelector(".count").textContent;
  }
  for (const link of document.querySelectorAll(".languages a")) {
    const fresh = page.querySelector(`.languages a[hreflang="${link.hreflang}"]`);
    if (fresh) link.href = fresh.getAttribute("href");
  }
}
