// A flow: pupils by where they stood then, by where they stand now, and a band for every way between.
import { el, svg, count, keyOf, pupils, shorten } from "./dom.js";
import { patterns } from "./paints.js";
import { roving } from "./roving.js";

const FLOW_LINE = 19;
const NODE_WIDE = 14;
const LETTER_WIDE = 7.2;
const FLOW_WIDE = 1000;

/** Move places apart so that none is nearer than a line to the one above it, and all are inside. */
export function spread(wanted, line, from, to) {
  const places = [];
  wanted.forEach((place, number) => {
    places.push(Math.max(place, number ? places[number - 1] + line : from));
  });
  for (let number = places.length - 1, limit = to; number >= 0; number -= 1, limit -= line) {
    places[number] = Math.min(places[number], limit);
    limit = places[number];
  }
  return places;
}

/**
 * Trace a band: level at both ends, down = start + (end − start)(3x² − 2x³). A cubic curve with its
 * middle points at a third and two thirds across is exactly that.
 */
function outline(band, left, wide, tall, top) {
  const x = [left, left + wide / 3, left + (2 * wide) / 3, left + wide].map((one) => one.toFixed(1));
  const y = (share) => (top + share * tall).toFixed(1);
  const [a, b, c, d] = [band.start_top, band.end_top, band.end_bottom, band.start_bottom].map(y);
  return `M${x[0]} ${a}C${x[1]} ${a} ${x[2]} ${b} ${x[3]} ${b}L${x[3]} ${c}C${x[2]} ${c} ${x[1]} ${d} ${x[0]} ${d}Z`;
}

/**
 * Draw a flow.
 * @param {Flow} flow
 * @param {Room} room
 * @returns {Drawn}
 */
export function drawFlow(flow, room) {
  const wide = Math.min(room.width, FLOW_WIDE);
  const side = wide >= 560 ? 178 : 84;
  const roomy = wide >= 560;
  const left = side + NODE_WIDE;
  const reach = wide - 2 * left;
  const needed = FLOW_LINE * (flow.bands.length + 1);
  const tall = Math.max(Math.min(380, 120 + 26 * flow.pupils), needed, roomy ? 0 : 300);
  const top = 30;
  const at = new Map();
  const picture = svg("svg", { width: wide, height: top + tall + 14, role: "group", class: "flow" });
  picture.setAttribute("aria-label", `${pupils(flow.pupils)}, ${flow.start} to ${flow.end}`);
  picture.append(patterns(room.uid));
  picture.append(
    svg("text", { x: left, y: 16, class: "flow-head", "text-anchor": "end" }, shorten(flow.start, side / LETTER_WIDE)),
    svg("text", { x: wide - left, y: 16, class: "flow-head" }, shorten(flow.end, side / LETTER_WIDE)),
  );
  const hit = (shape, paint, behind, words) => {
    const group = svg("g", { class: "hit", tabindex: "-1", role: "button", "data-hit": "", "aria-label": words });
    shape.setAttribute("fill", paint.fill);
    group.append(svg("title", {}, words.replace(/: show.*$/, "")), shape);
    if (paint.hatch) {
      const over = shape.cloneNode();
      over.setAttribute("fill", `url(#${room.uid}-${paint.hatch})`);
      over.classList.add("hatching");
      group.append(over);
    }
    group.behind = behind;
    at.set(keyOf(behind), group);
    return group;
  };
  const bands = flow.bands.map((band) => {
    const way = band.start === band.end ? `stayed ${band.start}` : `${band.start} to ${band.end}`;
    const shape = svg("path", { d: outline(band, left, reach, tall, top), class: "band" });
    return hit(shape, band.paint, band.behind, `${pupils(band.pupils)} ${way}, ${band.direction}: show them`);
  });
  const boxes = (which) =>
    flow.nodes
      .filter((node) => node.side === which)
      .map((node) => {
        const shape = svg("rect", {
          x: which === "start" ? side : wide - left,
          y: top + node.top * tall,
          width: NODE_WIDE,
          height: Math.max((node.bottom - node.top) * tall, 2),
          class: "node",
        });
        const when = which === "start" ? flow.start : flow.end;
        return hit(shape, node.paint, node.behind, `${pupils(node.pupils)} ${node.word}, ${when}: show them`);
      });
  const [starts, ends] = [boxes("start"), boxes("end")];
  const order = flow.bands.map((_, number) => number).sort((a, b) => flow.bands[b].pupils - flow.bands[a].pupils);
  picture.append(...order.map((number) => bands[number]), ...starts, ...ends);
  for (const which of ["start", "end"]) labelNodes(picture, flow, which, { wide, side, tall, top, roomy });
  labelBands(picture, flow, { left, reach, tall, top });
  const figure = el("div", { class: "flow-box" }, picture);
  roving(figure, [starts, bands, ends].filter((line) => line.length), true);
  return { figure, at };
}

/** Break a word's name into lines of so many letters. */
function brokenUp(words, letters) {
  const lines = [];
  for (const word of words.split(" ")) {
    const last = lines.length - 1;
    if (last >= 0 && lines[last].length + word.length < letters) lines[last] += ` ${word}`;
    else lines.push(shorten(word, letters));
  }
  return lines;
}

/** Write each box's number and word beside it, none over another. */
function labelNodes(picture, flow, which, { wide, side, tall, top, roomy }) {
  const nodes = flow.nodes.filter((node) => node.side === which);
  const line = roomy ? FLOW_LINE : 46;
  const wanted = nodes.map((node) => top + ((node.top + node.bottom) / 2) * tall);
  const places = spread(wanted, line, top + line / 2 - 2, top + tall);
  const start = which === "start";
  nodes.forEach((node, number) => {
    const x = start ? side - 10 : wide - side + 10;
    const y = places[number] + 5;
    const lines = roomy ? [] : brokenUp(node.word, 13);
    const words = svg("text", { x, y: y - 7 * lines.length, "text-anchor": start ? "end" : "start", class: "flow-label" });
    words.append(svg("tspan", { class: "strong" }, count(node.pupils)));
    if (roomy) words.append(` ${shorten(node.word, side / LETTER_WIDE - 3)}`);
    words.append(...lines.map((each) => svg("tspan", { x, dy: 14, class: "smaller" }, each)));
    picture.append(words);
    if (Math.abs(places[number] - wanted[number]) > 6) {
      const edge = start ? side : wide - side;
      const to = x + (start ? 3 : -3);
      picture.append(svg("path", { class: "leader", d: `M${edge} ${wanted[number]}L${to} ${places[number]}` }));
    }
  });
}

/** Write each band's sign and count where it leaves, none over another. */
function labelBands(picture, flow, { left, reach, tall, top }) {
  const across = 12 / reach;
  const eased = across * across * (3 - 2 * across);
  const middle = (band) => {
    const start = (band.start_top + band.start_bottom) / 2;
    return top + (start + ((band.end_top + band.end_bottom) / 2 - start) * eased) * tall;
  };
  const wanted = flow.bands.map(middle);
  const places = spread(wanted, FLOW_LINE, top + 8, top + tall + 4);
  flow.bands.forEach((band, number) => {
    const words = `${band.sign} ${count(band.pupils)}`;
    const moved = Math.abs(places[number] - wanted[number]) > 6;
    const x = left + (moved ? 24 : 9);
    if (moved) picture.append(svg("path", { class: "leader", d: `M${left + 2} ${wanted[number]}L${x} ${places[number]}` }));
    picture.append(
      svg("rect", { class: "tag", x, y: places[number] - 8.5, width: 8 * words.length + 8, height: 17, rx: 4 }),
      svg("text", { class: "tag-text", x: x + 4, y: places[number] + 4.5 }, words),
    );
  });
}
