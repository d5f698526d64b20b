// Generators that draw images as functions of the place can draw them larger; see Network+AnySize.swift.

/** Kinds of layers that work on each pixel alone, under which settings. */
const pixelwise = {
  relu: () => true, leakyReLU: () => true, tanh: () => true, sigmoid: () => true, dropout: ({ alwaysOn }) => !alwaysOn,
  dense: () => true, batchNorm: () => true, conditionalBatchNorm: () => true, pixelNorm: () => true,
  layerNorm: ({ extent }) => extent !== "sample",
  conv2d: ({ kernelSize, strides }) => [...pairOf(kernelSize), ...pairOf(strides, 1)].every((side) => side === 1),
  skip: ({ layers }) => layers.every(isPixelwise),
  residual: ({ layers, shortcut }) => [...layers, ...(shortcut ?? [])].every(isPixelwise),
};

const isPixelwise = (layer) => Object.hasOwn(pixelwise, layer.kind) && pixelwise[layer.kind](layer);

const averagesSquares = ({ kind, window, strides, padding }) => {
  const sides = [...pairOf(window, 2), ...pairOf(strides ?? window, 2)];
  return kind === "averagePool" && padding !== "same" && sides.every((side) => side === sides[0]);
};

/** The layers for images of `height` × `width`, or null where the network makes one size only. */
function layersOfSize(layers, height, width) {
  const drawn = layers.findIndex(({ kind }) => kind === "coordinateNetwork");
  if (drawn < 0) return null;
  const others = layers.map((layer, i) => ({ layer, i })).filter(({ layer, i }) => i > drawn && !isPixelwise(layer));
  if (others.length > 1 || !others.every(({ layer }) => averagesSquares(layer))) return null;
  // Places lie no further apart than those that the network was written for.
  const samples = Math.max(1, Math.ceil(Math.min(...pairOf(layers[drawn].size)) / Math.min(height, width)));
  const pool = { kind: "averagePool", window: samples, strides: samples, padding: "valid" };
  const changed = layers.map((layer, i) => {
    if (i === drawn) return { ...layer, size: [height * samples, width * samples] };
    return i === others[0]?.i ? pool : layer;
  });
  return others.length ? changed : [...changed, pool];
}
