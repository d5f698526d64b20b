// Scales: from numbers to pixels and back, and the marks along an axis.

class Scale {
  /** @param kind "linear" or "log"; `from` and `to` are numbers, `start` and `end` the pixels they get. */
  constructor(kind, from, to, start, end) {
    this.isLog = kind === "log";
    Object.assign(this, { from, to, start, end });
  }

  inner(value) { return this.isLog ? Math.log10(value) : value; }

  pixel(value) {
    const [a, b] = [this.inner(this.from), this.inner(this.to)];
    return this.start + ((this.inner(value) - a) / (b - a || 1)) * (this.end - this.start);
  }

  value(pixel) {
    const [a, b] = [this.inner(this.from), this.inner(this.to)];
    const inner = a + ((pixel - this.start) / (this.end - this.start)) * (b - a);
    return this.isLog ? 10 ** inner : inner;
  }

  /** About `count` round numbers within the scale. */
  marks(count) {
    return this.isLog ? this.logMarks(count) : this.linearMarks(count);
  }

  linearMarks(count) {
    const rough = (this.to - this.from) / Math.max(count, 1);
    const power = 10 ** Math.floor(Math.log10(rough));
    const step = [1, 2, 5, 10].map((factor) => factor * power).find((each) => each >= rough * 0.999) ?? 10 * power;
    const marks = [];
    for (let k = Math.ceil(this.from / step - 1e-9); k * step <= this.to * (1 + 1e-12) + 1e-12; k++) {
      marks.push(Number((k * step).toPrecision(12)));
    }
    return marks;
  }

  logMarks(count) {
    const [low, high] = [Math.floor(Math.log10(this.from)), Math.ceil(Math.log10(this.to))];
    const within = (value) => value >= this.from * 0.999 && value <= this.to * 1.001;
    const marks = (factors, every) => {
      const found = [];
      for (let power = low; power <= high; power++) {
        if (power % every === 0) for (const factor of factors) found.push(Number((factor * 10 ** power).toPrecision(6)));
      }
      return found.filter(within);
    };
    const choices = [marks([1, 2, 3, 4, 5, 6, 7, 8, 9], 1), marks([1, 2, 5], 1), marks([1], 1), marks([1], 2), marks([1], 4)];
    const best = choices.find((each) => each.length <= count + 1) ?? choices.at(-1);
    // Less than a power of ten: round numbers as on a linear scale read better.
    return best.length >= 2 ? best : this.linearMarks(count).filter((value) => value > 0);
  }
}
