// The point that is shown, and the controls that change it. Elements are found by data-play in playground.html.

class PlaygroundView {
  constructor(root) {
    this.root = root;
    const model = JSON.parse(document.getElementById("playground-model").textContent);
    if (model.playground !== 1) throw new Error("This page was put together from parts of different versions of artpipe.");
    this.model = model;
    this.facts = new ModelFacts(model);
    this.client = new EngineClient();
    this.live = new Latest((point) => this.draw(point));
  }

  at(name) { return this.root.querySelector(`[data-play="${name}"]`); }

  on(name, event, run) { this.at(name).addEventListener(event, run); }

  async start(path = "auto") {
    const text = (id) => document.getElementById(id)?.textContent ?? "";
    const request = { model: this.model, weights: text("playground-weights"), wasm: text("playground-kernels"), path };
    this.loaded = await this.client.ask("load", request);
    this.canvas = this.at("canvas");
    Object.assign(this.canvas, { width: this.loaded.width, height: this.loaded.height });
    this.connect();
    this.root.dataset.state = "ready";
    this.at("controls").disabled = false;
    if (!this.followLink()) await this.show(this.facts.point(1, 0));
  }

  connect() {
    this.fillClasses();
    this.sliders = new Sliders(this.at("sliders"), this.at("turn"), this.facts, (latents) => this.move({ latents }));
    const parts = { place: this.at("place"), play: this.at("play"), seconds: this.at("seconds") };
    this.morph = new Morph(parts, this.facts, (point) => this.show(point, { isMorphing: true }));
    const kept = { list: this.at("favourites"), empty: this.at("empty"), next: this.at("savePoints") };
    this.favourites = new Favourites(kept, (point) => this.show(point));
    if (this.loaded.drawsAnySize) {
      Object.assign(this.at("anew"), { hidden: false, disabled: false });
      this.at("way").value = "anew";
    }
    this.on("random", "click", () => this.random());
    this.on("seed", "change", () => this.drawSeed());
    this.on("image", "change", () => this.drawSeed());
    this.on("class", "change", () => this.chooseClass(this.at("class").selectedIndex));
    this.on("truncation", "input", () => this.move({ truncation: Number(this.at("truncation").value) }, true));
    this.on("setA", "click", () => this.setEnd(0));
    this.on("setB", "click", () => this.setEnd(1));
    this.on("keep", "click", () => this.say(`Kept as “${this.favourites.add(this.drawn, this.image)}”.`));
    this.on("save", "click", () => this.saveImage());
    this.on("share", "click", () => this.share());
    this.on("savePoints", "click", () => this.savePoints());
    this.on("openPoints", "change", () => this.openPoints());
    addEventListener("hashchange", () => this.followLink());
  }

  fillClasses() {
    this.at("classes").hidden = !this.facts.classes.length;
    // Shown for a mixture, and not to be chosen.
    const mixed = Object.assign(new Option("mixed"), { disabled: true, hidden: true });
    this.at("class").replaceChildren(...this.facts.classes.map(({ name }) => new Option(name)), mixed);
  }

  say(words) { this.at("status").textContent = words; }

  // MARK: Points

  random() {
    const seed = crypto.getRandomValues(new Uint32Array(1))[0] % 1000000;
    return this.show(this.facts.point(seed, 0, this.kept()));
  }

  /** What stays when another point is drawn: the truncation, and a class that was chosen. */
  kept() {
    const label = this.facts.labelOf(this.point);
    return { truncation: this.point.truncation, ...(this.classIsChosen && label >= 0 ? { label } : {}) };
  }

  drawSeed() {
    const [seed, image] = [this.at("seed").value.trim(), this.at("image").value.trim()];
    if (!isSeed(seed) || !/^[1-9][0-9]{0,8}$/.test(image || "1")) {
      this.say("A seed is a whole number from 0 on, an image's number one from 1 on.");
      return;
    }
    this.show(this.facts.point(seed, Number(image || 1) - 1, this.kept()));
  }

  chooseClass(label) {
    this.classIsChosen = true;
    this.move({ classes: weightsOfClass(this.facts.classes, label) }, true);
  }

  /** A change to the point that is shown. `keepsOrigin`: its latent coordinates are still those of its seed. */
  move(changes, keepsOrigin = false) {
    this.morph.stop();
    const origin = keepsOrigin ? this.point.origin : null;
    this.show(this.point.with({ name: "", isBetween: false, origin, ...changes }), { keepsSliders: true });
  }

  /** Shows a point; resolves when its image, or that of a later point, is there. */
  show(point, { isMorphing = false, keepsSliders = false } = {}) {
    if (!isMorphing) this.morph.stop();
    this.point = point;
    if (!keepsSliders) this.sliders.show(point.latents);
    const { origin } = point;
    this.at("seed").value = origin?.seed ?? "";
    // As on the program's sheets, numbers begin at 1.
    this.at("image").value = origin ? origin.index + 1 : "";
    this.at("truncation").value = point.truncation;
    this.at("truncationValue").textContent = Number(point.truncation).toFixed(2);
    const label = this.facts.labelOf(point);
    this.at("class").selectedIndex = label >= 0 ? label : this.facts.classes.length;
    return this.live.push(point);
  }

  imageOf(point) {
    return this.client.ask("draw", { latents: point.truncated, classes: point.classes });
  }

  async draw(point) {
    const start = performance.now();
    try {
      this.image = await this.imageOf(point);
      // What is kept or saved is what can be seen, not what may be on its way.
      this.drawn = point;
    } catch (error) {
      this.fail(error);
      return;
    }
    paint(this.canvas, this.image);
    const words = this.describe(point);
    this.at("caption").textContent = words;
    this.canvas.setAttribute("aria-label", `An image by ${this.facts.name}: ${words}`);
    this.showSpeed(performance.now() - start);
  }

  /** Smoothed, so that it can be read. */
  showSpeed(milliseconds) {
    this.speed = this.speed ? this.speed * 0.9 + milliseconds * 0.1 : milliseconds;
    const name = this.loaded.path === "wasm" ? "WebAssembly" : "JavaScript";
    this.at("speed").textContent = `${Math.max(1, Math.round(this.speed))} ms an image, ${name}`;
  }

  describe(point) {
    const label = this.facts.labelOf(point);
    const known = label >= 0 ? `, class ${this.facts.classes[label].name}` : ", between classes";
    const kind = this.facts.classes.length ? known : "";
    if (point.name) return point.name + kind;
    if (point.isBetween) return "between A and B";
    return (point.origin ? `seed ${point.origin.seed}, image ${point.origin.index + 1}` : "moved by hand") + kind;
  }

  fail(error) {
    this.root.dataset.state = "failed";
    Object.assign(this.at("problem"), { textContent: error.message, hidden: false });
  }
}
