// The page's images and videos: base64 at the end of the body, made into files when they are needed.

const blobAddresses = new Map();

/** The address of one of the page's files. */
function blobAddress(id) {
  if (!blobAddresses.has(id)) {
    const holder = document.getElementById(`blob-${id}`);
    const text = atob(holder.textContent.trim());
    const bytes = new Uint8Array(text.length);
    for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
    blobAddresses.set(id, URL.createObjectURL(new Blob([bytes], { type: holder.dataset.type })));
    holder.remove();
  }
  return blobAddresses.get(id);
}

/** Gives images and videos their content when they come near the screen, and all of them before the page is printed. */
function fillWhenNear() {
  const waiting = new Set(document.querySelectorAll("[data-blob]"));
  const fill = (element) => {
    if (!waiting.delete(element)) return;
    element.src = blobAddress(element.dataset.blob);
    if ("moves" in element.dataset) standStill(element);
  };
  const watcher = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      watcher.unobserve(entry.target);
      fill(entry.target);
    }
  }, { rootMargin: "600px" });
  for (const element of waiting) watcher.observe(element);
  addEventListener("beforeprint", () => { for (const element of [...waiting]) fill(element); });
}
