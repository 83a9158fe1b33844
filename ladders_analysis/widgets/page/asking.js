// What the page asks of Python: changes of the selection, numbered, none lost while others wait.

const PASSING = new Set(["behind", "pupil"]);
const KNOWN = /^#?(part|school|cohort|class_name|subject|start|end|definition|order|pupil|group\.[^=]+|behind\.[^=]+)=/;

/** Read the end of an address where it is a selection. @param {string} hash */
export function linkIn(hash) {
  return KNOWN.test(hash) ? hash.replace(/^#/, "") : "";
}

/**
 * Add changes to those that wait for an answer: what was clicked is forgotten when anything else is
 * chosen, as a selection does.
 */
export function merged(waiting, changes) {
  const kept = { ...waiting };
  const lasting = Object.keys(changes).some((name) => !PASSING.has(name));
  if (lasting) delete kept.behind;
  if (lasting || "behind" in changes) delete kept.pupil;
  return { ...kept, ...changes };
}

export class Asking {
  constructor(model) {
    this.model = model;
    this.waiting = {};
    this.seq = Math.max(model.get("asked")?.seq ?? 0, model.get("view")?.seq ?? 0);
  }

  /** Ask for a changed selection. @param {object} changes */
  ask(changes) {
    this.waiting = merged(this.waiting, changes);
    this.seq = Math.max(this.seq, this.model.get("view")?.seq ?? 0) + 1;
    this.model.set("asked", { seq: this.seq, ...this.waiting });
    this.model.save_changes();
  }

  /** Say whether a view answers the latest question; older ones are not drawn. @param {View} view */
  answers(view) {
    if (view.seq < this.seq) return false;
    this.seq = view.seq;
    this.waiting = {};
    return true;
  }

  /** Ask for a file. @param {string} kind @returns {number} The number its answer will have. */
  want(kind) {
    const seq = Math.max(this.model.get("wanted")?.seq ?? 0, this.model.get("file")?.seq ?? 0) + 1;
    this.model.set("wanted", { seq, kind });
    this.model.save_changes();
    return seq;
  }
}
