// The glossary layer: words of the glossary get a dotted line, and their meaning on pointing, focus, click or Enter.

class Glossary {
  constructor(terms) {
    this.box = document.getElementById("term-text");
    this.button = document.getElementById("terms-switch");
    this.pinned = null;
    this.byWord = new Map(terms.flatMap((term) => term.words.map((word) => [word.toLowerCase(), term])));
    const words = [...this.byWord.keys()].sort((a, b) => b.length - a.length);
    const escaped = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    this.pattern = new RegExp(`(?<![\\p{L}\\p{N}-])(${escaped.join("|")})(es|s)?(?![\\p{L}\\p{N}-])`, "giu");
    this.button.addEventListener("click", () => this.turn(this.button.getAttribute("aria-pressed") !== "true"));
    document.addEventListener("keydown", (event) => { if (event.key === "Escape") this.hide(); });
    document.addEventListener("pointerdown", (event) => {
      if (!event.target.closest?.(".term, .term-text")) this.hide();
    });
    // Where the words move, the box would stay behind.
    addEventListener("resize", () => this.hide());
    this.box.addEventListener("pointerleave", () => this.leave());
    this.turn(true);
  }

  turn(on) {
    this.button.setAttribute("aria-pressed", String(on));
    this.hide();
    for (const term of document.querySelectorAll(".term")) {
      const parent = term.parentNode;
      term.replaceWith(...term.childNodes);
      parent.normalize();
    }
    if (on) for (const part of document.querySelectorAll("[data-terms]")) this.mark(part);
  }

  /** Marks the first place of each term in a part of the page. */
  mark(part) {
    const met = new Set();
    const taboo = "a, button, h1, h2, h3, summary, pre, code, label, select, svg, noscript, script, [role=status], .chart, .player";
    const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) if (!walker.currentNode.parentElement.closest(taboo)) texts.push(walker.currentNode);
    for (let text of texts) {
      for (const found of [...text.data.matchAll(this.pattern)].reverse()) {
        const term = this.byWord.get(found[1].toLowerCase());
        const isFirst = text.data.toLowerCase().search(found[0].toLowerCase()) === found.index;
        if (met.has(term) || !isFirst) continue;
        met.add(term);
        const word = text.splitText(found.index);
        word.splitText(found[0].length);
        word.replaceWith(this.termButton(found[0], term));
      }
    }
  }

  termButton(word, term) {
    // A <button> is a block of its own in a line: a comma behind it could begin the next one.
    const button = element("span", { role: "button", tabindex: "0", class: "term", text: word });
    button.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      button.click();
    });
    button.addEventListener("pointerenter", () => { if (!this.pinned) this.show(button, term); });
    button.addEventListener("pointerleave", () => setTimeout(() => this.leave(), 150));
    button.addEventListener("focus", () => { if (button.matches(":focus-visible")) this.show(button, term); });
    button.addEventListener("blur", () => this.hide());
    button.addEventListener("click", () => {
      const wasPinned = this.pinned === button;
      this.show(button, term);
      this.pinned = wasPinned ? null : button;
      if (wasPinned) this.hide();
    });
    return button;
  }

  /** Only the word whose meaning is shown is described by it. */
  show(button, term) {
    this.shown?.removeAttribute("aria-describedby");
    this.shown = button;
    button.setAttribute("aria-describedby", this.box.id);
    this.box.replaceChildren(element("strong", { text: term.title }), element("span", { text: term.text }));
    this.box.hidden = false;
    const [place, box, room] = [button.getBoundingClientRect(), this.box.getBoundingClientRect(), 12];
    const left = Math.min(Math.max(place.left, room), document.documentElement.clientWidth - box.width - room);
    const below = place.bottom + 8;
    const fits = below + box.height < innerHeight - room;
    this.box.style.left = `${left + scrollX}px`;
    this.box.style.top = `${(fits ? below : place.top - box.height - 8) + scrollY}px`;
  }

  /** The pointer has left; the text stays while it is pinned, pointed at or belongs to the word with the focus. */
  leave() {
    const isUsed = this.pinned || this.box.matches(":hover") || document.querySelector(".term:hover, .term:focus-visible");
    if (!isUsed) this.hide();
  }

  hide() {
    this.pinned = null;
    this.shown?.removeAttribute("aria-describedby");
    this.box.hidden = true;
  }
}
