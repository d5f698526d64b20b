// The kinds of layers, by the names that model definitions give them. Each is a function (layer, x, plan, path) that adds
// steps to a plan and returns the sample behind it. Other files add their kinds to this table.

const layerKinds = {
  relu: (layer, x, plan) => plan.finish(x, { activation: "relu" }),
  leakyReLU: (layer, x, plan) => plan.finish(x, { activation: "leakyReLU", slope: layer.slope ?? 0.3 }),
  tanh: (layer, x, plan) => plan.finish(x, { activation: "tanh" }),
  sigmoid: (layer, x, plan) => plan.finish(x, { activation: "sigmoid" }),

  // Works in training only, unless it is noise.
  dropout(layer, x, plan, path) {
    if (layer.alwaysOn) throw new Error(`This page draws no dropout that is always on (${path}), so it cannot draw the model.`);
    return x;
  },

  flatten: (layer, x, plan) => plan.reshaped(x, [x.count]),

  reshape(layer, x, plan) {
    const known = layer.shape.filter((side) => side !== -1);
    return plan.reshaped(x, layer.shape.map((side) => (side === -1 ? x.count / countOf(known) : side)));
  },

  upSample(layer, x, plan) {
    const map = layer.interpolation === "bilinear" ? linearRows : nearestRows;
    const rows = (length, factor) => (factor === 1 ? null : map(length, factor, layer.wraps));
    return resampledSides(plan, x, pairOf(layer.factors, 2), rows);
  },

  averagePool(layer, x, plan) {
    const windows = pairOf(layer.window, 2);
    const strides = pairOf(layer.strides ?? layer.window, 2);
    const padding = layer.padding ?? "valid";
    const rows = (length, window, axis) =>
      window === 1 && strides[axis] === 1 ? null : averagingRows(length, window, strides[axis], padding, layer.wraps);
    return resampledSides(plan, x, windows, rows);
  },

  residual(layer, x, plan, path) {
    const wasHeld = x.isHeld;
    x.isHeld = true;
    const main = planChain(layer.layers, x, plan, `${path}.layers`);
    // An empty chain gives `x` itself, under a shape that both chains agree on.
    const side = planChain(layer.shortcut ?? [], x, plan, `${path}.shortcut`);
    const sum = plan.sample(main.shape);
    const [a, b, y, count] = [main.place, side.place, sum.place, sum.count];
    plan.compute((heap) => {
      const [left, right, to] = [heap.at(a, count), heap.at(b, count), heap.at(y, count)];
      for (let i = 0; i < count; i++) to[i] = left[i] + right[i];
    });
    for (const part of [main, side]) if (part.block !== x.block) plan.done(part);
    x.isHeld = wasHeld;
    plan.done(x);
    return sum;
  },
};

/** `x` and what a chain makes of it, joined along the channels. */
layerKinds.skip = (layer, x, plan, path) => {
  const wasHeld = x.isHeld;
  x.isHeld = true;
  const inner = planChain(layer.layers, x, plan, `${path}.layers`);
  const [own, added] = [x.shape.at(-1), inner.shape.at(-1)];
  const joined = plan.sample([...x.shape.slice(0, -1), own + added]);
  const [a, b, y, places] = [x.place, inner.place, joined.place, x.count / own];
  plan.compute((heap) => {
    const [left, right, to] = [heap.at(a, places * own), heap.at(b, places * added), heap.at(y, places * (own + added))];
    for (let i = 0; i < places; i++) {
      to.set(left.subarray(i * own, (i + 1) * own), i * (own + added));
      to.set(right.subarray(i * added, (i + 1) * added), i * (own + added) + own);
    }
  });
  if (inner.block !== x.block) plan.done(inner);
  x.isHeld = wasHeld;
  plan.done(x);
  return joined;
};

/** Layers one after another; parameters are named by their places: `generator.layers.3.kernel`. */
function planChain(layers, x, plan, root) {
  for (const [index, layer] of layers.entries()) {
    const path = `${root}.${index}`;
    const add = Object.hasOwn(layerKinds, layer.kind) ? layerKinds[layer.kind] : null;
    if (!add) {
      throw new Error(`This page does not know the layer “${layer.kind}” (${path}), so it cannot draw the model.`);
    }
    x = add(layer, x, plan, path);
  }
  return x;
}

/** A height and a width; one number stands for both. */
function pairOf(size, usual) {
  const pair = size ?? usual;
  return Array.isArray(pair) ? pair : [pair, pair];
}

/** Both sides of an image under sparse maps; `rows(length, size, axis)` gives null where nothing changes. */
function resampledSides(plan, x, sizes, rows) {
  for (const axis of [0, 1]) {
    const map = rows(x.shape[axis], sizes[axis], axis);
    if (map) x = plan.resample(x, axis, map);
  }
  return x;
}

const range = (count) => Array.from({ length: count }, (_, index) => index);

function nearestRows(length, factor) {
  return range(length * factor).map((j) => [[Math.floor(j / factor), 1]]);
}

/** Linear between the numbers' centres; the edges are held, or meet where images wrap. */
function linearRows(length, factor, wraps) {
  return range(length * factor).map((j) => {
    const place = (j + 0.5) / factor - 0.5;
    if (wraps) {
      const before = Math.floor(place);
      return [[wrapped(before, length), 1 - (place - before)], [wrapped(before + 1, length), place - before]];
    }
    const position = Math.max(place, 0);
    const left = Math.min(Math.floor(position), length - 1);
    const right = Math.min(left + 1, length - 1);
    const fraction = position - left;
    return left < right && fraction > 0 ? [[left, 1 - fraction], [right, fraction]] : [[left, 1]];
  });
}

/** Means over windows; what lies outside of the image is not counted, unless images wrap. */
function averagingRows(length, window, stride, padding, wraps) {
  const before = paddingBefore(padding, length, window, stride);
  return range(outputLength(padding, length, window, stride)).map((j) => {
    const start = j * stride - before;
    if (wraps) return range(window).map((i) => [wrapped(start + i, length), 1 / window]);
    const first = Math.max(start, 0);
    const count = Math.min(start + window, length) - first;
    return range(count).map((i) => [first + i, 1 / count]);
  });
}

/** The place in an array that goes on with its other end. */
const wrapped = (place, length) => ((place % length) + length) % length;

/** For each place of a padded axis the element that stands there; see PaddingMode.swift. */
function paddedPlaces(mode, length, window, stride) {
  const before = paddingBefore("same", length, window, stride);
  const needed = (outputLength("same", length, window, stride) - 1) * stride + window - length;
  return range(length + Math.max(needed, 0)).map((j) => {
    const place = j - before;
    switch (mode) {
      case "reflect": return place < 0 ? -place : place < length ? place : 2 * (length - 1) - place;
      case "replicate": return Math.min(Math.max(place, 0), length - 1);
      case "circular": return wrapped(place, length);
      default: throw new Error(`This page does not know the padding mode “${mode}”.`);
    }
  });
}

/** An image with rows and columns around it. */
function paddedImage(plan, x, mode, kernel, strides) {
  return resampledSides(plan, x, kernel, (length, window, axis) => {
    const places = paddedPlaces(mode, length, window, strides[axis]);
    return places.length === length ? null : places.map((place) => [[place, 1]]);
  });
}

/** The transpose: what padding made around an image of `sides` is added to where it came from. */
function foldedImage(plan, x, mode, sides, kernel, strides) {
  return resampledSides(plan, x, kernel, (_, window, axis) => {
    const rows = range(sides[axis]).map(() => []);
    paddedPlaces(mode, sides[axis], window, strides[axis]).forEach((place, j) => rows[place].push([j, 1]));
    return rows;
  });
}

/** TensorFlow's lengths. */
function outputLength(padding, input, window, stride) {
  return Math.floor((padding === "same" ? input + stride - 1 : input - window + stride) / stride);
}

/** The zeros before the first element; where an odd number is needed, the extra one stands at the end. */
function paddingBefore(padding, input, window, stride) {
  if (padding !== "same") return 0;
  const needed = (outputLength(padding, input, window, stride) - 1) * stride + window - input;
  return Math.floor(Math.max(needed, 0) / 2);
}
