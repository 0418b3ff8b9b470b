// In a large table the heads of row and column may be far away: says which cell the pointer is on. For the eye only; a
// screen reader reads the heads itself.
"use strict";

const table = document.getElementById("states-table");
const pointed = document.getElementById("pointed");

function headOf(cell) {
  const heads = table.tHead.rows[1].cells;
  return heads[cell.cellIndex - 1]; // the first column's head stands in the row above
}

function tell(event) {
  const cell = event.target.closest("td");
  const row = cell && cell.closest("tr");
  const head = cell && cell.textContent && headOf(cell);
  pointed.hidden = !head;
  if (head) pointed.textContent = [row.cells[0], head, cell].map((one) => one.textContent.trim()).join(" – ");
}

if (table && pointed) {
  table.addEventListener("pointerover", tell);
  table.addEventListener("pointerleave", () => { pointed.hidden = true; });
}
