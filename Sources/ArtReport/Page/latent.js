// Points of a model: the latent point and, where the model knows classes, a weight for each class.

const pointKey = (seed, index) => foldedKey(BigInt(seed), BigInt(index));

/** Point `index` of `seed`, as `artpipe sample --seed` draws it. */
function latentPoint(space, seed, index) {
  const key = pointKey(seed, index);
  if (space.distribution === "normal") return randomNormals(key, space.size);
  if (space.distribution === "uniform") return randomUniforms(key, space.size).map((u) => 2 * u - 1);
  throw new Error(`The page does not know how to draw points of the distribution “${space.distribution}”.`);
}

/** The number of the class that the program draws for a point: each as often as in the training images. */
function drawnClass(classes, seed, index) {
  const total = classes.reduce((sum, known) => sum + known.count, 0);
  const key = foldedKey(pointKey(seed, index), 0x636c617373n);
  let place = Number((philoxKey(key, 0n, 0, philoxPurpose.bits) * BigInt(Math.max(total, 1))) >> 64n);
  for (const [label, known] of classes.entries()) {
    if (place < known.count) return label;
    place -= known.count;
  }
  return 0;
}

/** The weights that stand for one class. */
function weightsOfClass(classes, label) {
  return Float32Array.from(classes, (_, index) => (index === label ? 1 : 0));
}

const norm = (x) => Math.sqrt(x.reduce((sum, value) => sum + value * value, 0));

/** The straight line from a (t = 0) to b (t = 1). */
function lerp(a, b, t) {
  return Float32Array.from(a, (value, i) => value + (b[i] - value) * t);
}

/** The arc from a to b, as Interpolation.swift: the direction turns evenly, and the length goes evenly. */
function slerp(a, b, t) {
  if (t <= 0) return Float32Array.from(a);
  if (t >= 1) return Float32Array.from(b);
  const [normA, normB] = [norm(a), norm(b)];
  if (!(normA > 0 && normB > 0)) return lerp(a, b, t);
  const [u, v] = [Array.from(a, (x) => x / normA), Array.from(b, (x) => x / normB)];
  const along = norm(u.map((x, i) => x + v[i]));
  const angle = 2 * Math.atan2(norm(u.map((x, i) => x - v[i])), along);
  const length = normA + (normB - normA) * t;
  if (angle < 1e-6) return lerp(a, b, t);
  if (along < 1e-6) {
    const side = perpendicular(u);
    return Float32Array.from(u, (x, i) => length * (Math.cos(angle * t) * x + Math.sin(angle * t) * side[i]));
  }
  const [wa, wb] = [Math.sin((1 - t) * angle) / Math.sin(angle), Math.sin(t * angle) / Math.sin(angle)];
  return Float32Array.from(u, (x, i) => length * (wa * x + wb * v[i]));
}

/** A direction at right angles to u: the axis that u leans on least, made perpendicular to it. */
function perpendicular(u) {
  if (u.length < 2) return u.map(() => 0);
  const axis = u.reduce((best, x, i) => (Math.abs(x) < Math.abs(u[best]) ? i : best), 0);
  const side = u.map((x, i) => (i === axis ? 1 : 0) - x * u[axis]);
  const length = norm(side);
  return side.map((x) => x / length);
}
