// The four questions as tabs: one is looked at, the arrow keys move between them.
import { el, button } from "./dom.js";

const QUESTIONS = {
  where: "Where are we now?",
  moved: "What has moved?",
  statements: "Which statements?",
  groups: "Groups",
};

export class Tabs {
  /**
   * @param {string} uid
   * @param {string[]} parts
   * @param {(part: string) => void} chosen
   */
  constructor(uid, parts, chosen) {
    this.tabs = parts.map((part) => {
      const tab = button(QUESTIONS[part], { role: "tab", "data-part": part, id: `${uid}-tab-${part}`, tabindex: "-1", "aria-selected": "false" });
      tab.setAttribute("aria-controls", `${uid}-panel`);
      tab.addEventListener("click", () => chosen(part));
      return tab;
    });
    const list = el("div", { role: "tablist", class: "tabs", "aria-label": "Questions" }, ...this.tabs);
    list.addEventListener("keydown", (event) => this.move(event));
    const many = parts.length > 1;
    this.box = many ? list : el("span", { hidden: true });
    this.panel = el("div", many ? { role: "tabpanel", id: `${uid}-panel` } : { role: "group", "aria-label": QUESTIONS[parts[0]] });
  }

  /** Move between tabs; the one moved to is chosen by Enter or a click. */
  move(event) {
    const steps = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const last = this.tabs.length - 1;
    const now = this.tabs.indexOf(event.target.closest("[role=tab]"));
    const to = Number.isFinite(step) ? (now + step + last + 1) % (last + 1) : step < 0 ? 0 : last;
    this.tabs[to].focus();
  }

  /** @param {string} part */
  show(part) {
    for (const tab of this.tabs) {
      const chosen = tab.dataset.part === part;
      tab.setAttribute("aria-selected", String(chosen));
      tab.setAttribute("tabindex", chosen ? "0" : "-1");
      if (chosen && this.tabs.length > 1) this.panel.setAttribute("aria-labelledby", tab.id);
    }
  }
}
