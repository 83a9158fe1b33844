// The tiles and signs of a gap grid: two shapes a state, however many cells there are, so that a
// class's grid is painted while somebody waits. The table's own cells lie over them, empty.
import { svg } from "./dom.js";

const GAP_SHARE = 0.6;
const SIGN_PATHS = [
  (x, y) => `M${x - 1.2} ${y}a1.2 1.2 0 1 0 2.4 0a1.2 1.2 0 1 0-2.4 0`,
  (x, y) => `M${x - 4} ${y}a4 4 0 1 0 8 0a4 4 0 1 0-8 0`,
  (x, y) => `M${x - 4} ${y - 4}l8 8m-8 0l8-8`,
  (x, y) => `M${x - 4} ${y}l3 3.5l5.5-7`,
];

/**
 * Draw the tiles and signs of all cells.
 * @param {GapGrid} grid
 * @param {Paint[]} paints Of the four states.
 * @param {number} wide A cell's width [pixels].
 * @param {number} tall A row's height [pixels].
 */
export function drawCells(grid, paints, wide, tall) {
  const tiles = paints.map(() => []);
  const signs = paints.map(() => []);
  const across = wide - 2 * GAP_SHARE;
  const down = tall - 2 * GAP_SHARE;
  const tile = `h${across}v${down}h${-across}z`;
  grid.pupils.forEach((pupil, row) => {
    const top = row * tall;
    for (let place = 0; place < pupil.cells.length; place += 1) {
      const state = pupil.cells[place];
      if (!tiles[state]) continue;
      tiles[state].push(`M${place * wide + GAP_SHARE} ${top + GAP_SHARE}${tile}`);
      signs[state].push(SIGN_PATHS[state](place * wide + wide / 2, top + tall / 2));
    }
  });
  const picture = svg("svg", {
    class: "cells",
    "aria-hidden": "true",
    width: grid.statements.length * wide,
    height: grid.pupils.length * tall,
  });
  paints.forEach((paint, state) => {
    picture.append(
      svg("path", { d: tiles[state].join(""), fill: paint.fill }),
      svg("path", { d: signs[state].join(""), fill: "none", stroke: paint.ink, "stroke-width": 1.7 }),
    );
  });
  return picture;
}
