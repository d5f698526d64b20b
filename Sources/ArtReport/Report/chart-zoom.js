// Looking and zooming on a chart: by pointer and by keyboard.

class ChartZoom {
  constructor(chart) {
    this.chart = chart;
    this.start = null;
    const { plot } = chart;
    plot.addEventListener("pointermove", (event) => this.pointerMove(event));
    plot.addEventListener("pointerdown", (event) => this.pointerDown(event));
    plot.addEventListener("pointerup", (event) => this.pointerUp(event));
    plot.addEventListener("pointercancel", () => this.giveUp());
    plot.addEventListener("pointerleave", () => { if (this.start === null) chart.look(null); });
    plot.addEventListener("dblclick", () => chart.charts.zoom(null));
    plot.addEventListener("keydown", (event) => this.key(event));
    plot.addEventListener("blur", () => chart.look(null));
  }

  pixelOf(event) {
    const left = this.chart.plot.getBoundingClientRect().left;
    const { start, end } = this.chart.scales.x;
    return Math.min(Math.max(event.clientX - left, start), end);
  }

  pointerMove(event) {
    const pixel = this.pixelOf(event);
    this.chart.look(this.chart.scales.x.value(pixel));
    if (this.start === null) return;
    const choice = this.chart.svg.querySelector(".choice");
    choice.removeAttribute("hidden");
    for (const [name, value] of Object.entries({
      x: Math.min(pixel, this.start), width: Math.abs(pixel - this.start), y: chartMargin.top,
      height: this.chart.height - chartMargin.top - chartMargin.bottom,
    })) choice.setAttribute(name, value);
  }

  /** Fingers scroll the page; a mouse or a pen chooses steps. */
  pointerDown(event) {
    if (event.button !== 0 || event.pointerType === "touch") return;
    this.start = this.pixelOf(event);
    this.chart.plot.setPointerCapture(event.pointerId);
  }

  pointerUp(event) {
    if (this.start === null) return;
    const [from, to] = [this.start, this.pixelOf(event)].sort((a, b) => a - b);
    this.giveUp();
    if (to - from > 6) this.chart.charts.zoom([from, to].map((pixel) => this.chart.scales.x.value(pixel)));
  }

  giveUp() {
    this.start = null;
    this.chart.svg.querySelector(".choice").setAttribute("hidden", "");
  }

  key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const { chart } = this;
    const { charts } = chart;
    const moves = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10, Home: -1e9, End: 1e9 };
    if (event.key in moves && event.shiftKey) charts.shift(Math.sign(moves[event.key]) * 0.2);
    else if (event.key in moves) chart.move(moves[event.key]);
    else if (event.key === "+" || event.key === "=") charts.closer(0.5, chart.step);
    else if (event.key === "-" || event.key === "_") charts.closer(2, chart.step);
    else if (event.key === "0" || event.key === "Escape") charts.zoom(null);
    else return;
    event.preventDefault();
  }
}
