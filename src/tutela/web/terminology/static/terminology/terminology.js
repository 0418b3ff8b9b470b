// Copying the corrected text, and sending the form again after a download. The pages work without it.
"use strict";

for (const button of document.querySelectorAll("button[data-copies]")) {
  const area = document.getElementById(button.dataset.copies);
  const said = button.parentElement.querySelector("[role=status]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    let is_copied = false;
    try {
      await navigator.clipboard.writeText(area.value);
      is_copied = true;
    } catch {
      area.focus();
      area.select();
      is_copied = document.execCommand("copy"); // browsers give the clipboard to pages over HTTPS only
    }
    said.textContent = is_copied ? said.dataset.copied : said.dataset.failed;
  });
}

// A download leaves the page where it is: its form may be sent again.
document.addEventListener("submit", (event) => {
  if (event.submitter?.name === "result") setTimeout(() => { delete event.target.dataset.sent; }, 1500);
});
