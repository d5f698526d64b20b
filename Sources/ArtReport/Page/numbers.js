// Bytes, half-precision floats, base64: how weights and points are written.

/** The bytes of base64, in its usual or its URL's letters; white space is skipped. */
function bytesOfBase64(text) {
  const letters = atob(text.replace(/-/g, "+").replace(/_/g, "/").replace(/\s+/g, ""));
  const bytes = new Uint8Array(letters.length);
  for (let i = 0; i < letters.length; i++) bytes[i] = letters.charCodeAt(i);
  return bytes;
}

/** Base64 in URL letters, without padding. */
function base64URLOfBytes(bytes) {
  let letters = "";
  for (const byte of bytes) letters += String.fromCharCode(byte);
  return btoa(letters).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

/** The number that 16 bits stand for in IEEE half precision. */
function numberOfHalf(half) {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >> 10) & 31;
  const fraction = half & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** The nearest 16 bits; of two as near the even ones. */
function halfOfNumber(number) {
  const sign = number < 0 || Object.is(number, -0) ? 0x8000 : 0;
  const size = Math.abs(number);
  if (Number.isNaN(number)) return 0x7e00;
  if (size >= 65520) return sign | 0x7c00;
  const exponent = Math.max(Math.floor(Math.log2(size || 2 ** -24)), -14);
  const scaled = size * 2 ** (10 - exponent);
  let fraction = Math.floor(scaled);
  const rest = scaled - fraction;
  if (rest > 0.5 || (rest === 0.5 && fraction % 2 === 1)) fraction += 1;
  // A fraction of 2048 carries into the exponent by itself; below 1024 the number is subnormal.
  return sign | (fraction < 1024 && exponent === -14 ? fraction : ((exponent + 14) << 10) + fraction);
}

let halves;

/** Floats from the little-endian bytes of a tensor. */
function floatsOfBytes(bytes, type) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (type === "F32") return Float32Array.from({ length: bytes.length / 4 }, (_, i) => view.getFloat32(4 * i, true));
  if (type !== "F16") throw new Error(`The page's weights are of the type ${type}; it can read F16 and F32.`);
  // Looked up: computing millions of numbers one by one takes a second.
  halves ??= Float32Array.from({ length: 65536 }, (_, half) => numberOfHalf(half));
  const floats = new Float32Array(bytes.length / 2);
  for (let i = 0; i < floats.length; i++) floats[i] = halves[view.getUint16(2 * i, true)];
  return floats;
}

/** The shortest decimal number that reads back as the same float. */
function shortFloat(number) {
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(number.toPrecision(digits));
    if (Math.fround(short) === Math.fround(number)) return short;
  }
  return Number(number.toPrecision(9));
}
