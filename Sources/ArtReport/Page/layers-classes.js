// Layers that know the sample's class: a weight for each class, mixed where there are several.

/** The rows of a matrix [classes, columns], mixed by weights. */
function mixedRows(matrix, columns, weights) {
  const mixed = new Float64Array(columns);
  weights.forEach((weight, row) => {
    if (weight !== 0) for (let i = 0; i < columns; i++) mixed[i] += weight * matrix[row * columns + i];
  });
  return mixed;
}

layerKinds.classEmbedding = (layer, x, plan, path) => {
  const { size } = layer;
  const vectors = plan.parameter(path, "embedding");
  const y = plan.sample([x.count + size]);
  const [from, to, count] = [x.place, y.place, x.count];
  plan.compute((heap, request) => {
    heap.at(to, count).set(heap.at(from, count));
    heap.at(to + 4 * count, size).set(mixedRows(vectors, size, request.classes));
  });
  plan.done(x);
  return y;
};

layerKinds.conditionalBatchNorm = (layer, x, plan, path) => {
  const fixed = movingStatistics(layer, plan, path);
  const [gammas, betas] = [plan.parameter(path, "gamma"), plan.parameter(path, "beta")];
  const { channels } = x;
  const [scale, shift] = [plan.layout.reserve(4 * channels), plan.layout.reserve(4 * channels)];
  plan.compute((heap, request) => {
    const gamma = mixedRows(gammas, channels, request.classes);
    const beta = mixedRows(betas, channels, request.classes);
    heap.at(scale, channels).set(fixed.scale.map((factor, c) => factor * gamma[c]));
    heap.at(shift, channels).set(fixed.shift.map((summand, c) => summand * gamma[c] + beta[c]));
  });
  return plan.finish(x, { scale, shift });
};
