// Numbers as people read them.

/** About four digits: 26,054, 682.3, 0.0431, 3.2e-7. */
function shownNumber(value) {
  if (value === null || value === undefined) return "–";
  const size = Math.abs(value);
  if (size !== 0 && size < 1e-4) return value.toExponential(1).replace("-", "−");
  const text = value.toLocaleString("en", { maximumSignificantDigits: size >= 1000 ? Math.ceil(Math.log10(size + 1)) : 4 });
  return text.replace("-", "−");
}

/** The same for the marks of an axis, which have little room: 20M. */
function shownMark(value) {
  return Math.abs(value) >= 1e6 ? value.toLocaleString("en", { notation: "compact" }).replace("-", "−") : shownNumber(value);
}

function shownStep(step) {
  return Math.round(step).toLocaleString("en");
}

/** An element with attributes and content; `class`, `text` and on… do what they say. */
function element(name, attributes = {}, children = []) {
  const isSVG = ["svg", "path", "line", "circle", "rect", "g", "text"].includes(name);
  const made = isSVG ? document.createElementNS("http://www.w3.org/2000/svg", name) : document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "text") made.textContent = value;
    else if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children);
  return made;
}
