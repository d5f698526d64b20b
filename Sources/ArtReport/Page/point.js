// Points as the page handles them.

/**
 * A point: latent coordinates before truncation, class weights, the truncation, the seed it was drawn from, if any, a
 * name, and whether it lies on the way of a morph.
 */
class Point {
  constructor({ latents, classes, truncation, origin = null, name = "", isBetween = false }) {
    Object.assign(this, { latents, classes, truncation, origin, name, isBetween });
  }

  with(changes) {
    return new Point({ ...this, ...changes });
  }

  /** What the generator is given, as ModelDefinition.truncated(_:to:). */
  get truncated() {
    const factor = Math.fround(this.truncation);
    return factor === 1 ? this.latents : this.latents.map((value) => value * factor);
  }
}

/** What points need to know of the model. */
class ModelFacts {
  constructor(model) {
    const { definition } = model;
    this.id = definition.id;
    this.name = model.name;
    this.hash = model.hash;
    this.space = definition.latent;
    this.classes = definition.conditioning?.classes ?? [];
    this.truncation = definition.recipe?.truncation ?? 1;
    this.directions = model.directions ?? [];
  }

  /** Point `index` of `seed`; its class is drawn where none is given. */
  point(seed, index, { label, truncation = this.truncation } = {}) {
    const { space, classes } = this;
    const chosen = classes.length ? label ?? drawnClass(classes, seed, index) : 0;
    return new Point({
      latents: latentPoint(space, seed, index), classes: weightsOfClass(classes, chosen), truncation,
      origin: { seed: String(seed), index: Number(index) },
    });
  }

  /** The number of the only class of a point, or −1 for a mixture and for models without classes. */
  labelOf(point) {
    return point.classes.findIndex((weight, i) => weight === 1 && point.classes.every((w, k) => k === i || w === 0));
  }

  /** The weights of classes given by name: "7", or {"3": 0.4, "8": 0.6}. */
  weights(named) {
    if (!this.classes.length) return new Float32Array(0);
    const weights = new Float32Array(this.classes.length);
    const one = () => [[String(named ?? this.classes[0].name), 1]];
    const entries = typeof named === "object" && named ? Object.entries(named) : one();
    for (const [name, weight] of entries) {
      const label = this.classes.findIndex((known) => known.name === name);
      if (label < 0) throw new Error(`The model knows no class “${name}”.`);
      weights[label] = weight;
    }
    return weights;
  }

  /** The members `class` or `classes` of a point in a file. */
  namedClasses(point) {
    if (!this.classes.length) return {};
    const label = this.labelOf(point);
    if (label >= 0) return { class: this.classes[label].name };
    const entries = this.classes.map(({ name }, i) => [name, shortFloat(point.classes[i])]);
    return { classes: Object.fromEntries(entries.filter(([, weight]) => weight !== 0)) };
  }
}

/** Whether a text is a seed: a whole number of 64 bits. */
function isSeed(text) {
  return /^[0-9]{1,20}$/.test(text) && BigInt(text) < 1n << 64n;
}
