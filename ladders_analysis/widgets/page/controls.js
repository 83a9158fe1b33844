// The lists to choose from: native, labelled, and left alone while nothing about them has changed.
import { el } from "./dom.js";

const GROUP = "group:";
const ONLY = { start: ["moved", "groups"], definition: ["moved"], order: ["statements"] };

/**
 * Say what a change of a list means for the selection.
 * @param {string} name
 * @param {string} value
 * @param {Record<string, string>} groups The groups chosen so far.
 */
export function changeOf(name, value, groups) {
  if (name === "who") {
    const [kind, ...rest] = value.split(":");
    const chosen = rest.join(":");
    return {
      cohort: kind === "cohort" ? Number(chosen) : null,
      class_name: kind === "class" ? chosen : null,
    };
  }
  if (name.startsWith(GROUP)) {
    const column = name.slice(GROUP.length);
    const { [column]: _, ...others } = groups;
    return { groups: value ? { ...others, [column]: value } : others };
  }
  return { [name]: name === "subject" ? value || null : value };
}

export class Controls {
  /**
   * @param {string} uid
   * @param {(name: string, value: string) => void} chosen
   */
  constructor(uid, chosen) {
    this.uid = uid;
    this.chosen = chosen;
    this.lists = new Map();
    this.row = el("div", { class: "controls" });
    this.grouped = el("div", { class: "controls" });
    this.summary = el("summary", {}, "Groups");
    this.groups = el("details", { class: "groups" }, this.summary, this.grouped);
    this.box = el("div", { class: "choices", role: "group", "aria-label": "What to look at" }, this.row, this.groups);
  }

  /**
   * @param {Control[]} controls
   * @param {string} part What is looked at; lists that change nothing there are left out of sight.
   */
  show(controls, part) {
    const wanted = { row: [], grouped: [] };
    const names = new Set();
    for (const control of controls) {
      names.add(control.name);
      const made = this.list(control);
      made.label.hidden = Boolean(ONLY[control.name]) && !ONLY[control.name].includes(part);
      wanted[control.name.startsWith(GROUP) ? "grouped" : "row"].push(made.label);
    }
    for (const name of this.lists.keys()) if (!names.has(name)) this.lists.delete(name);
    for (const [place, labels] of Object.entries(wanted)) {
      const now = this[place].children;
      if (labels.length !== now.length || labels.some((label, number) => label !== now[number])) {
        this[place].replaceChildren(...labels);
      }
    }
    this.groups.hidden = !wanted.grouped.length;
    this.summarise(controls);
  }

  /** Say in one line which groups are chosen. */
  summarise(controls) {
    const chosen = controls
      .filter((control) => control.name.startsWith(GROUP) && control.value)
      .map((control) => `${control.label}: ${labelOf(control)}`);
    const words = `Groups: ${chosen.join(" and ") || "everybody"}`;
    if (this.summary.textContent !== words) this.summary.textContent = words;
  }

  /** Make a list, or bring the one there is up to date. */
  list(control) {
    const found = this.lists.get(control.name) ?? this.fresh(control.name);
    const written = JSON.stringify(control.options);
    if (found.written !== written) {
      found.select.replaceChildren(...optionsOf(control.options));
      found.written = written;
    }
    if (found.select.value !== control.value) found.select.value = control.value;
    if (found.words.textContent !== control.label) found.words.textContent = control.label;
    return found;
  }

  fresh(name) {
    const id = `${this.uid}-choose-${name}`;
    const select = el("select", { id, "data-control": name });
    const words = el("span");
    const label = el("label", { for: id, class: "control" }, words, select);
    select.addEventListener("change", () => this.chosen(name, select.value));
    const made = { select, words, label, written: "" };
    this.lists.set(name, made);
    return made;
  }
}

function labelOf(control) {
  return control.options.find((option) => option.value === control.value)?.label ?? control.value;
}

/** Write the entries of a list, runs of them under their heading. @param {Option[]} options */
function optionsOf(options) {
  const made = [];
  let run = null;
  for (const option of options) {
    const entry = el("option", { value: option.value }, option.label);
    if (!option.under) {
      run = null;
      made.push(entry);
      continue;
    }
    if (run?.label !== option.under) {
      run = el("optgroup", { label: option.under });
      made.push(run);
    }
    run.append(entry);
  }
  return made;
}
