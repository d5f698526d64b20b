// Wide tables scroll by keyboard too: a table that does not scroll is no stop of the Tab key.

function watchScrolling() {
  const fit = (holder) => {
    const scrolls = holder.scrollWidth > holder.clientWidth + 1 || holder.scrollHeight > holder.clientHeight + 1;
    if (scrolls) holder.setAttribute("tabindex", "0");
    else holder.removeAttribute("tabindex");
  };
  const watcher = new ResizeObserver((entries) => { for (const entry of entries) fit(entry.target); });
  for (const holder of document.querySelectorAll(".scroll, pre")) watcher.observe(holder);
}
