// The page: it asks, and draws what is answered. Whatever goes wrong is said where it is seen.
import { el } from "./dom.js";
import { Asking, linkIn } from "./asking.js";
import { Controls, changeOf } from "./controls.js";
import { BehindPlace, PupilPlace } from "./people.js";
import { Picture } from "./picture.js";
import { TableBehind } from "./table.js";
import { Tabs } from "./tabs.js";
import { Tools } from "./tools.js";

const PADDING = 40;
let pages = 0;

class Page {
  constructor(model, host) {
    pages += 1;
    const uid = `ladders-${pages}-${Math.random().toString(36).slice(2, 7)}`;
    const guard = (work) => (...given) => this.guarded(work, given);
    const ask = guard((changes) => this.ask(changes));
    this.model = model;
    this.asking = new Asking(model);
    this.selection = {};
    this.welcoming = "";
    this.file = 0;
    this.controls = new Controls(uid, guard((name, value) => this.choose(name, value)));
    this.tabs = new Tabs(uid, model.get("parts"), (part) => ask({ part }));
    this.tools = new Tools((kind) => this.want(kind), guard);
    this.picture = new Picture(uid, ask, guard);
    this.table = new TableBehind();
    this.behind = new BehindPlace(uid, ask);
    this.pupil = new PupilPlace(uid, ask);
    this.sentence = el("p", { class: "sentence", role: "status", "aria-live": "polite" });
    this.trouble = el("div", { class: "trouble", role: "alert", hidden: true });
    this.remark = el("p", { class: "remark", hidden: true });
    this.further = el("div", { class: "further" });
    this.tabs.panel.append(this.picture.box, this.further, this.table.box);
    this.answer = el("div", { class: "answer" }, this.tools.box, this.remark, this.tabs.box, this.tabs.panel, this.behind.box, this.pupil.box);
    this.root = el(
      "section",
      { class: "ladders-explorer", "aria-label": "Explorer", "aria-busy": "true" },
      this.controls.box,
      this.sentence,
      this.trouble,
      this.answer,
    );
    host.append(this.root);
    this.drawView = guard(() => this.draw());
    this.saveFile = guard(() => this.save());
    this.width = this.measured();
    this.watcher = new ResizeObserver(guard(() => this.resize()));
  }

  start() {
    this.model.on("change:view", this.drawView);
    this.model.on("change:file", this.saveFile);
    this.watcher.observe(this.root);
    this.drawView();
  }

  stop() {
    this.model.off("change:view", this.drawView);
    this.model.off("change:file", this.saveFile);
    this.watcher.disconnect();
    this.root.remove();
  }

  measured() {
    return Math.round((this.root.clientWidth || 900) - PADDING);
  }

  resize() {
    const width = this.measured();
    if (width === this.width || width <= 0) return;
    this.width = width;
    this.picture.resize(width, this.selection.behind);
  }

  /** Do something; where it fails, say so on the page and in the browser's console. */
  guarded(work, given) {
    const failed = (error) => {
      console.error(error);
      this.alarm(`This page could not do that (${error?.name ?? "Error"}). Load the page again; if it happens again, tell whoever looks after this toolkit what was chosen.`);
    };
    try {
      const done = work(...given);
      return done instanceof Promise ? done.catch(failed) : done;
    } catch (error) {
      return failed(error);
    }
  }

  alarm(words) {
    this.trouble.hidden = !words;
    this.trouble.replaceChildren(...(words ? [el("p", {}, words)] : []));
    this.root.removeAttribute("aria-busy");
  }

  choose(name, value) {
    const groups = this.asking.waiting.groups ?? this.selection.groups ?? {};
    this.ask(changeOf(name, value, groups));
  }

  ask(changes) {
    this.root.setAttribute("aria-busy", "true");
    this.welcoming = changes.behind ? "behind" : changes.pupil ? "pupil" : "pupil" in changes ? "opener" : "";
    this.asking.ask(changes);
  }

  want(kind) {
    this.tools.say("One moment …");
    this.file = this.asking.want(kind);
  }

  save() {
    const file = this.model.get("file");
    if (!file || file.seq !== this.file) return;
    if (file.trouble) {
      this.tools.say("");
      this.alarm(file.trouble);
    } else this.tools.save(file);
  }

  draw() {
    /** @type {View} */
    const view = this.model.get("view");
    if (!view || view.seq === undefined || !this.asking.answers(view)) return;
    const opened = this.selection.pupil;
    this.selection = view.selection ?? {};
    if (view.controls?.length) this.controls.show(view.controls, this.selection.part ?? "where");
    this.say(view.trouble ? [] : view.part?.sentences ?? []);
    this.answer.hidden = Boolean(view.trouble);
    const part = view.trouble ? null : view.part;
    this.tabs.show(this.selection.part ?? "where");
    this.tools.show(view.link, view.code);
    this.remark.hidden = !view.remark;
    this.remark.textContent = view.remark ?? "";
    this.picture.show(part?.picture ?? null, this.selection.behind, this.width);
    this.table.show(part?.table ?? null);
    this.behind.show(view.trouble ? null : view.behind);
    this.pupil.show(view.trouble ? null : view.pupil);
    this.alarm(view.trouble ?? "");
    this.root.dataset.seq = String(view.seq);
    this.welcome(opened);
  }

  /** Say what is chosen and found, above the picture; the same words are not said twice. */
  say([first, ...others]) {
    if (this.sentence.textContent !== (first ?? "")) this.sentence.textContent = first ?? "";
    this.further.replaceChildren(...others.map((line) => el("p", {}, line)));
  }

  /** Take the reader to what they asked for, or back to where they came from. */
  welcome(opened) {
    const where = this.welcoming;
    this.welcoming = "";
    if (where === "behind" && !this.behind.box.hidden) this.behind.welcome();
    if (where === "pupil" && !this.pupil.box.hidden) this.pupil.welcome();
    if (where === "opener" && opened) this.behind.opener(opened)?.focus();
  }
}

/** Ask for the selection that the page's address ends with. */
function initialize({ model }) {
  const link = linkIn(location.hash);
  if (link) new Asking(model).ask({ link });
}

function render({ model, el: host }) {
  const page = new Page(model, host);
  page.start();
  return () => page.stop();
}

export default { initialize, render };
