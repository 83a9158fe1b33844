// How a word is drawn: a colour, and a hatch that says the same to whoever cannot tell the colour.
import { el, svg, count } from "./dom.js";

const HATCHES = ["stripes", "dots", "dashes", "crosses"];
const LINES = {
  stripes: "M-2 10 10-2M6 10 10 6M-2 2 2-2",
  dots: "M2 2h1.6v1.6H2zM6 6h1.6v1.6H6z",
  dashes: "M0 2h4M4 6h4",
  crosses: "M0 0 8 8M8 0 0 8",
};

/**
 * Paint an HTML element.
 * @param {HTMLElement} element
 * @param {Paint} paint
 */
export function painted(element, paint) {
  element.style.backgroundColor = paint.fill;
  element.style.color = paint.ink;
  if (paint.hatch) element.classList.add("hatched", `hatch-${paint.hatch}`);
  return element;
}

/**
 * Let the signs of states be read: dark on fills that are all light.
 * @param {Key[]} keys
 */
export function readable(keys) {
  return keys.map((key) => ({ ...key, paint: { ...key.paint, ink: "#1d2733" } }));
}

/**
 * Make the patterns that SVG shapes of one page are hatched with.
 * @param {string} uid Keeps the patterns of several pages apart.
 */
export function patterns(uid) {
  const made = HATCHES.map((name) =>
    svg(
      "pattern",
      { id: `${uid}-${name}`, width: 8, height: 8, patternUnits: "userSpaceOnUse" },
      svg("path", { d: LINES[name], stroke: "#8794a1", fill: "none", "stroke-width": 1.1 }),
    ),
  );
  return svg("defs", {}, ...made);
}

/**
 * Make a little sample of a paint, with the sign that says the same.
 * @param {Paint} paint
 * @param {string} [sign]
 */
export function swatch(paint, sign = "") {
  return painted(el("span", { class: "swatch", "aria-hidden": "true" }, sign), paint);
}

/**
 * Make a legend.
 * @param {Key[]} keys
 * @param {string} [last] What else the picture's signs mean.
 */
export function legend(keys, last = "") {
  const entries = keys.map((key) => {
    const number = key.pupils === null || key.pupils === undefined ? "" : `${count(key.pupils)} `;
    return el("li", {}, swatch(key.paint, key.sign), `${number}${key.word}`);
  });
  if (last) entries.push(el("li", {}, last));
  return el("ul", { class: "legend", "aria-label": "Key" }, ...entries);
}
