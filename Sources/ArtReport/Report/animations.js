// Images that move (WebP, GIF) stand still until the reader starts them.

/** The first frame of a moving image, as a file of its own. */
async function firstFrame(image) {
  const canvas = element("canvas", { width: image.naturalWidth, height: image.naturalHeight });
  canvas.getContext("2d").drawImage(image, 0, 0);
  return URL.createObjectURL(await new Promise((done) => canvas.toBlob(done)));
}

async function standStill(image) {
  const moving = image.src;
  const source = new Image();
  source.src = moving;
  await source.decode();
  const still = await firstFrame(source);
  image.src = still;
  const button = element("button", { type: "button", text: "Play", "aria-label": `Play: ${image.alt}` });
  let isPlaying = false;
  button.addEventListener("click", () => {
    isPlaying = !isPlaying;
    image.src = isPlaying ? moving : still;
    button.textContent = isPlaying ? "Stop" : "Play";
    button.setAttribute("aria-label", `${button.textContent}: ${image.alt}`);
  });
  image.after(element("div", { class: "buttons moves" }, [button]));
}
