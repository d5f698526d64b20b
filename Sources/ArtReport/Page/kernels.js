// Memory and the kernels that work on it: WebAssembly with SIMD where the browser has it, else plain JavaScript.

/** Views of one block of memory; places are bytes. */
class Heap {
  constructor(buffer) {
    this.floats = new Float32Array(buffer);
    this.integers = new Int32Array(buffer);
  }

  /** The floats of a place, as a view. */
  at(place, count) {
    return this.floats.subarray(place / 4, place / 4 + count);
  }
}

/** Kernels over plain memory. */
function makePlainKernels() {
  return {
    path: "javascript",
    // Place 0 stands for “none”.
    base: 16,
    allocate(bytes) {
      const heap = new Heap(new ArrayBuffer(bytes));
      return { heap, kernels: plainKernels(heap) };
    },
  };
}

/** Kernels in WebAssembly; throws where the browser cannot run them. */
function makeWasmKernels(bytes) {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), {});
  const base = Math.ceil(exports.__heap_base.value / 16) * 16;
  return {
    path: "wasm",
    base,
    allocate(size) {
      const missing = size - exports.memory.buffer.byteLength;
      if (missing > 0) exports.memory.grow(Math.ceil(missing / 65536));
      return { heap: new Heap(exports.memory.buffer), kernels: exports };
    },
  };
}

/** `path`: "wasm", "javascript", or "auto" for the fastest that works here. */
function makeKernels(wasm, path) {
  if (path === "javascript" || (path === "auto" && !wasm)) return makePlainKernels();
  try {
    return makeWasmKernels(wasm);
  } catch (error) {
    if (path === "wasm") throw error;
    return makePlainKernels();
  }
}
