// The sheets of several runs side by side: one slider over all of their steps.

class SideBySide {
  /** @param runs each with its name and its sheets, in the order of their steps. */
  constructor(runs) {
    this.runs = runs.filter((run) => run.sheets.length > 0);
    this.steps = [...new Set(this.runs.flatMap((run) => run.sheets.map((sheet) => sheet.step)))].sort((a, b) => a - b);
    this.at = (name) => document.getElementById(`side-${name}`);
    this.images = new Map();
    this.frames = this.runs.map((run) => ({ run, frame: element("div"), words: element("span") }));
    this.at("runs").replaceChildren(...this.frames.map(({ run, frame, words }) => element("figure", {}, [
      frame,
      element("figcaption", {}, [
        element("span", { class: `swatch s${run.place}`, "aria-hidden": "true" }), `${run.name}: `, words,
      ]),
    ])));
    this.at("slider").max = this.steps.length - 1;
    this.at("slider").addEventListener("input", () => this.show(Number(this.at("slider").value)));
    for (const [name, to] of Object.entries({
      first: () => 0, before: () => this.index - 1, after: () => this.index + 1, last: () => this.steps.length - 1,
    })) this.at(name).addEventListener("click", () => this.show(to()));
    this.show(this.steps.length - 1);
  }

  /** The last sheet of a run up to a step; its first where that comes later. */
  sheet(run, step) {
    return run.sheets.findLast((sheet) => sheet.step <= step) ?? run.sheets[0];
  }

  image(run, { blob, step, width, height }) {
    if (!this.images.has(blob)) {
      const image = new Image(width, height);
      image.alt = `${run.name}: images after step ${shownStep(step)}`;
      // Enlarged sheets look better smoothed; small ones keep their pixels.
      if (width >= 400) image.className = "smooth";
      image.src = blobAddress(blob);
      this.images.set(blob, image);
    }
    return this.images.get(blob);
  }

  show(index) {
    this.index = Math.min(Math.max(index, 0), this.steps.length - 1);
    const step = this.steps[this.index];
    const words = `Step ${shownStep(step)}`;
    for (const { run, frame, words: place } of this.frames) {
      const sheet = this.sheet(run, step);
      frame.replaceChildren(this.image(run, sheet));
      place.textContent = sheet.step === step ? `step ${shownStep(step)}`
        : `its nearest sheet, of step ${shownStep(sheet.step)}`;
    }
    this.at("step").textContent = words;
    this.at("slider").value = this.index;
    this.at("slider").setAttribute("aria-valuetext", words);
    const [isFirst, isLast] = [this.index === 0, this.index === this.steps.length - 1];
    for (const name of ["before", "first"]) this.at(name).setAttribute("aria-disabled", String(isFirst));
    for (const name of ["after", "last"]) this.at(name).setAttribute("aria-disabled", String(isLast));
  }
}

if (document.getElementById("side-runs")) artReport.sideBySide = new SideBySide(artReport.report.runs);
