// Images in the page: shown, enlarged, saved. An image is {width, height, rgba}.

function canvasOf({ width, height, rgba }) {
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  paint(canvas, { width, height, rgba });
  return canvas;
}

function paint(canvas, { width, height, rgba }) {
  canvas.getContext("2d").putImageData(new ImageData(rgba, width, height), 0, 0);
}

/** An element that shows an image. */
function elementOf(image, alt) {
  return Object.assign(document.createElement("img"), { src: canvasOf(image).toDataURL(), alt });
}

/** A name that every file system takes. */
function plainName(name) {
  return name.replace(/[^\w.-]+/g, "-");
}

/** Each pixel `factor` times. */
function enlargedSharp({ width, height, rgba }, factor) {
  const [from, wide] = [new Uint32Array(rgba.buffer), width * factor];
  const to = new Uint32Array(wide * height * factor);
  for (let i = 0; i < to.length; i++) {
    const [y, x] = [Math.floor(i / wide / factor), Math.floor((i % wide) / factor)];
    to[i] = from[y * width + x];
  }
  return { width: wide, height: height * factor, rgba: new Uint8ClampedArray(to.buffer) };
}

/** Lanczos’s filter over three pixels to each side; beyond the edge its pixels hold. Colours weigh as much as they show. */
function enlargedSmooth({ width, height, rgba }, factor) {
  const sinc = (x) => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));
  const rows = (length) => range(length * factor).map((j) => {
    const centre = (j + 0.5) / factor - 0.5;
    const taps = range(6).map((i) => Math.floor(centre) - 2 + i);
    const weights = taps.map((tap) => (Math.abs(tap - centre) < 3 ? sinc(tap - centre) * sinc((tap - centre) / 3) : 0));
    const sum = weights.reduce((a, b) => a + b);
    return taps.map((tap, i) => [Math.min(Math.max(tap, 0), length - 1), weights[i] / sum]);
  });
  const shown = (pixel, c) => rgba[pixel * 4 + c] * (c < 3 ? rgba[pixel * 4 + 3] / 255 : 1);
  const [wide, high] = [width * factor, height * factor];
  const lines = new Float32Array(wide * height * 4);
  rows(width).forEach((row, x) => {
    for (let y = 0; y < height; y++) {
      for (let c = 0; c < 4; c++) {
        lines[(y * wide + x) * 4 + c] = row.reduce((sum, [from, w]) => sum + w * shown(y * width + from, c), 0);
      }
    }
  });
  const result = new Uint8ClampedArray(wide * high * 4);
  rows(height).forEach((row, y) => {
    for (let i = 0; i < wide * 4; i++) {
      const at = (place) => row.reduce((sum, [from, w]) => sum + w * lines[from * wide * 4 + place], 0);
      const alpha = i % 4 < 3 ? Math.min(at(i - (i % 4) + 3), 255) : 255;
      result[y * wide * 4 + i] = alpha > 0 ? (at(i) * 255) / alpha : 0;
    }
  });
  return { width: wide, height: high, rgba: result };
}

/** Offers bytes as a file. */
function saveFile(blob, name) {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

/** Offers an image as a PNG file. */
function saveImage(image, factor, isSmooth, name) {
  const enlarged = factor === 1 ? image : (isSmooth ? enlargedSmooth : enlargedSharp)(image, factor);
  return new Promise((resolve) => canvasOf(enlarged).toBlob((blob) => resolve(saveFile(blob, name)), "image/png"));
}
