// The generator: from a point to the bytes of an image.

class Engine {
  /**
   * - `model`: the page's description of the model; see README.md.
   * - `weights`: the bytes that its tensors lie in.
   * - `wasm`: the bytes of kernels.wasm, or null.
   * - `path`: "auto", "wasm" or "javascript".
   * - `factor`: how many times larger images are drawn, for a model that `drawsAnySize`.
   */
  constructor({ model, weights, wasm, path = "auto" }, factor = 1) {
    const { definition } = model;
    this.latentSize = definition.latent.size;
    this.classCount = definition.conditioning?.classes?.length ?? 0;
    this.range = pixelRanges[definition.pixelRange];
    if (!this.range) throw new Error(`This page does not know the pixel range “${definition.pixelRange}”.`);
    const memory = makeKernels(wasm, path);
    this.path = memory.path;
    const plan = new Planner(tensorsOf(model, weights), memory.base);
    this.input = plan.sample(definition.generator.inputShape);
    this.input.isHeld = true;
    const [imageHeight, imageWidth] = definition.imageShape;
    const { name, layers } = definition.generator;
    const larger = layersOfSize(layers, imageHeight * factor, imageWidth * factor);
    this.drawsAnySize = larger !== null;
    this.output = planChain(factor === 1 ? layers : larger, this.input, plan, `${name}.layers`);
    this.program = plan.finished(memory);
    const [height, width, channels] = this.output.shape;
    if (!(channels >= 1 && channels <= 4)) throw new Error(`This page cannot show images of ${channels} channels.`);
    Object.assign(this, { height, width, channels });
  }

  /** Draws one image. `classes` are the weights of the model's classes; empty where it knows none. */
  draw(latents, classes) {
    if (latents.length !== this.latentSize || classes.length !== this.classCount) {
      throw new Error(`The model takes ${this.latentSize} numbers and ${this.classCount} classes, `
        + `not ${latents.length} and ${classes.length}.`);
    }
    const { heap } = this.program;
    heap.at(this.input.place, latents.length).set(latents);
    runSteps(this.program, { classes });
    const pixels = heap.at(this.output.place, this.output.count);
    return { width: this.width, height: this.height, rgba: this.bytes(pixels) };
  }

  /** Numbers on the model's scale as red, green, blue and alpha; one channel is grey, the second or fourth is alpha. */
  bytes(pixels) {
    const { channels } = this;
    const [black, factor] = [this.range.black, 255 / this.range.extent];
    const rgba = new Uint8ClampedArray(this.width * this.height * 4).fill(255);
    const targets = [[[0, 1, 2]], [[0, 1, 2], [3]], [[0], [1], [2]], [[0], [1], [2], [3]]][channels - 1];
    for (let from = 0, to = 0; to < rgba.length; from += channels, to += 4) {
      for (let c = 0; c < channels; c++) {
        const scaled = Math.fround((pixels[from + c] - black) * factor);
        // Not a number becomes black, as in the program.
        const byte = scaled > 0 ? Math.floor(Math.min(scaled, 255) + 0.5) : 0;
        for (const target of targets[c]) rgba[to + target] = byte;
      }
      if (channels === 4) unweigh(rgba, to);
    }
    return rgba;
  }
}

/** Colours that were weighed by their alpha (premultiplied), unweighed; where nothing shows they are black. */
function unweigh(rgba, at) {
  const alpha = rgba[at + 3];
  for (let i = at; i < at + 3; i++) {
    rgba[i] = alpha === 0 ? 0 : Math.min(255, Math.floor((rgba[i] * 255 + Math.floor(alpha / 2)) / alpha));
  }
}

const pixelRanges = { signed: { black: -1, extent: 2 }, unit: { black: 0, extent: 1 } };

/** The tensors by name. */
function tensorsOf(model, weights) {
  const widths = { F16: 2, F32: 4 };
  return new Map(model.tensors.map(({ name, type, shape, offset }) => {
    const bytes = weights.subarray(offset, offset + countOf(shape) * widths[type]);
    return [name, { shape, floats: floatsOfBytes(bytes, type) }];
  }));
}
