// The picture of a part, with its title, key and small print; drawn anew only when it is another.
import { el, keyOf } from "./dom.js";
import { legend, readable } from "./paints.js";
import { drawBars } from "./bars.js";
import { drawFlow } from "./flow.js";
import { drawGrid } from "./grid.js";
import { KEY_SIGN } from "./states.js";

const DRAWINGS = { bars: drawBars, flow: drawFlow, grid: drawGrid };

export class Picture {
  /**
   * @param {string} uid
   * @param {(changes: object) => void} ask
   * @param {(work: Function) => Function} guard
   */
  constructor(uid, ask, guard) {
    this.uid = uid;
    this.box = el("figure", { class: "picture" });
    this.drawn = null;
    this.chosen = null;
    this.record = null;
    this.written = "";
    const choose = guard((event) => {
      const hit = event.target.closest?.("[data-hit]");
      if (!hit || !this.box.contains(hit)) return;
      if (event.type === "keydown") {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
      }
      const behind = hit.behind ?? this.drawn?.figure.behindOf?.(hit);
      if (behind) ask({ behind });
    });
    this.box.addEventListener("click", choose);
    this.box.addEventListener("keydown", choose);
  }

  /**
   * Show a picture, or nothing.
   * @param {?object} record
   * @param {?Behind} behind What was clicked.
   * @param {number} width
   */
  show(record, behind, width) {
    const written = record ? `${width}${JSON.stringify(record)}` : "";
    if (written !== this.written) {
      this.record = record;
      this.draw(width);
      this.written = written;
    }
    this.mark(behind);
  }

  /** Draw again where the page has become wider or narrower. @param {number} width */
  resize(width, behind) {
    if (this.record) this.show(this.record, behind, width);
  }

  draw(width) {
    const record = this.record;
    const fresh = document.createDocumentFragment();
    this.drawn = null;
    this.box.className = `picture ${record ? `shows-${record.kind}` : ""}`;
    if (record?.kind === "message") {
      fresh.append(el("p", { class: "title" }, record.title), el("p", {}, record.detail));
    } else if (record) {
      this.drawn = DRAWINGS[record.kind](record, { uid: this.uid, width });
      const name = `${this.uid}-title`;
      this.drawn.figure.setAttribute("aria-labelledby", name);
      const key = record.kind === "grid" && record.statements.some((one) => one.key);
      fresh.append(
        el(
          "figcaption",
          {},
          el("p", { class: "title", id: name }, record.title),
          record.under ? el("p", { class: "under" }, record.under) : null,
        ),
      );
      const keys = legend(record.kind === "grid" ? readable(record.keys) : record.keys, key ? `${KEY_SIGN} key statement` : "");
      fresh.append(keys, this.drawn.figure);
      if (record.kind !== "grid") fresh.append(el("p", { class: "hint" }, "Click a part to see the pupils behind it. With the keyboard, the arrow keys move between the parts, and Enter shows the pupils."));
      if (record.note) fresh.append(el("p", { class: "note" }, record.note));
    }
    this.box.replaceChildren(fresh);
    this.box.hidden = !record;
    this.chosen = null;
  }

  /** Mark the part whose pupils are shown. */
  mark(behind) {
    const found = behind ? this.drawn?.at.get(keyOf(behind)) : null;
    if (found === this.chosen) return;
    this.chosen?.classList.remove("chosen");
    found?.classList.add("chosen");
    this.chosen = found ?? null;
  }
}
