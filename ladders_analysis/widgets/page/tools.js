// Taking it away: a link or a line of code that brings the page back, and files of what is shown.
import { el, button } from "./dom.js";

const KINDS = { csv: "CSV", xlsx: "Excel", png: "PNG", svg: "SVG" };
const SECRET = "token";

/**
 * Write the address of this page with a selection at its end, and without the token that opens it.
 * @param {string} link
 */
export function addressOf(link) {
  const address = new URL(location.href);
  address.searchParams.delete(SECRET);
  address.hash = link;
  return address.href;
}

export class Tools {
  /**
   * @param {(kind: string) => void} want
   * @param {(work: Function) => Function} guard
   */
  constructor(want, guard) {
    this.link = "";
    this.code = "";
    this.said = el("span", { role: "status", class: "tools-said" });
    this.field = el("input", { readonly: true, "aria-label": "To copy", class: "to-copy" });
    this.by_hand = el("span", { hidden: true, class: "by-hand" }, "Copy this: ", this.field);
    const copying = [
      this.tool("Copy link", guard(() => this.copy(addressOf(this.link), "The link"))),
      this.tool("Copy code", guard(() => this.copy(this.code, "The line of code"))),
    ];
    const files = Object.entries(KINDS).map(([kind, name]) => {
      const made = this.tool(name, guard(() => want(kind)));
      made.dataset.wanted = kind;
      made.setAttribute("aria-label", `Download ${name}`);
      return made;
    });
    this.box = el(
      "div",
      { class: "tools", role: "group", "aria-label": "Take it away" },
      ...copying,
      el("span", { class: "tools-files" }, el("span", { class: "soft", "aria-hidden": "true" }, "Download"), ...files),
      this.said,
      this.by_hand,
    );
  }

  tool(words, work) {
    const made = button(words, { class: "quiet" });
    made.addEventListener("click", work);
    return made;
  }

  /** Copy, or where the browser does not allow it show the text chosen, ready to be copied. */
  async copy(words, name) {
    this.by_hand.hidden = true;
    try {
      await navigator.clipboard.writeText(words);
      this.say(`${name} is copied.`);
    } catch {
      this.field.value = words;
      this.by_hand.hidden = false;
      this.field.focus();
      this.field.select();
      this.say("The browser does not let the page copy.");
    }
  }

  /** Hand a file that Python made to the browser. @param {{name: string, media: string, data: DataView}} file */
  save(file) {
    const address = URL.createObjectURL(new Blob([file.data], { type: file.media }));
    const anchor = el("a", { href: address, download: file.name });
    document.body.append(anchor);
    anchor.click();
    anchor.remove();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
    this.say(`Saved as ${file.name}.`);
  }

  /** @param {string} words */
  say(words) {
    this.said.textContent = words;
  }

  show(link, code) {
    if (this.link !== link) {
      this.by_hand.hidden = true;
      this.say("");
    }
    [this.link, this.code] = [link, code];
  }
}
