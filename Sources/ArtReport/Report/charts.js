// All charts of the report: they look at the same steps and are smoothed alike.

class Charts {
  constructor(charts) {
    this.at = (name) => document.getElementById(`chart-${name}`);
    this.memory = Number(this.at("smoothing").value);
    this.steps = null;
    this.charts = charts.map((each) => new Chart(each, this));
    const ends = this.charts.flatMap((each) => each.all);
    this.all = [Math.min(...ends), Math.max(...ends)];
    // One step alone has no width.
    if (this.all[0] === this.all[1]) this.all[1] += 1;
    for (const each of this.charts) {
      document.getElementById(`charts-${each.chart.group}`).append(each.root);
    }
    this.charts[0].root.classList.add("wide");
    this.at("smoothing").addEventListener("change", () => {
      this.memory = Number(this.at("smoothing").value);
      this.draw();
    });
    this.at("closer").addEventListener("click", () => this.closer(0.5, this.all[1]));
    this.at("reset").addEventListener("click", () => this.zoom(null));
  }

  draw() { for (const each of this.charts) each.draw(); }

  /** Looks at the steps from one to another; null for all. */
  zoom(steps) {
    const [first, last] = this.all;
    const least = Math.max((last - first) / 500, 2);
    this.steps = null;
    if (steps) {
      const middle = (steps[0] + steps[1]) / 2;
      const half = Math.max((steps[1] - steps[0]) / 2, least / 2);
      let [from, to] = [middle - half, middle + half];
      // At the edge the range moves back, and keeps its length.
      if (from < first) [from, to] = [first, to + first - from];
      if (to > last) [from, to] = [from + last - to, last];
      if (from > first || to < last) this.steps = [Math.max(from, first), to];
    }
    this.at("reset").disabled = !this.steps;
    this.at("range").textContent = this.steps ? `steps ${this.steps.map(shownStep).join(" to ")}` : "";
    this.draw();
  }

  /** Changes the length of what is looked at by a factor; a step stays where it is. */
  closer(factor, step) {
    const [from, to] = this.steps ?? this.all;
    const fixed = Math.min(Math.max(step, from), to);
    this.zoom([fixed - (fixed - from) * factor, fixed + (to - fixed) * factor]);
  }

  shift(share) {
    if (!this.steps) return;
    const [from, to] = this.steps;
    const way = (to - from) * share;
    this.zoom([from + way, to + way]);
  }
}
