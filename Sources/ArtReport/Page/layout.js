// Memory before it is there: the places of arrays.

/** Where arrays lie in a block of memory that is not there yet. */
class Layout {
  constructor(base) {
    this.end = base;
    this.contents = [];
    this.free = [];
  }

  reserve(bytes) {
    const place = this.end;
    this.end += Math.ceil(bytes / 16) * 16;
    return place;
  }

  /** An array that stays as it is. */
  constant(array) {
    const place = this.reserve(array.length * 4);
    this.contents.push({ place, array });
    return place;
  }

  floats(numbers) {
    return this.constant(numbers instanceof Float32Array ? numbers : Float32Array.from(numbers));
  }

  integers(numbers) {
    return this.constant(Int32Array.from(numbers));
  }

  /** Memory for `count` floats that is given back with `release`. */
  take(count) {
    const fits = this.free.filter((block) => block.count >= count).sort((a, b) => a.count - b.count)[0];
    if (!fits) return { place: this.reserve(count * 4), count };
    this.free.splice(this.free.indexOf(fits), 1);
    return fits;
  }

  release(block) {
    this.free.push(block);
  }

  write(heap) {
    for (const { place, array } of this.contents) {
      (array instanceof Int32Array ? heap.integers : heap.floats).set(array, place / 4);
    }
  }
}
