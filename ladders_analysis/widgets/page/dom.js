// Elements, made without markup: whatever a school's export holds stands on the page as text.

const SVG = "http://www.w3.org/2000/svg";
const NUMBERS = new Intl.NumberFormat("en-GB");

/**
 * Fill an element with attributes and children.
 * @template {Element} T
 * @param {T} made
 * @param {Record<string, any>} attributes Those that are null, undefined or false are left out.
 * @param {(Node|string|null|undefined|false)[]} children Text stands as text.
 * @returns {T}
 */
function filled(made, attributes, children) {
  for (const name in attributes) {
    const value = attributes[name];
    if (value !== null && value !== undefined && value !== false) {
      made.setAttribute(name, value === true ? "" : String(value));
    }
  }
  for (const child of children) {
    if (child || child === "") made.append(child);
  }
  return made;
}

/**
 * Make an HTML element.
 * @param {string} name
 * @param {Record<string, any>} [attributes]
 * @param {...(Node|string|null|undefined|false)} children
 */
export function el(name, attributes = {}, ...children) {
  return filled(document.createElement(name), attributes, children);
}

/**
 * Make an SVG element.
 * @param {string} name
 * @param {Record<string, any>} [attributes]
 * @param {...(Node|string|null|undefined|false)} children
 */
export function svg(name, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, name), attributes, children);
}

/**
 * Make a button that never submits anything.
 * @param {string} words
 * @param {Record<string, any>} [attributes]
 */
export function button(words, attributes = {}) {
  return el("button", { type: "button", ...attributes }, words);
}

/** Write a number as people in England do. @param {number} number */
export function count(number) {
  return NUMBERS.format(number);
}

/** Write a number of pupils. @param {number} number */
export function pupils(number) {
  return number === 1 ? "1 pupil" : `${count(number)} pupils`;
}

/**
 * Write what was clicked so that equal ones are equal text.
 * @param {Behind|null|undefined} behind
 */
export function keyOf(behind) {
  if (!behind) return "";
  return Object.keys(behind)
    .filter((name) => behind[name])
    .sort()
    .map((name) => `${name}=${behind[name]}`)
    .join("\n");
}

/** Shorten text to so many letters. @param {string} text @param {number} letters */
export function shorten(text, letters) {
  return text.length <= letters ? text : `${text.slice(0, Math.max(letters - 1, 1)).trimEnd()}…`;
}
