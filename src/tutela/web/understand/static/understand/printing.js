// The print button is for those with JavaScript; everybody else has the one of the browser.
"use strict";

for (const button of document.querySelectorAll("[data-prints]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
