// The program's random numbers, bit for bit: Philox4x32-10 (Salmon et al. 2011) as Sources/CArtKernels has it.
// Keys are BigInts of 64 bits; words are unsigned numbers of 32.

const philoxPurpose = { elements: 0, step: 1, fold: 2, bits: 3 };

/** The high and the low word of a product of two words. */
function wideProduct(a, b) {
  const low = Math.imul(a, b) >>> 0;
  const [a0, a1, b0, b1] = [a & 0xffff, a >>> 16, b & 0xffff, b >>> 16];
  const middle = a1 * b0 + ((a0 * b0) >>> 16);
  const other = a0 * b1 + (middle & 0xffff);
  return [(a1 * b1 + Math.floor(middle / 65536) + Math.floor(other / 65536)) >>> 0, low];
}

/** One block: ten rounds of multiply and mix. */
function philoxBlock(counter, key) {
  let [c0, c1, c2, c3] = counter;
  let k0 = Number(key & 0xffffffffn);
  let k1 = Number(key >> 32n);
  for (let round = 0; round < 10; round++) {
    const [high0, low0] = wideProduct(c0, 0xd2511f53);
    const [high1, low1] = wideProduct(c2, 0xcd9e8d57);
    [c0, c1, c2, c3] = [(high1 ^ c1 ^ k0) >>> 0, low1, (high0 ^ c3 ^ k1) >>> 0, low0];
    k0 = (k0 + 0x9e3779b9) >>> 0;
    k1 = (k1 + 0xbb67ae85) >>> 0;
  }
  return [c0, c1, c2, c3];
}

function philoxKey(key, data, word, purpose) {
  const block = philoxBlock([Number(data & 0xffffffffn), Number((data >> 32n) & 0xffffffffn), word, purpose], key);
  return (BigInt(block[1]) << 32n) | BigInt(block[0]);
}

/** The key of an independent sequence, one for each value of `data`. */
function foldedKey(key, data) {
  return philoxKey(key, data, 0, philoxPurpose.fold);
}

/** The first `count` words of a key's sequence: 64 at a time from 16 blocks, word w of block j at place 16 w + j. */
function randomWords(key, count) {
  const words = new Uint32Array(Math.ceil(count / 64) * 64);
  const own = philoxKey(key, 0n, 0xffffffff, philoxPurpose.step);
  for (let group = 0; group < words.length; group += 64) {
    for (let j = 0; j < 16; j++) {
      const block = philoxBlock([group / 4 + j, 0, 0, philoxPurpose.elements], own);
      for (let w = 0; w < 4; w++) words[group + 16 * w + j] = block[w];
    }
  }
  return words;
}

/** Numbers evenly from [0, 1). */
function randomUniforms(key, count) {
  return Float32Array.from(randomWords(key, count).subarray(0, count), (word) => (word >>> 8) * 2 ** -24);
}

const f32 = Math.fround;

/** A polynomial in single precision, highest power first. */
function polynomial(t, coefficients) {
  return coefficients.reduce((p, coefficient) => f32(f32(p * t) + coefficient));
}

const singles = (numbers) => numbers.map(f32);
const logTerms = singles([1 / 11, 1 / 9, 1 / 7, 1 / 5, 1 / 3]);
const sineTerms = singles([2.7557318844628753e-6, -1.9841270113829523e-4, 8.333333767950535e-3, -0.1666666716337204]);
const cosineTerms = singles([2.4801588051603176e-5, -1.3888889225199819e-3, 4.1666667908430099e-2, -0.5, 1]);
const word = new DataView(new ArrayBuffer(4));

/** ln u as RandomNormal.c computes it, rounding where it rounds. */
function naturalLog(u) {
  word.setFloat32(0, u);
  const bits = word.getUint32(0);
  const exponent = (bits - 0x3f3504f3) >> 23;
  word.setUint32(0, bits - (exponent << 23));
  const m = word.getFloat32(0);
  const s = f32(f32(m - 1) / f32(m + 1));
  const t = f32(s * s);
  const p = polynomial(t, logTerms);
  const rest = f32(exponent * f32(1.428606765330187e-6));
  return f32(f32(exponent * f32(0.693145751953125)) + f32(f32(2 * s) + f32(f32(f32(f32(2 * s) * t) * p) + rest)));
}

/** Cosine and sine of v turns. */
function cosineAndSine(v) {
  const quarters = f32(v * 4);
  const quadrant = Math.trunc(f32(quarters + 0.5));
  const x = f32(f32(quarters - quadrant) * f32(1.5707963705062866));
  const t = f32(x * x);
  const s = f32(f32(f32(polynomial(t, sineTerms) * t) * x) + x);
  const c = polynomial(t, cosineTerms);
  const [first, second] = quadrant & 1 ? [s, c] : [c, s];
  return [(quadrant + 1) & 2 ? -first : first, quadrant & 2 ? -second : second];
}

/** Numbers from the standard normal distribution, by Box and Muller's method. */
function randomNormals(key, count) {
  const words = randomWords(key, count);
  const numbers = new Float32Array(words.length);
  for (let group = 0; group < words.length; group += 64) {
    for (const pair of [0, 32]) {
      for (let j = group + pair; j < group + pair + 16; j++) {
        const u = f32((words[j] >>> 8) * 2 ** -24 + 2 ** -24);
        const radius = f32(Math.sqrt(f32(-2 * naturalLog(u))));
        const [cosine, sine] = cosineAndSine((words[j + 16] >>> 8) * 2 ** -24);
        numbers[j] = radius * cosine;
        numbers[j + 16] = radius * sine;
      }
    }
  }
  return numbers.subarray(0, count);
}
