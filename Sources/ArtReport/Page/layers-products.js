// Layers with a kernel: dense, convolution, transposed convolution. All become convolutions of kernels.c.

/** A matrix [depth, columns] as kernels.c wants it: panels of eight columns, the last of four where that is enough. */
function packedPanels(matrix, depth, columns) {
  const packed = new Float32Array(depth * packedColumns(columns));
  let to = 0;
  for (let column = 0; column < columns; ) {
    const width = columns - column <= 4 ? 4 : 8;
    for (let k = 0; k < depth; k++, to += width) {
      for (let i = 0; i < Math.min(width, columns - column); i++) packed[to + i] = matrix[k * columns + column + i];
    }
    column += width;
  }
  return packed;
}

function packedColumns(columns) {
  const rest = columns % 8;
  return columns - rest + (rest === 0 ? 0 : rest <= 4 ? 4 : 8);
}

/** The kernel as the layer uses it: divided by its largest singular value where asked for (SpectralNorm.swift). */
function kernelOf(layer, plan, path, outputs, outputOf) {
  const kernel = plan.parameter(path, "kernel");
  if (!layer.spectralNorm) return kernel;
  const smallest = 1e-12;
  const unit = (x) => {
    const factor = 1 / Math.sqrt(x.reduce((sum, value) => sum + value * value, smallest));
    return x.map((value) => value * factor);
  };
  const before = plan.parameter(path, "u");
  const rests = kernel.length / outputs;
  // The kernel's place of output o and of what else there is, r.
  const at = (o, r) => kernel[outputOf(o, r)];
  const v = unit(range(rests).map((r) => range(outputs).reduce((sum, o) => sum + at(o, r) * before[o], 0)));
  const u = unit(range(outputs).map((o) => v.reduce((sum, value, r) => sum + at(o, r) * value, 0)));
  const size = u.reduce((sum, factor, o) => sum + factor * v.reduce((part, value, r) => part + at(o, r) * value, 0), 0);
  return kernel.map((value) => value / Math.max(size, smallest));
}

/** Rows of numbers times a matrix: a convolution that looks at one place. `weights` and `bias` are places. */
function planProduct(plan, x, rows, channels, outChannels, weights, bias, output) {
  plan.convolution({
    input: x.place, weights, bias, output: output.place, taps: plan.layout.integers([0, 0]), tapCount: 1, height: 1,
    width: rows, channels, outChannels, rows: 1, columns: rows, stepY: 1, stepX: 1, rowStep: 0, columnStep: outChannels,
  });
}

const biasOf = (layer, plan, path) =>
  layer.useBias === false ? 0 : plan.layout.floats(plan.parameter(path, "bias"));

layerKinds.dense = (layer, x, plan, path) => {
  const { units } = layer;
  const depth = x.channels;
  const kernel = kernelOf(layer, plan, path, units, (o, r) => r * units + o);
  const y = plan.sample([...x.shape.slice(0, -1), units]);
  const weights = plan.layout.floats(packedPanels(kernel, depth, units));
  planProduct(plan, x, x.places, depth, units, weights, biasOf(layer, plan, path), y);
  plan.done(x);
  return y;
};

layerKinds.conv2d = (layer, x, plan, path) => {
  const [[kernelHeight, kernelWidth], strides] = [pairOf(layer.kernelSize), pairOf(layer.strides, 1)];
  const mode = layer.paddingMode ?? "zeros";
  if (mode !== "zeros") x = paddedImage(plan, x, mode, [kernelHeight, kernelWidth], strides);
  const padding = mode === "zeros" ? (layer.padding ?? "valid") : "valid";
  const [height, width, channels] = x.shape;
  const { filters } = layer;
  const rows = outputLength(padding, height, kernelHeight, strides[0]);
  const columns = outputLength(padding, width, kernelWidth, strides[1]);
  const [top, left] = [
    paddingBefore(padding, height, kernelHeight, strides[0]), paddingBefore(padding, width, kernelWidth, strides[1]),
  ];
  const taps = range(kernelHeight).flatMap((ky) => range(kernelWidth).map((kx) => [ky - top, kx - left]));
  const kernel = kernelOf(layer, plan, path, filters, (o, r) => r * filters + o);
  const y = plan.sample([rows, columns, filters]);
  plan.convolution({
    input: x.place, weights: plan.layout.floats(packedPanels(kernel, taps.length * channels, filters)),
    bias: biasOf(layer, plan, path), output: y.place, taps: plan.layout.integers(taps.flat()), tapCount: taps.length,
    height, width, channels, outChannels: filters, rows, columns, stepY: strides[0], stepX: strides[1],
    rowStep: columns * filters, columnStep: filters,
  });
  plan.done(x);
  return y;
};

/** Along one axis: for each of `stride` interleaved parts of the output, kernel elements and the inputs they see. */
function transposedTaps(length, window, stride, padding) {
  const output = padding === "same" ? length * stride : length * stride + Math.max(window - stride, 0);
  const before = paddingBefore(padding, output, window, stride);
  return range(Math.min(stride, output)).map((phase) => ({
    phase,
    count: Math.ceil((output - phase) / stride),
    output,
    // Output o sees input i through element k where o = i · stride + k − before.
    taps: range(window).filter((k) => (phase + before - k) % stride === 0)
      .map((k) => ({ k, shift: (phase + before - k) / stride })),
  }));
}

layerKinds.conv2dTranspose = (layer, x, plan, path) => {
  const [height, width, channels] = x.shape;
  const [[kernelHeight, kernelWidth], strides] = [pairOf(layer.kernelSize), pairOf(layer.strides, 1)];
  const { filters } = layer;
  const mode = layer.paddingMode ?? "zeros";
  const padding = mode === "zeros" ? (layer.padding ?? "valid") : "valid";
  const vertical = transposedTaps(height, kernelHeight, strides[0], padding);
  const horizontal = transposedTaps(width, kernelWidth, strides[1], padding);
  const outWidth = horizontal[0].output;
  const y = plan.sample([vertical[0].output, outWidth, filters]);
  const ownBias = biasOf(layer, plan, path);
  // What is folded gets its bias behind.
  const bias = mode === "zeros" ? ownBias : 0;
  // [kernelHeight, kernelWidth, filters, channels]
  const kernel = kernelOf(layer, plan, path, filters, (o, r) =>
    (Math.floor(r / channels) * filters + o) * channels + (r % channels));
  for (const v of vertical) {
    for (const h of horizontal) {
      const taps = v.taps.flatMap((a) => h.taps.map((b) => ({ dy: a.shift, dx: b.shift, k: a.k * kernelWidth + b.k })));
      const matrix = new Float32Array(taps.length * channels * filters);
      taps.forEach(({ k }, t) => {
        for (let c = 0; c < channels; c++) {
          for (let f = 0; f < filters; f++) {
            matrix[(t * channels + c) * filters + f] = kernel[(k * filters + f) * channels + c];
          }
        }
      });
      plan.convolution({
        input: x.place, weights: plan.layout.floats(packedPanels(matrix, taps.length * channels, filters)), bias,
        output: y.place + (v.phase * outWidth + h.phase) * filters * 4,
        taps: plan.layout.integers(taps.flatMap(({ dy, dx }) => [dy, dx])), tapCount: taps.length, height, width,
        channels, outChannels: filters, rows: v.count, columns: h.count, stepY: 1, stepX: 1,
        rowStep: strides[0] * outWidth * filters, columnStep: strides[1] * filters,
      });
    }
  }
  plan.done(x);
  if (mode === "zeros") return y;
  const sides = [height * strides[0], width * strides[1]];
  const folded = foldedImage(plan, y, mode, sides, [kernelHeight, kernelWidth], strides);
  return ownBias ? plan.finish(folded, { shift: ownBias }) : folded;
};
