// The engine in a worker, so that the page stays smooth. It is told what to do by messages and answers each with its id.

/** `answer(message, transfer)` sends. Returns the function that takes messages. */
function engineService(answer) {
  let engine, parts;
  const tasks = {
    load({ model, weights, wasm, path }) {
      parts = { model, weights: bytesOfBase64(weights), wasm: wasm ? bytesOfBase64(wasm) : null, path };
      engine = new Engine(parts);
      const { width, height, drawsAnySize } = engine;
      return { path: engine.path, width, height, drawsAnySize };
    },
    draw: ({ latents, classes }) => engine.draw(latents, classes),
    /** The image so many times larger, drawn anew; its memory is given back afterwards. */
    drawLarger: ({ latents, classes, factor }) => new Engine(parts, factor).draw(latents, classes),
    /** Images a second, drawing for `milliseconds`. */
    measure({ latents, classes, milliseconds }) {
      engine.draw(latents, classes);
      const start = performance.now();
      let count = 0;
      for (; performance.now() - start < milliseconds; count++) engine.draw(latents, classes);
      return { frames: count, framesPerSecond: (1000 * count) / (performance.now() - start) };
    },
  };
  return ({ id, task, ...request }) => {
    try {
      const result = tasks[task](request);
      answer({ id, result }, result.rgba ? [result.rgba.buffer] : []);
    } catch (error) {
      answer({ id, error: error.message }, []);
    }
  };
}
