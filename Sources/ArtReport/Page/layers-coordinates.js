// A network that is run for each place of an image; see CoordinateNetwork.swift.

layerKinds.coordinateNetwork = (layer, x, plan, path) => {
  const [height, width] = pairOf(layer.size);
  const [inputs, places, { widths }] = [x.count, height * width, layer];
  const grid = coordinates(height, width, layer.wraps);
  const told = grid.length / places;
  const latent = plan.sample([inputs]);
  plan.compute((heap) => heap.at(latent.place, inputs).set(heap.at(x.place, inputs)));
  plan.done(x);

  // The first layer: sin of the coordinates times directions that the sample turns.
  const kernel = plan.parameter(path, "0.kernel");
  const directions = styleOf(plan, latent, path, "0.directions", told * widths[0]);
  const phases = styleOf(plan, latent, path, "0.style", widths[0], plan.parameter(path, "0.bias"));
  const waves = plan.layout.reserve(4 * told * packedColumns(widths[0]));
  plan.compute((heap) => {
    const turned = heap.at(directions.place, told * widths[0]).map((value, i) => value + kernel[i]);
    heap.at(waves, told * packedColumns(widths[0])).set(packedPanels(turned, told, widths[0]));
  });
  let h = plan.sample([height, width, widths[0]]);
  planProduct(plan, { place: plan.layout.floats(grid) }, places, told, widths[0], waves, phases.place, h);
  h = plan.finish(h, { activation: "sine" });

  const activation = { sine: "sine", tanh: "tanh", leakyReLU: "leakyReLU" }[layer.activation ?? "tanh"];
  if (!activation) throw new Error(`This page does not know the activation “${layer.activation}” (${path}).`);
  for (let index = 1; index < widths.length; index++) {
    const own = widths[index];
    const styles = styleOf(plan, latent, path, `${index}.style`, 2 * own, [
      ...new Float32Array(own).fill(1), ...plan.parameter(path, `${index}.bias`),
    ]);
    const weights = packedPanels(plan.parameter(path, `${index}.kernel`), widths[index - 1], own);
    const next = plan.sample([height, width, own]);
    planProduct(plan, h, places, widths[index - 1], own, plan.layout.floats(weights), 0, next);
    plan.done(h);
    h = plan.finish(next, { scale: styles.place, shift: styles.place + 4 * own, activation, slope: 0.2 });
  }
  return h;
};

/** The sample's numbers times a matrix, plus `start`. Its memory is never given back: others read it later. */
function styleOf(plan, latent, path, name, columns, start) {
  const style = { place: plan.layout.reserve(4 * columns) };
  const weights = plan.layout.floats(packedPanels(plan.parameter(path, name), latent.count, columns));
  planProduct(plan, latent, 1, latent.count, columns, weights, start ? plan.layout.floats(start) : 0, style);
  return style;
}

/**
 * x to the right, y down and the distance from the middle for each pixel's centre; the shorter side from −1 to 1. Where
 * images wrap, sines and cosines of x and of y, each as a place on a circle.
 */
function coordinates(height, width, wraps) {
  const shorter = Math.min(height, width);
  const place = (index, count) => Math.fround((2 * index + 1 - count) / shorter);
  const around = (index, count) => {
    const [radius, angle] = [count / shorter, (place(index, count) * Math.PI * shorter) / count];
    return [radius * Math.sin(angle), radius * Math.cos(angle)];
  };
  const toldAt = (column, row) => {
    if (wraps) return [...around(column, width), ...around(row, height)];
    const [x, y] = [place(column, width), place(row, height)];
    return [x, y, Math.sqrt(x * x + y * y)];
  };
  const told = toldAt(0, 0).length;
  const grid = new Float32Array(told * height * width);
  for (let i = 0; i < height * width; i++) grid.set(toldAt(i % width, Math.floor(i / width)), told * i);
  return grid;
}
