// The table behind a picture, drawn when it is opened: the same in numbers, for whoever reads so.
import { el } from "./dom.js";

/**
 * Draw a table whose first column heads its rows.
 * @param {TableView} table
 */
export function drawTable(table) {
  const heads = table.columns.map((name) => el("th", { scope: "col" }, name));
  const rows = table.rows.map((row) =>
    el("tr", {}, ...row.map((words, place) => el(place ? "td" : "th", place ? {} : { scope: "row" }, words))),
  );
  return el(
    "table",
    { class: "plain" },
    el("caption", {}, table.caption),
    el("thead", {}, el("tr", {}, ...heads)),
    el("tbody", {}, ...rows),
  );
}

/** The place of the table behind a picture. */
export class TableBehind {
  constructor() {
    this.inside = el("div", { class: "scroller", tabindex: "0", role: "group", "aria-label": "Table" });
    this.box = el("details", { class: "table-behind" }, el("summary", {}, "The same as a table"), this.inside);
    this.table = null;
    this.box.addEventListener("toggle", () => this.fill());
  }

  /** @param {?TableView} table */
  show(table) {
    this.table = table;
    this.box.hidden = !table;
    this.inside.replaceChildren();
    this.fill();
  }

  fill() {
    if (this.box.open && this.table && !this.inside.firstChild) {
      this.inside.append(drawTable(this.table));
    }
  }
}
