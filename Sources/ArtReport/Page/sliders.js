// Sliders: along the model's named directions, or of the latent coordinates, eight at a time.

class Sliders {
  /** `moved(latents)` is told where a slider has led. */
  constructor(host, turn, facts, moved) {
    Object.assign(this, { host, turn, facts, moved, first: 0, perPage: 8, rows: [] });
    turn.querySelector("button").addEventListener("click", () => {
      this.first = this.first + this.perPage < facts.space.size ? this.first + this.perPage : 0;
      this.build();
      this.show(this.latents);
    });
    this.build();
  }

  /** Makes the sliders anew, for other directions or coordinates. */
  build() {
    const { directions, space } = this.facts;
    this.rows = directions.length ? directions.map((each, i) => this.directionRow(each, i)) : this.coordinateRows();
    this.host.replaceChildren(...this.rows.map(({ label }) => label));
    this.turn.hidden = directions.length > 0 || space.size <= this.perPage;
    const last = Math.min(this.first + this.perPage, space.size);
    this.turn.querySelector("output").textContent = `Numbers ${this.first + 1} to ${last} of ${space.size}`;
  }

  /** Sets out from a point: directions stand at 0, coordinates where the point is. */
  show(latents) {
    this.latents = latents;
    this.base = latents;
    this.steps = this.facts.directions.map(() => 0);
    for (const { place, set } of this.rows) set(place === undefined ? 0 : latents[place]);
  }

  directionRow({ name, range: [low, high] = [-3, 3] }, index) {
    return this.row(name, low, high, (value) => {
      this.steps[index] = value;
      this.latents = this.base.map((number, i) =>
        this.facts.directions.reduce((sum, { vector }, k) => sum + this.steps[k] * vector[i], number));
    });
  }

  coordinateRows() {
    const { distribution, size } = this.facts.space;
    const most = distribution === "uniform" ? 1 : 3;
    return range(Math.min(this.perPage, size - this.first)).map((i) => {
      const place = this.first + i;
      const change = (value) => (this.latents = this.latents.map((number, k) => (k === place ? value : number)));
      return { place, ...this.row(`Number ${place + 1}`, -most, most, change) };
    });
  }

  row(name, low, high, change) {
    const shown = Object.assign(document.createElement("span"), { className: "playground-value", ariaHidden: "true" });
    const input = Object.assign(document.createElement("input"), { type: "range", ariaLabel: name });
    Object.assign(input, { min: low, max: high, step: 0.01 });
    // Rounded first, so that there is no “-0.00”.
    const show = (value) => (shown.textContent = (Math.round(value * 100) / 100 || 0).toFixed(2));
    input.addEventListener("input", () => {
      const value = Number(input.value);
      show(value);
      change(value);
      this.moved(this.latents);
    });
    const label = document.createElement("label");
    label.append(Object.assign(document.createElement("span"), { textContent: name }), input, shown);
    const set = (value) => {
      input.value = value;
      show(value);
    };
    return { label, set };
  }
}
