// NAME.artpoints.json: points and directions as a file.

const pointsVersion = 1;

/** The text of a points file. */
function writePoints(facts, points, directions) {
  const list = (numbers) => Array.from(numbers, shortFloat);
  const model = {
    id: facts.id, name: facts.name, hash: facts.hash, latent: facts.space,
    ...(facts.classes.length ? { classes: facts.classes.map(({ name }) => name) } : {}),
  };
  const writtenPoints = points.map((point) => ({
    name: point.name, latent: list(point.latents), ...facts.namedClasses(point), truncation: point.truncation,
    ...(point.origin ? { seed: exactNumber(point.origin.seed), sample: point.origin.index + 1 } : {}),
  }));
  const writtenDirections = directions.map(({ name, vector, range }) => ({
    name, vector: list(vector), ...(range ? { range } : {}),
  }));
  // One line for each point: a file that a person can look through.
  const rows = (values) => {
    const lines = values.map((value) => `    ${JSON.stringify(value)}`);
    return lines.length ? `[\n${lines.join(",\n")}\n  ]` : "[]";
  };
  return `{\n  "artpoints": ${pointsVersion},\n  "model": ${JSON.stringify(model)},\n`
    + `  "points": ${rows(writtenPoints)},\n  "directions": ${rows(writtenDirections)}\n}\n`;
}

/** A seed as JSON: a number where all readers take it exactly, else its digits. */
function exactNumber(digits) {
  return Number.isSafeInteger(Number(digits)) ? Number(digits) : digits;
}

/** Points and directions of a file's text, and a warning where they were made with other weights. */
function readPoints(facts, text) {
  const value = parsedPoints(text);
  const numbers = (list, what) => {
    const floats = Float32Array.from(Array.isArray(list) ? list : []);
    if (floats.length !== facts.space.size || !floats.every(Number.isFinite)) {
      throw new Error(`${what} has ${floats.length} numbers, and this model takes ${facts.space.size}: `
        + "the file belongs to another model.");
    }
    return floats;
  };
  const points = (value.points ?? []).map((point, i) => new Point({
    name: String(point.name ?? ""), latents: numbers(point.latent, `Point ${i + 1}`),
    classes: facts.weights(point.classes ?? point.class),
    truncation: Number.isFinite(point.truncation) ? point.truncation : facts.truncation,
    origin: isSeed(String(point.seed)) ? { seed: String(point.seed), index: (point.sample ?? 1) - 1 } : null,
  }));
  const directions = (value.directions ?? []).map(({ name, vector, range }, i) => ({
    name: String(name ?? `Direction ${i + 1}`), vector: numbers(vector, `Direction ${i + 1}`), range,
  }));
  const differs = value.model?.hash && value.model.hash !== facts.hash;
  return {
    points, directions,
    warning: differs ? "These points were made with other weights: they fit, but the images may be other ones." : "",
  };
}

/** The JSON of a points file whose version this page can read. */
function parsedPoints(text) {
  let value;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    throw new Error("This is not a points file: it is not JSON. Choose a file whose name ends in .artpoints.json.");
  }
  if (!Number.isInteger(value?.artpoints)) {
    throw new Error("This is not a points file: it has no “artpoints”. Choose a file whose name ends in "
      + ".artpoints.json.");
  }
  if (value.artpoints > pointsVersion) {
    throw new Error(`This points file has format ${value.artpoints}, and this page reads up to ${pointsVersion}. `
      + "Make the page again with a newer artpipe.");
  }
  return value;
}
