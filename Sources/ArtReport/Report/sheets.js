// The sheets of the training: a slider from the first to the last, a play button, arrow keys.

class SheetPlayer {
  /** @param charts what was measured: the values at a sheet's step stand beside it. */
  constructor(sheets, charts) {
    this.sheets = sheets;
    this.charts = charts.filter((chart) => ["losses", "frechetDistance", "slicedWasserstein"].includes(chart.id));
    this.at = (name) => document.getElementById(`player-${name}`);
    this.images = [];
    this.timer = null;
    this.index = sheets.length - 1;
    this.at("slider").max = sheets.length - 1;
    this.at("slider").addEventListener("input", () => this.choose(Number(this.at("slider").value)));
    this.at("play").addEventListener("click", () => (this.timer === null ? this.play() : this.pause()));
    for (const [name, to] of Object.entries({
      before: () => this.index - 1, after: () => this.index + 1, first: () => 0, last: () => sheets.length - 1,
    })) this.at(name).addEventListener("click", () => this.choose(to()));
    document.getElementById("player").addEventListener("keydown", (event) => this.key(event));
    this.show(this.index);
    this.preloadWhenNear();
  }

  /** The image of a sheet, made once. */
  image(index) {
    if (!this.images[index]) {
      const { blob, step, width, height } = this.sheets[index];
      const image = new Image(width, height);
      image.alt = `Images after step ${shownStep(step)}`;
      // Enlarged sheets look better smoothed; small ones keep their pixels.
      if (width >= 400) image.className = "smooth";
      image.src = blobAddress(blob);
      this.images[index] = image;
    }
    return this.images[index];
  }

  show(index) {
    this.index = Math.min(Math.max(index, 0), this.sheets.length - 1);
    const { step } = this.sheets[this.index];
    const words = `Step ${shownStep(step)}`;
    this.at("frame").replaceChildren(this.image(this.index));
    this.at("step").textContent = words;
    this.at("place").textContent = `sheet ${this.index + 1} of ${this.sheets.length}`;
    this.at("slider").value = this.index;
    this.at("slider").setAttribute("aria-valuetext", `${words}, sheet ${this.index + 1} of ${this.sheets.length}`);
    this.at("readings").replaceChildren(...this.readings(step));
    const [isFirst, isLast] = [this.index === 0, this.index === this.sheets.length - 1];
    for (const name of ["before", "first"]) this.at(name).setAttribute("aria-disabled", String(isFirst));
    for (const name of ["after", "last"]) this.at(name).setAttribute("aria-disabled", String(isLast));
  }

  /** What was measured at a step, or just before it. */
  readings(step) {
    return this.charts.flatMap((chart) => chart.series.map((each) => {
      const place = each.x.findLastIndex((x) => x <= step);
      const name = chart.id === "losses" ? `Loss of the ${each.name}` : chart.title;
      return element("span", { text: place < 0 ? "" : `${name}: ${shownNumber(each.y[place])}` });
    }));
  }

  /** What the reader chooses ends the playing. */
  choose(index) {
    this.pause();
    this.show(index);
  }

  key(event) {
    const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowDown: -1, ArrowUp: 1, PageDown: -5, PageUp: 5 };
    const to = event.key === "Home" ? 0 : event.key === "End" ? this.sheets.length - 1 : this.index + steps[event.key];
    if (!Number.isFinite(to) || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.choose(to);
  }

  play() {
    const isLast = this.index === this.sheets.length - 1;
    if (isLast) this.show(0);
    this.at("play").textContent = "Pause";
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    // About eight seconds for all of them.
    const delay = calm ? 1500 : Math.min(Math.max(8000 / this.sheets.length, 80), 500);
    this.timer = setInterval(() => {
      this.show(this.index + 1);
      if (this.index === this.sheets.length - 1) this.pause();
    }, delay);
  }

  pause() {
    clearInterval(this.timer);
    this.timer = null;
    this.at("play").textContent = "Play";
  }

  /** Decodes all sheets, one after the other, once the slider is near: it then never waits. */
  preloadWhenNear() {
    const watcher = new IntersectionObserver(async ([entry]) => {
      if (!entry.isIntersecting) return;
      watcher.disconnect();
      for (let index = 0; index < this.sheets.length; index++) {
        await this.image(index).decode().catch(() => {});
        await new Promise((done) => setTimeout(done));
      }
    }, { rootMargin: "400px" });
    watcher.observe(this.at("frame"));
  }
}
