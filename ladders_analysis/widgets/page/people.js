// The pupils behind what was clicked, and one pupil's record: what is known, and what to ask.
import { el, button, pupils } from "./dom.js";
import { KEY_SIGN, STATES, STATE_SIGNS } from "./states.js";

/** A place on the page with a heading that takes the focus and a button that closes it. */
class Place {
  /**
   * @param {string} uid
   * @param {string} name
   * @param {string} closing What the button says.
   * @param {() => void} close
   */
  constructor(uid, name, closing, close) {
    const id = `${uid}-${name}`;
    this.heading = el("h2", { id, tabindex: "-1" });
    this.inside = el("div");
    const shut = button(closing, { class: "quiet close" });
    shut.addEventListener("click", close);
    this.box = el(
      "section",
      { class: `place ${name}`, "aria-labelledby": id, hidden: true },
      el("div", { class: "place-head" }, this.heading, shut),
      this.inside,
    );
    this.written = "";
  }

  /**
   * Show a record, or nothing.
   * @returns {boolean} Whether it is another one than before.
   */
  show(record) {
    const written = record ? JSON.stringify(record) : "";
    if (written === this.written) return false;
    this.written = written;
    this.box.hidden = !record;
    this.heading.textContent = record ? record.title : "";
    this.inside.replaceChildren(...(record ? this.draw(record) : []));
    return true;
  }

  /** Take the reader there, without haste. */
  welcome() {
    this.heading.focus({ preventScroll: true });
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.box.scrollIntoView({ block: "nearest", behavior: calm ? "auto" : "smooth" });
    const top = this.heading.getBoundingClientRect().top;
    if (top > innerHeight * 0.8) this.box.scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
  }
}

export class BehindPlace extends Place {
  constructor(uid, ask) {
    super(uid, "behind", "Close the list", () => ask({ behind: null }));
    this.inside.addEventListener("click", (event) => {
      const opener = event.target.closest?.("[data-pupil]");
      if (opener) ask({ pupil: opener.dataset.pupil });
    });
  }

  /** @param {BehindView} record */
  draw(record) {
    if (!record.rows.length) return [el("p", {}, "Nobody stands behind it.")];
    const rows = record.rows.map((row) => {
      const opener = button(row.name, { class: "linkish", "data-pupil": row.pupil, "aria-label": `${row.name}: open the record` });
      return el(
        "tr",
        {},
        el("th", { scope: "row" }, opener, row.class_name && el("span", { class: "soft" }, row.class_name)),
        el("td", {}, ...known(row)),
        el("td", { class: "question" }, row.ask),
      );
    });
    const heads = ["Pupil", "What is recorded", "What to ask"].map((name) => el("th", { scope: "col" }, name));
    const made = [
      el(
        "table",
        { class: "plain people" },
        el("caption", { class: "unseen" }, record.title),
        el("thead", {}, el("tr", {}, ...heads)),
        el("tbody", {}, ...rows),
      ),
    ];
    if (record.more) made.push(el("p", { class: "soft" }, `And ${pupils(record.more)} more: choose a class or a group to see fewer at a time.`));
    return made;
  }

  /** Find the button that opens a pupil's record. @param {string} pupil */
  opener(pupil) {
    return [...this.inside.querySelectorAll("[data-pupil]")].find((one) => one.dataset.pupil === pupil);
  }
}

/** Say what is known of a pupil in a list. @param {BehindRow} row */
function known(row) {
  const way = row.then && row.now ? `${row.then} → ${row.now}` : row.then || row.now;
  const first = [row.subject, way].filter(Boolean).join(": ");
  return [
    first && el("span", { class: "line" }, first),
    row.outcome && el("span", { class: "line strong" }, row.outcome),
    row.because && el("span", { class: "line soft" }, row.because),
  ];
}

export class PupilPlace extends Place {
  constructor(uid, ask) {
    super(uid, "pupil", "Close the record", () => ask({ pupil: "" }));
  }

  /** @param {PupilView} record */
  draw(record) {
    const part = (title, lines) =>
      lines.length ? [el("h3", {}, title), el("ul", {}, ...lines.map((line) => el("li", {}, line)))] : [];
    return [
      ...record.sentences.map((sentence) => el("p", {}, sentence)),
      record.ask && el("p", { class: "question boxed" }, el("strong", {}, "To ask: "), record.ask),
      ...part("The teacher’s own view", record.teacher),
      ...part("Conversations", record.conversations),
      ...(record.statements.length ? [el("h3", {}, "Statements"), statementTable(record)] : []),
    ].filter(Boolean);
  }
}

function statementTable(record) {
  const rows = record.statements.map((line) =>
    el(
      "tr",
      {},
      el(
        "th",
        { scope: "row" },
        line.key ? `${KEY_SIGN} ${line.text}` : line.text,
        el("span", { class: "soft line" }, [line.ladder, line.year].filter(Boolean).join(", ")),
      ),
      el("td", {}, el("span", { "aria-hidden": "true", class: "sign" }, STATE_SIGNS[line.state]), STATES[line.state]),
      el(
        "td",
        {},
        el("span", { class: "line" }, [line.judged, line.on].filter(Boolean).join(", ")),
        ...line.earlier.map((one) => el("span", { class: "line soft" }, one)),
      ),
      el("td", {}, line.evidence, line.note && el("span", { class: "line" }, line.note)),
    ),
  );
  const heads = ["Statement", "State", "Judged", "Evidence and notes"].map((name) => el("th", { scope: "col" }, name));
  return el(
    "table",
    { class: "plain statements" },
    el("caption", { class: "unseen" }, `Statements of ${record.title}`),
    el("thead", {}, el("tr", {}, ...heads)),
    el("tbody", {}, ...rows),
  );
}
