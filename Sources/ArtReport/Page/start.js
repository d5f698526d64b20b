// Brings the page to life.

function startPlayground() {
  const root = document.getElementById("playground");
  const path = /[?&]path=(wasm|javascript)\b/.exec(location.search)?.[1];
  let playground;
  try {
    playground = new PlaygroundActions(root);
  } catch (error) {
    root.dataset.state = "failed";
    Object.assign(root.querySelector('[data-play="problem"]'), { textContent: error.message, hidden: false });
    return;
  }
  const ready = playground.start(path).catch((error) => playground.fail(error));
  // For tests, and for pages around it.
  const parts = { writePoints, readPoints, writeLink, readLink, enlargedSmooth };
  globalThis.artPlayground = { playground, ready, ...parts, ...artEngine };
}

startPlayground();
