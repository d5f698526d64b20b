// Normalisations. In inference batch normalisation is a factor and a summand for each channel; the others need the
// sample's own means.

layerKinds.batchNorm = (layer, x, plan, path) => {
  const { scale, shift } = movingStatistics(layer, plan, path);
  if (layer.scale !== false) plan.parameter(path, "gamma").forEach((gamma, c) => {
    scale[c] *= gamma;
    shift[c] *= gamma;
  });
  if (layer.center !== false) plan.parameter(path, "beta").forEach((beta, c) => (shift[c] += beta));
  return plan.finish(x, { scale: plan.layout.floats(scale), shift: plan.layout.floats(shift) });
};

/** (x − mean) / √(variance + ε) as x · scale + shift. */
function movingStatistics(layer, plan, path) {
  const scale = Array.from(plan.parameter(path, "moving_variance"), (v) => 1 / Math.sqrt(v + (layer.epsilon ?? 1e-3)));
  const mean = plan.parameter(path, "moving_mean");
  return { scale, shift: scale.map((factor, c) => -mean[c] * factor) };
}

layerKinds.layerNorm = (layer, x, plan, path) =>
  layer.extent === "sample"
    ? planNorm(layer, x, plan, path, x.places, 1)
    : planNorm(layer, x, plan, path, 1, 1);

layerKinds.instanceNorm = (layer, x, plan, path) => planNorm(layer, x, plan, path, x.places, x.channels);

layerKinds.groupNorm = (layer, x, plan, path) => planNorm(layer, x, plan, path, x.places, layer.groups ?? 32);

/** y = γ · (x − mean) / √(variance + ε) + β; a mean and a variance for `together` places and each group of channels. */
function planNorm(layer, x, plan, path, together, groups) {
  const y = x.isHeld ? plan.sample(x.shape) : x;
  const [from, to, count, channels, epsilon] = [x.place, y.place, x.count, x.channels, layer.epsilon ?? 1e-3];
  plan.compute((heap) => {
    const [input, output] = [heap.at(from, count), heap.at(to, count)];
    const size = channels / groups;
    for (let first = 0; first < count; first += together * channels) {
      for (let group = 0; group < groups; group++) {
        normalize(input, output, first + group * size, together, channels, size, epsilon);
      }
    }
  });
  const scale = layer.scale === false ? 0 : plan.layout.floats(plan.parameter(path, "gamma"));
  const shift = layer.center === false ? 0 : plan.layout.floats(plan.parameter(path, "beta"));
  return scale || shift ? plan.finish(y, { scale, shift }) : y;
}

/** `rows` rows of `size` numbers, `step` apart: their mean becomes 0, their variance 1. */
function normalize(input, output, first, rows, step, size, epsilon) {
  const each = (body) => {
    for (let row = 0, at = first; row < rows; row++, at += step) {
      for (let i = at; i < at + size; i++) body(i);
    }
  };
  let sum = 0;
  each((i) => { sum += input[i]; });
  const mean = sum / (rows * size);
  let squares = 0;
  each((i) => { squares += (input[i] - mean) ** 2; });
  const factor = 1 / Math.sqrt(squares / (rows * size) + epsilon);
  each((i) => { output[i] = (input[i] - mean) * factor; });
}

layerKinds.pixelNorm = (layer, x, plan) => {
  const y = x.isHeld ? plan.sample(x.shape) : x;
  const [from, to, count, channels, epsilon] = [x.place, y.place, x.count, x.channels, layer.epsilon ?? 1e-8];
  plan.compute((heap) => {
    const [input, output] = [heap.at(from, count), heap.at(to, count)];
    for (let first = 0; first < count; first += channels) {
      let squares = 0;
      for (let i = first; i < first + channels; i++) squares += input[i] ** 2;
      const factor = 1 / Math.sqrt(squares / channels + epsilon);
      for (let i = first; i < first + channels; i++) output[i] = input[i] * factor;
    }
  });
  return y;
};
