// The gap grid: pupils down, statements across, one of four states in each cell, each with a sign of
// its own. One cell is in the tab order; the arrow keys walk the rest, and a line below the grid
// says in words what the cell means.
import { el, count, keyOf, pupils } from "./dom.js";
import { drawCells } from "./cells.js";
import { readable } from "./paints.js";
import { roving } from "./roving.js";
import { KEY_SIGN } from "./states.js";

const SUM_WIDE = 62;
const CELL_WIDE = 30;
const ROW_TALL = 26;
const CELL_LINE = 14;
const NOT_MEANT = "not for this year group";

/**
 * Draw a gap grid.
 * @param {GapGrid} grid
 * @param {Room} room
 * @returns {Drawn}
 */
export function drawGrid(grid, room) {
  const at = new Map();
  const name = room.width >= 700 ? 184 : 104;
  const many = grid.statements.length;
  const wide = Math.min(Math.max(Math.floor((room.width - name - SUM_WIDE - 4) / many), CELL_WIDE), 3 * CELL_LINE + 16);
  const lines = [];
  const table = el("table", { role: "grid", class: "grid" });
  table.setAttribute("aria-label", grid.title);
  const widths = el("colgroup", {}, ...[name, SUM_WIDE].map((each) => el("col", { width: each })));
  widths.append(el("col", { span: many, width: wide }));
  table.style.setProperty("--lines", Math.floor((wide - 2) / CELL_LINE));
  const head = hitter(at);
  const statements = grid.statements.map((one) => statementHead(one, head));
  const top = el("tr", { role: "row" }, ...corner(), ...statements);
  const thead = el("thead", { role: "rowgroup" }, ladders(grid.statements), top);
  lines.push(statements);
  const body = el("tbody", { role: "rowgroup" });
  const empty = (words) => el("td", { role: "gridcell", tabindex: "-1", "data-hit": "", "aria-label": words });
  const cells = grid.keys.map((key) => empty(key.word));
  const blank = empty(NOT_MEANT);
  const starts = grid.statements.map((one, place) => place > 0 && one.ladder !== grid.statements[place - 1].ladder);
  body.append(missedRow(grid.statements, starts));
  for (const pupil of grid.pupils) {
    const who = head(el("th", { scope: "row", role: "rowheader", class: "grid-name" }), pupil.behind);
    who.textContent = pupil.name;
    who.title = pupil.name;
    const missed = el("td", { role: "gridcell", class: "grid-sum" }, count(pupil.missed));
    const row = el("tr", { role: "row" }, who, missed);
    const line = [who];
    for (let place = 0; place < grid.statements.length; place += 1) {
      const cell = (cells[pupil.cells[place]] ?? blank).cloneNode(true);
      if (starts[place]) cell.classList.add("ladder-start");
      row.append(cell);
      line.push(cell);
    }
    row.pupil = pupil;
    lines.push(line);
    body.append(row);
  }
  const paints = readable(grid.keys).map((key) => key.paint);
  const first = lines[1]?.[1];
  first?.classList.add("first-cell");
  first?.append(drawCells(grid, paints, wide, ROW_TALL));
  table.append(widths, thead, body);
  table.style.setProperty("--row", `${ROW_TALL}px`);
  table.style.width = `${name + SUM_WIDE + many * wide}px`;
  const scroller = el("div", { class: "grid-scroller" }, table);
  const readout = el("p", { class: "readout" }, "Point at a cell, or move with the arrow keys, to read what it says. Press Enter or click to see what stands behind it.");
  const figure = el("div", { class: "grid-box", role: "group" }, scroller, readout);
  const say = (event) => {
    const words = described(grid, event.target.closest?.("[data-hit]"));
    if (!words) return;
    readout.textContent = words;
    readout.classList.add("says");
  };
  table.addEventListener("focusin", say);
  table.addEventListener("mouseover", say);
  roving(scroller, lines);
  figure.behindOf = (cell) => behindCell(grid, cell);
  return { figure, at };
}

/** Remember what each heading stands for. */
function hitter(at) {
  return (made, behind) => {
    made.setAttribute("tabindex", "-1");
    made.setAttribute("data-hit", "");
    made.behind = behind;
    at.set(keyOf(behind), made);
    return made;
  };
}

function corner() {
  return [
    el("th", { scope: "col", role: "columnheader", class: "grid-name corner" }, "Pupil"),
    el("th", { scope: "col", role: "columnheader", class: "grid-sum corner" }, el("span", {}, "not secure")),
  ];
}

/** Head each run of statements with its ladder. */
function ladders(statements) {
  const row = el("tr", { role: "row", class: "ladders" }, el("td", { role: "gridcell", colspan: 2, class: "grid-name corner" }));
  let place = 0;
  while (place < statements.length) {
    let after = place + 1;
    while (after < statements.length && statements[after].ladder === statements[place].ladder) after += 1;
    const ladder = statements[place].ladder;
    const words = el("span", {}, ladder);
    const cell = el("th", { scope: "colgroup", role: "columnheader", colspan: after - place, title: ladder }, words);
    if (place) cell.className = "ladder-start";
    row.append(cell);
    place = after;
  }
  return row;
}

function statementHead(one, head) {
  const made = head(el("th", { scope: "col", role: "columnheader" }), one.behind);
  const text = one.key ? `${KEY_SIGN} ${one.text}` : one.text;
  made.append(el("span", { class: one.key ? "statement key" : "statement" }, text));
  made.title = one.year ? `${text} (${one.year})` : text;
  made.statement = one;
  return made;
}

/** Count for each statement the pupils who were assessed on it and are not secure. */
function missedRow(statements, starts) {
  const most = Math.max(1, ...statements.map((one) => one.states[2]));
  const row = el("tr", { role: "row", class: "sums" });
  row.append(el("th", { scope: "row", role: "rowheader", colspan: 2, class: "grid-name" }, "Pupils not secure"));
  statements.forEach((one, place) => {
    const cell = el("td", { role: "gridcell", class: starts[place] ? "ladder-start" : null }, count(one.states[2]));
    if (one.states[2] === most) cell.classList.add("most");
    row.append(cell);
  });
  return row;
}

/** Find the pupil and the statement of a cell. */
function pupilAndStatement(grid, cell) {
  const pupil = cell.parentNode.pupil;
  return pupil ? [pupil, grid.statements[cell.cellIndex - 2]] : [];
}

function behindCell(grid, cell) {
  if (cell.behind) return cell.behind;
  const [pupil, statement] = pupilAndStatement(grid, cell);
  return pupil && statement ? { ...statement.behind, ...pupil.behind } : null;
}

/** Say in words what a cell or a heading means. */
function described(grid, cell) {
  if (!cell) return "";
  const one = cell.statement;
  if (one) {
    const states = one.states.map((number, state) => (number ? `${pupils(number)} ${grid.keys[state].word}` : ""));
    return `${one.key ? "Key statement: " : ""}${one.text} (${one.ladder}${one.year && `, ${one.year}`}): ${states.filter(Boolean).join("; ")}.`;
  }
  const [pupil, statement] = pupilAndStatement(grid, cell);
  if (!pupil) return "";
  if (!statement) return `${pupil.name}: ${count(pupil.missed)} assessed, not secure.`;
  const word = grid.keys[pupil.cells[cell.cellIndex - 2]].word;
  return `${pupil.name}, ${statement.key ? "key statement " : ""}“${statement.text}”: ${word}.`;
}
