// Points in links.

const linkStart = "#playground?";

/** A point as a link's end. One of a seed is written as its seed, which is exact; others as half-precision numbers. */
function writeLink(facts, point) {
  const fields = new URLSearchParams();
  if (point.origin) {
    fields.set("seed", point.origin.seed);
    fields.set("image", point.origin.index + 1);
  } else {
    fields.set("latent", base64URLOfBytes(halvesOf(point.latents)));
  }
  if (facts.classes.length) {
    const label = facts.labelOf(point);
    if (label >= 0) fields.set("class", facts.classes[label].name);
    else fields.set("classes", base64URLOfBytes(halvesOf(point.classes)));
  }
  fields.set("truncation", point.truncation);
  fields.set("model", facts.hash.replace("sha256:", "").slice(0, 8));
  return linkStart + fields;
}

/** The point of a link's end, or null where it holds none. */
function readLink(facts, fragment) {
  if (!fragment.startsWith(linkStart)) return null;
  const fields = new URLSearchParams(fragment.slice(linkStart.length));
  const truncation = Number(fields.get("truncation") ?? facts.truncation);
  const origin = fields.has("seed") ? { seed: fields.get("seed"), index: Number(fields.get("image") ?? 1) - 1 } : null;
  if (origin && !(isSeed(origin.seed) && Number.isInteger(origin.index) && origin.index >= 0)) {
    throw new Error("The link's seed is not a whole number.");
  }
  const numbers = (key) => {
    try {
      return floatsOfBytes(bytesOfBase64(fields.get(key) ?? ""), "F16");
    } catch {
      throw new Error("The link is damaged: a part of it is missing or was changed.");
    }
  };
  const latents = origin ? latentPoint(facts.space, origin.seed, origin.index) : numbers("latent");
  const classes = fields.has("classes") ? numbers("classes") : facts.weights(fields.get("class"));
  const fits = latents.length === facts.space.size && classes.length === facts.classes.length;
  if (!fits || !latents.every(Number.isFinite) || !(truncation >= 0 && truncation <= 2)) {
    throw new Error("The link belongs to another model, or a part of it is missing.");
  }
  return new Point({ latents, classes, truncation, origin });
}

function halvesOf(floats) {
  const bytes = new Uint8Array(floats.length * 2);
  const view = new DataView(bytes.buffer);
  floats.forEach((number, i) => view.setUint16(2 * i, halfOfNumber(number), true));
  return bytes;
}
