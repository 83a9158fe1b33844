// Bars of pupils, all to one scale: who stands where, cohort by cohort or group by group.
import { el, button, count, keyOf, pupils } from "./dom.js";
import { painted, swatch } from "./paints.js";
import { roving } from "./roving.js";

const BARS_ROOMY = 620;
const LABEL_WIDE = 152;
const SAID_WIDE = 112;
const BESIDE_WIDE = 152;
const BAR_GAP = 12;
const CHIP_WIDE = 38;

/** Whether a count can stand on a part of this many pixels. */
function fits(number, wide) {
  return wide >= 9 + 8 * String(number).length;
}

/**
 * Draw bars.
 * @param {Bars} bars
 * @param {Room} room
 * @returns {Drawn}
 */
export function drawBars(bars, room) {
  const said = bars.rows.some((row) => row.said);
  const beside = bars.rows.some((row) => row.beside);
  const roomy = room.width >= BARS_ROOMY;
  const sides = LABEL_WIDE + BAR_GAP + (said ? SAID_WIDE + BAR_GAP : 0) + (beside ? BESIDE_WIDE + BAR_GAP : 0);
  const track = Math.max(room.width - (roomy ? sides : 0), 120);
  const scale = scaleOf(bars, track);
  const at = new Map();
  const lines = [];
  const figure = el("div", { class: `bars${roomy ? " roomy" : ""}`, role: "group" });
  figure.style.setProperty("--label", `${LABEL_WIDE}px`);
  figure.style.setProperty("--said", said ? `${SAID_WIDE}px` : "0px");
  figure.style.setProperty("--beside", beside ? `${BESIDE_WIDE}px` : "0px");
  if (roomy && (bars.said_head || bars.beside_head)) {
    figure.append(barHeads(bars, said, beside));
  }
  let list = null;
  let group = null;
  for (const row of bars.rows) {
    if (list === null || row.group !== group) {
      group = row.group;
      list = el("ul", { "aria-label": group || "Everybody chosen" });
      if (group) figure.append(el("p", { class: "bars-group", "aria-hidden": "true" }, group));
      figure.append(list);
    }
    const { item, line } = drawBar(bars, row, scale, roomy, at);
    list.append(item);
    lines.push(line);
  }
  roving(figure, lines);
  return { figure, at };
}

/** Find how many pixels a pupil is, with room beside the bars for counts that do not fit on them. */
function scaleOf(bars, track) {
  const longest = Math.max(bars.longest, 1);
  let scale = track / longest;
  for (let again = 0; again < 3; again += 1) {
    const outside = bars.rows.map(
      (row) => row.segments.filter((one) => one.count && !fits(one.count, one.count * scale)).length,
    );
    scale = Math.min(scale, Math.max(track - Math.max(0, ...outside) * CHIP_WIDE, track / 2) / longest);
  }
  return scale;
}

function barHeads(bars, said, beside) {
  return el(
    "div",
    { class: "bars-heads", "aria-hidden": "true" },
    el("span"),
    el("span"),
    said && el("span", {}, bars.said_head),
    beside && el("span", {}, bars.beside_head),
  );
}

/** Draw one row: its name, its parts, what its small parts count, and what is said of it. */
function drawBar(bars, row, scale, roomy, at) {
  const where = row.group ? `${row.label}, ${row.group}` : row.label;
  const hit = (words, behind, attributes) => {
    const made = button(words, { tabindex: "-1", "data-hit": "", ...attributes });
    made.behind = behind;
    at.set(keyOf(behind), made);
    return made;
  };
  const name = hit(row.label, row.behind, {
    class: "bars-label",
    "aria-label": `${where}: show all ${pupils(row.of_all)}`,
  });
  const track = el("div", { class: "track" });
  const line = [name];
  const left = [];
  for (const one of row.segments) {
    if (!one.count) continue;
    const wide = one.count * scale;
    const shown = fits(one.count, wide);
    const words = el("span", {}, shown ? count(one.count) : "");
    const part = hit("", one.behind, {
      class: "part",
      title: `${one.word}: ${pupils(one.count)}`,
      "aria-label": `${pupils(one.count)} ${one.word}, ${where}: show them`,
    });
    part.append(words);
    part.style.width = `${wide.toFixed(2)}px`;
    track.append(painted(part, one.paint));
    line.push(part);
    if (!shown) left.push([one, part]);
  }
  for (const [one, part] of left) {
    const chip = el("span", { class: "chip", "aria-hidden": "true", title: one.word }, swatch(one.paint), count(one.count));
    chip.dataset.hit = "";
    chip.behind = part.behind;
    track.append(chip);
  }
  if (!row.of_all) track.append(el("span", { class: "chip" }, "no pupils"));
  const head = (words) => el("span", { class: roomy ? "unseen" : "soft" }, words && `${words}: `);
  const item = el(
    "li",
    { class: "bars-row" },
    name,
    track,
    row.said && el("span", { class: "said" }, head(bars.said_head), row.said),
    row.beside && el("span", { class: "beside" }, head(bars.beside_head), row.beside),
  );
  return { item, line };
}
