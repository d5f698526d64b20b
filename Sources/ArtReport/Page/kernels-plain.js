// The kernels in plain JavaScript: twins of kernels.c, for browsers without WebAssembly and for tests. They read the same
// descriptions from the same memory; `heap` is a Heap, places are bytes.

const activations = { none: 0, relu: 1, leakyReLU: 2, tanh: 3, sigmoid: 4, sine: 5 };

/** The members of a convolution's description, in the order of kernels.c. */
const convolutionMembers = [
  "input", "weights", "bias", "output", "scratch", "taps", "tapCount", "height", "width", "channels", "outChannels",
  "rows", "columns", "stepY", "stepX", "rowStep", "columnStep",
];

function plainKernels(heap) {
  const { floats, integers } = heap;

  function readConvolution(place) {
    return Object.fromEntries(convolutionMembers.map((name, i) => [name, integers[place / 4 + i]]));
  }

  /** What one output place sees, tap by tap, from `to` on. */
  function gather(c, y, x, to) {
    const input = c.input / 4;
    for (let t = 0; t < c.tapCount; t++, to += c.channels) {
      const row = y * c.stepY + integers[c.taps / 4 + 2 * t];
      const column = x * c.stepX + integers[c.taps / 4 + 2 * t + 1];
      if (row >= 0 && row < c.height && column >= 0 && column < c.width) {
        const from = input + (row * c.width + column) * c.channels;
        floats.copyWithin(to, from, from + c.channels);
      } else {
        floats.fill(0, to, to + c.channels);
      }
    }
  }

  /** Two rows of the product times four columns of a panel: as much as fits into registers. */
  function multiplyTile(c, a0, a1, depth, b, width, to0, to1, column) {
    let p0 = 0, p1 = 0, p2 = 0, p3 = 0, q0 = 0, q1 = 0, q2 = 0, q3 = 0;
    for (let k = 0; k < depth; k++, b += width) {
      const x = floats[a0 + k], y = floats[a1 + k];
      const b0 = floats[b], b1 = floats[b + 1], b2 = floats[b + 2], b3 = floats[b + 3];
      p0 += x * b0; p1 += x * b1; p2 += x * b2; p3 += x * b3;
      q0 += y * b0; q1 += y * b1; q2 += y * b2; q3 += y * b3;
    }
    const bias = c.bias / 4 + column, left = c.outChannels - column;
    const put = (i, p, q) => {
      if (i >= left) return;
      const start = c.bias ? floats[bias + i] : 0;
      floats[to0 + column + i] = p + start;
      floats[to1 + column + i] = q + start;
    };
    put(0, p0, q0); put(1, p1, q1); put(2, p2, q2); put(3, p3, q3);
  }

  /** Rows [first, first + count) of the product, whose inputs lie one after the other from `a` on. */
  function multiply(c, a, depth, first, count) {
    const target = (p) => c.output / 4 + Math.floor(p / c.columns) * c.rowStep + (p % c.columns) * c.columnStep;
    let b = c.weights / 4;
    for (let column = 0; column < c.outChannels; ) {
      const width = c.outChannels - column <= 4 ? 4 : 8;
      for (let row = 0; row < count; row += 2) {
        const next = Math.min(row + 1, count - 1);
        const [to0, to1] = [target(first + row), target(first + next)];
        multiplyTile(c, a + row * depth, a + next * depth, depth, b, width, to0, to1, column);
        if (width === 8 && column + 4 < c.outChannels) {
          multiplyTile(c, a + row * depth, a + next * depth, depth, b + 4, width, to0, to1, column + 4);
        }
      }
      b += depth * width;
      column += width;
    }
  }

  function convolve(place) {
    const c = readConvolution(place);
    const depth = c.tapCount * c.channels;
    const scratch = c.scratch / 4;
    const places = c.rows * c.columns;
    for (let first = 0; first < places; first += 32) {
      const count = Math.min(32, places - first);
      for (let p = first; p < first + count; p++) {
        gather(c, Math.floor(p / c.columns), p % c.columns, scratch + (p - first) * depth);
      }
      multiply(c, scratch, depth, first, count);
    }
  }

  function activated(x, activation, slope) {
    switch (activation) {
      case activations.relu: return x > 0 ? x : 0;
      case activations.leakyReLU: return x > 0 ? x : x * slope;
      case activations.tanh: return Math.tanh(x);
      case activations.sigmoid: return 1 / (1 + Math.exp(-x));
      case activations.sine: return Math.sin(x);
      default: return x;
    }
  }

  function finish(x, y, places, channels, scale, shift, activation, slope) {
    for (let p = 0, i = 0; p < places; p++) {
      for (let c = 0; c < channels; c++, i++) {
        const by = scale ? floats[scale / 4 + c] : 1;
        const to = shift ? floats[shift / 4 + c] : 0;
        floats[y / 4 + i] = activated(floats[x / 4 + i] * by + to, activation, slope);
      }
    }
  }

  function resample(input, output, outer, inLength, outLength, inner, starts, indices, weights) {
    for (let o = 0; o < outer; o++) {
      for (let j = 0; j < outLength; j++) {
        const to = output / 4 + (o * outLength + j) * inner;
        floats.fill(0, to, to + inner);
        for (let k = integers[starts / 4 + j]; k < integers[starts / 4 + j + 1]; k++) {
          const from = input / 4 + (o * inLength + integers[indices / 4 + k]) * inner;
          const weight = floats[weights / 4 + k];
          for (let i = 0; i < inner; i++) floats[to + i] += weight * floats[from + i];
        }
      }
    }
  }

  return { convolve, finish, resample };
}
