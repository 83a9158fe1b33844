// One stop for the tab key in a picture of many parts; the arrow keys move between the parts.

/**
 * Let the arrow keys move between the parts of a picture.
 * @param {HTMLElement} box Holds the parts.
 * @param {ArrayLike<ArrayLike<Element>>} lines The parts, line by line.
 * @param {boolean} [columns] Whether a line runs down the picture rather than across.
 */
export function roving(box, lines, columns = false) {
  const along = columns ? ["ArrowUp", "ArrowDown"] : ["ArrowLeft", "ArrowRight"];
  const across = columns ? ["ArrowLeft", "ArrowRight"] : ["ArrowUp", "ArrowDown"];
  let current = lines[0]?.[0];
  current?.setAttribute("tabindex", "0");

  const placeOf = (part) => {
    for (let line = 0; line < lines.length; line += 1) {
      const place = Array.prototype.indexOf.call(lines[line], part);
      if (place >= 0) return [line, place];
    }
    return null;
  };
  const next = (key, line, place) => {
    const last = lines[line].length - 1;
    if (key === "Home") return lines[line][0];
    if (key === "End") return lines[line][last];
    if (along.includes(key)) {
      return lines[line][place + (key === along[0] ? -1 : 1)];
    }
    if (across.includes(key)) {
      const other = lines[line + (key === across[0] ? -1 : 1)];
      if (!other) return null;
      const share = other.length === lines[line].length ? place : (place / (last || 1)) * (other.length - 1);
      return other[Math.min(columns ? Math.round(share) : place, other.length - 1)];
    }
    return null;
  };
  box.addEventListener("focusin", (event) => {
    if (event.target === current || !placeOf(event.target)) return;
    current?.setAttribute("tabindex", "-1");
    current = event.target;
    current.setAttribute("tabindex", "0");
  });
  box.addEventListener("keydown", (event) => {
    const at = placeOf(event.target);
    if (!at || event.altKey || event.ctrlKey || event.metaKey) return;
    const to = next(event.key, ...at);
    if (to) {
      event.preventDefault();
      to.focus();
    }
  });
}
