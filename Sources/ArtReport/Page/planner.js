// A network becomes a list of steps over one block of memory, once; each image then only runs the steps.

const countOf = (shape) => shape.reduce((product, side) => product * side, 1);

/** One sample on its way through a network: its shape, and the memory that holds it. */
class Sample {
  constructor(shape, block) {
    this.shape = shape;
    this.block = block;
    /** Set as long as somebody else needs the numbers too: they must not be overwritten. */
    this.isHeld = false;
  }

  get place() { return this.block.place; }
  get count() { return countOf(this.shape); }
  get channels() { return this.shape.at(-1); }
  get places() { return this.count / this.channels; }
}

class Planner {
  /** `tensors`: Map from a parameter's full name to `{shape, floats}`. */
  constructor(tensors, base) {
    this.tensors = tensors;
    this.layout = new Layout(base);
    this.steps = [];
    this.scratch = 0;
    this.convolutions = [];
  }

  sample(shape) {
    return new Sample(shape, this.layout.take(countOf(shape)));
  }

  /** The same numbers under another shape. */
  reshaped(x, shape) {
    const other = new Sample(shape, x.block);
    other.isHeld = x.isHeld;
    return other;
  }

  /** Says that nothing reads `x` any more. */
  done(x) {
    if (!x.isHeld) this.layout.release(x.block);
  }

  parameter(path, name) {
    const tensor = this.tensors.get(`${path}.${name}`);
    if (!tensor) throw new Error(`The page lacks the model's weight “${path}.${name}”.`);
    return tensor.floats;
  }

  /** Something that plain JavaScript does on the memory: `run(heap, request)`. */
  compute(run) {
    this.steps.push({ kind: "compute", run });
  }

  /** activation(x · scale + shift), in the place of `x` where that may be; places of arrays of a number per channel. */
  finish(x, { scale = 0, shift = 0, activation = "none", slope = 0 }) {
    const last = this.steps.at(-1);
    const isOpen = last?.kind === "finish" && last.y === x.place && last.activation === activations.none;
    if (isOpen && !scale && !shift && !x.isHeld) {
      Object.assign(last, { activation: activations[activation], slope });
      return x;
    }
    const y = x.isHeld ? this.sample(x.shape) : x;
    const numbers = { places: x.places, channels: x.channels, scale, shift };
    this.steps.push({
      kind: "finish", x: x.place, y: y.place, ...numbers, activation: activations[activation], slope,
    });
    return y;
  }

  /** A sparse linear map along an axis of an image. */
  resample(x, axis, rows) {
    const shape = x.shape.map((side, i) => (i === axis ? rows.length : side));
    const y = this.sample(shape);
    const starts = [0];
    for (const row of rows) starts.push(starts.at(-1) + row.length);
    this.steps.push({
      kind: "resample", x: x.place, y: y.place, outer: countOf(shape.slice(0, axis)), inLength: x.shape[axis],
      outLength: rows.length, inner: countOf(shape.slice(axis + 1)), starts: this.layout.integers(starts),
      indices: this.layout.integers(rows.flat().map(([index]) => index)),
      weights: this.layout.floats(rows.flat().map(([, weight]) => weight)),
    });
    this.done(x);
    return y;
  }

  /** Writes a convolution's description; see kernels.c. */
  convolution(members) {
    const description = new Int32Array(convolutionMembers.length);
    convolutionMembers.forEach((name, i) => (description[i] = members[name] ?? 0));
    this.convolutions.push(description);
    // The blocks of kernels.c have 32 rows.
    this.scratch = Math.max(this.scratch, 32 * members.tapCount * members.channels);
    this.steps.push({ kind: "convolve", place: this.layout.constant(description) });
  }

  /** Ends planning: the memory with everything constant in it, and the steps. */
  finished(memory) {
    const scratch = this.layout.reserve(this.scratch * 4);
    for (const description of this.convolutions) description[convolutionMembers.indexOf("scratch")] = scratch;
    const { heap, kernels } = memory.allocate(this.layout.end);
    this.layout.write(heap);
    return { heap, kernels, steps: this.steps };
  }
}

function runSteps({ heap, kernels, steps }, request) {
  for (const s of steps) {
    switch (s.kind) {
      case "convolve": kernels.convolve(s.place); break;
      case "finish": kernels.finish(s.x, s.y, s.places, s.channels, s.scale, s.shift, s.activation, s.slope); break;
      case "resample":
        kernels.resample(s.x, s.y, s.outer, s.inLength, s.outLength, s.inner, s.starts, s.indices, s.weights); break;
      case "compute": s.run(heap, request);
    }
  }
}
