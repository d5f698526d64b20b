// A network that is run for each place of an image; see CoordinateNetwork.swift.

layerKinds.coordinateNetwork = (layer, x, plan, path) => {
  const [height, width] = pairOf(layer.size);
  const [inputs, places, { widths }] = [x.count, height * width, layer];
  const latent = plan.sample([inputs]);
  plan.compute((heap) => heap.at(latent.place, inputs).set(heap.at(x.place, inputs)));
  plan.done(x);

  // The first layer: sin of the coordinates times directions that the sample turns.
  const kernel = plan.parameter(path, "0.kernel");
  const directions = styleOf(plan, latent, path, "0.directions", 3 * widths[0]);
  const phases = styleOf(plan, latent, path, "0.style", widths[0], plan.parameter(path, "0.bias"));
  const waves = plan.layout.reserve(4 * 3 * packedColumns(widths[0]));
  plan.compute((heap) => {
    const turned = heap.at(directions.place, 3 * widths[0]).map((value, i) => value + kernel[i]);
    heap.at(waves, 3 * packedColumns(widths[0])).set(packedPanels(turned, 3, widths[0]));
  });
  const grid = { place: plan.layout.floats(coordinates(height, width)) };
  let h = plan.sample([height, width, widths[0]]);
  planProduct(plan, grid, places, 3, widths[0], waves, phases.place, h);
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

/** x to the right, y down and the distance from the middle for each pixel's centre; the shorter side from −1 to 1. */
function coordinates(height, width) {
  const shorter = Math.min(height, width);
  const place = (index, count) => Math.fround((2 * index + 1 - count) / shorter);
  const grid = new Float32Array(3 * height * width);
  for (let i = 0; i < height * width; i++) {
    const [x, y] = [place(i % width, width), place(Math.floor(i / width), height)];
    grid.set([x, y, Math.sqrt(x * x + y * y)], 3 * i);
  }
  return grid;
}
