// One chart: its drawing, its legend with the values of the step that is looked at, its switches, its table.

class Chart {
  constructor(chart, charts) {
    Object.assign(this, { chart, charts, kind: chart.scale, isSmoothed: chart.group === "training" });
    this.places = null;
    this.build();
    new ResizeObserver(() => this.draw()).observe(this.plot);
  }

  build() {
    const { chart } = this;
    const id = `chart-${chart.id}`;
    this.svg = element("svg", { "aria-hidden": "true", focusable: "false" });
    this.plot = element("div", {
      class: "plot", tabindex: "0", role: "slider", "aria-label": `${chart.title}: step`, "aria-describedby": "chart-keys",
    }, [this.svg]);
    this.now = element("span", { class: "now" });
    this.values = chart.series.map(() => element("span", { class: "value" }));
    const names = chart.series.map((each, index) => element("li", {}, [
      element("span", { class: `swatch s${index}`, "aria-hidden": "true" }), `${each.name} `, this.values[index],
    ]));
    const lines = (chart.lines ?? []).map((line) => element("li", {}, [
      element("span", { class: "swatch base", "aria-hidden": "true" }), `${line.name} `,
      element("span", { class: "value", text: shownNumber(line.y) }),
    ]));
    this.legend = element("ul", { class: "legend" }, [element("li", {}, [this.now]), ...names, ...lines]);
    this.log = element("button", {
      type: "button", text: "Log scale", "aria-label": `Log scale: ${chart.title}`,
      onclick: () => { this.kind = this.kind === "log" ? "linear" : "log"; this.draw(); },
    });
    this.table = element("div", {
      class: "scroll", id: `${id}-table`, role: "region", tabindex: "0", "aria-label": `Table: ${chart.title}`, hidden: true,
    });
    this.tableButton = element("button", {
      type: "button", text: "Table", "aria-label": `Table: ${chart.title}`, "aria-expanded": "false",
      "aria-controls": this.table.id, onclick: () => this.turnTable(),
    });
    this.root = element("div", { class: "chart", id }, [
      element("div", { class: "chart-head" }, [
        element("h4", { text: chart.title }), element("div", { class: "buttons" }, [this.log, this.tableButton]),
      ]),
      ...(chart.note ? [element("p", { class: "hint", text: chart.note })] : []),
      this.legend, this.plot, this.table,
    ]);
    new ChartZoom(this);
  }

  /** All steps of the chart. */
  get all() {
    const steps = this.chart.series.flatMap((each) => [each.x[0], each.x.at(-1)]);
    return [Math.min(...steps), Math.max(...steps)];
  }

  draw() {
    const width = this.plot.clientWidth;
    if (width === 0) return;
    const height = this.root.classList.contains("wide") && width > 520 ? 300 : 210;
    const steps = this.charts.steps ?? this.charts.all;
    const memory = this.isSmoothed ? this.charts.memory : 0;
    this.series = this.chart.series.map((each) => (memory === 0 ? each
      : { ...each, y: smoothed(each.y, memory), raw: each.y }));
    const lines = this.chart.lines ?? [];
    const isLog = this.kind === "log";
    const range = seenRange(this.chart.series, lines, ...steps, isLog, this.chart.group === "evaluation");
    this.height = height;
    this.scales = drawChart(this.svg, {
      width, height, series: this.series, lines, kind: this.kind, range, steps,
      hasDots: this.chart.series[0].x.length <= 60,
    });
    this.log.setAttribute("aria-pressed", String(isLog));
    this.show(this.places);
    if (!this.table.hidden) this.table.replaceChildren(chartTable(this.chart, steps));
  }

  /** Looks at the step that is nearest to one; nothing for null. */
  look(step) {
    this.show(step === null ? null : this.chart.series.map((each) => nearestPlace(each.x, step)));
  }

  show(places) {
    this.places = places;
    const last = this.chart.series.map((each) => each.x.length - 1);
    const shown = places ?? last;
    const step = this.chart.series[0].x[shown[0]];
    drawCursor(this.svg, this.scales, this.series, places, this.height);
    this.now.textContent = places ? `step ${shownStep(step)}` : `at the end, step ${shownStep(step)}`;
    // The values themselves, not smoothed ones.
    const values = this.chart.series.map((each, index) => {
      const [value, low, high] = [each.y, each.low, each.high].map((row) => row?.[shown[index]]);
      const isInterval = this.chart.group === "evaluation" && low !== undefined && low !== null;
      return shownNumber(value) + (isInterval ? ` (${shownNumber(low)} to ${shownNumber(high)})` : "");
    });
    values.forEach((text, index) => { this.values[index].textContent = text; });
    const [from, to] = this.all;
    const words = this.chart.series.map((each, index) => `${each.name} ${values[index]}`).join(", ");
    for (const [name, value] of Object.entries({
      valuemin: from, valuemax: to, valuenow: step, valuetext: `step ${shownStep(step)}: ${words}`,
    })) this.plot.setAttribute(`aria-${name}`, value);
  }

  /** The step that is looked at, or the last. */
  get step() {
    const [first] = this.chart.series;
    return first.x[this.places?.[0] ?? first.x.length - 1];
  }

  move(count) {
    const [first] = this.chart.series;
    const [from, to] = this.charts.steps ?? this.charts.all;
    const place = (this.places?.[0] ?? first.x.length - 1) + count;
    const step = first.x[Math.min(Math.max(place, 0), first.x.length - 1)];
    this.look(Math.min(Math.max(step, from), to));
  }

  turnTable() {
    this.table.hidden = !this.table.hidden;
    this.tableButton.setAttribute("aria-expanded", String(!this.table.hidden));
    if (!this.table.hidden) this.table.replaceChildren(chartTable(this.chart, this.charts.steps ?? this.charts.all));
  }
}
