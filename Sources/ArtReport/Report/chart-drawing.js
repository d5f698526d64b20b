// The drawing of a chart, as SVG: axes, bands, curves, the mark of the step that is looked at.

const chartMargin = { top: 10, right: 14, bottom: 26, left: 58 };

/** A path through points; a null begins a new piece. */
function curvePath(xs, ys, pixel) {
  let [path, isDrawing] = ["", false];
  xs.forEach((x, i) => {
    const point = ys[i] === null || ys[i] === undefined ? null : pixel(x, ys[i]);
    if (point) path += `${isDrawing ? "L" : "M"}${point[0].toFixed(1)} ${point[1].toFixed(1)}`;
    isDrawing = point !== null;
  });
  return path;
}

/** The area between two rows of numbers. */
function bandPath(xs, low, high, pixel) {
  const kept = xs.map((x, i) => [x, low[i], high[i]]).filter(([, a, b]) => a !== null && b !== null && a !== undefined);
  if (kept.length === 0) return "";
  const there = kept.map(([x, , b]) => pixel(x, b).map((n) => n.toFixed(1)).join(" "));
  const back = kept.reverse().map(([x, a]) => pixel(x, a).map((n) => n.toFixed(1)).join(" "));
  return `M${there.join("L")}L${back.join("L")}Z`;
}

/** Draws a chart into an <svg> and returns its scales. */
function drawChart(svg, { width, height, series, lines, kind, range, steps, hasDots }) {
  const { top, right, bottom, left } = chartMargin;
  const x = new Scale("linear", steps[0], steps[1], left, width - right);
  const y = new Scale(kind, range[0], range[1], height - bottom, top);
  const floor = Math.min(...range);
  const pixel = (step, value) => [x.pixel(step), y.pixel(y.isLog ? Math.max(value, floor) : value)];
  const inside = (value) => !y.isLog || value > 0;

  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  svg.setAttribute("width", width);
  svg.setAttribute("height", height);
  const parts = [];
  for (const mark of y.marks(height > 220 ? 5 : 4)) {
    const at = Math.round(y.pixel(mark)) + 0.5;
    parts.push(
      element("line", { class: "grid", x1: left, x2: width - right, y1: at, y2: at }),
      element("text", { class: "mark", x: left - 8, y: at + 4, "text-anchor": "end", text: shownMark(mark) }));
  }
  for (const mark of x.marks(Math.max(Math.floor((width - left) / 70), 2))) {
    if (mark !== Math.round(mark)) continue;
    const at = x.pixel(mark);
    const anchor = at > width - right - 16 ? "end" : at < left + 16 ? "start" : "middle";
    parts.push(element("text", { class: "mark", x: at, y: height - 6, "text-anchor": anchor, text: shownStep(mark) }));
  }

  parts.push(element("text", { class: "mark", x: left - 8, y: height - 6, "text-anchor": "end", text: "step" }));

  // A drawing of its own within the axes, so that nothing is drawn beyond them.
  const inner = { x: left - 4, y: top - 4, width: width - left - right + 8, height: height - top - bottom + 6 };
  const drawn = element("svg", { ...inner, viewBox: `${inner.x} ${inner.y} ${inner.width} ${inner.height}` });
  series.forEach((each, index) => {
    if (each.low) drawn.append(element("path", { class: `band s${index}`, d: bandPath(each.x, each.low, each.high, pixel) }));
  });
  for (const line of lines) {
    if (!inside(line.y)) continue;
    const at = y.pixel(line.y);
    drawn.append(element("line", { class: "base", x1: left, x2: width - right, y1: at, y2: at }));
  }
  series.forEach((each, index) => {
    const values = each.y.map((value) => (value !== null && inside(value) ? value : null));
    if (each.raw) {
      const raw = each.raw.map((value) => (value !== null && inside(value) ? value : null));
      drawn.append(element("path", { class: `raw s${index}`, d: curvePath(each.x, raw, pixel) }));
    }
    drawn.append(element("path", { class: `curve s${index}`, d: curvePath(each.x, values, pixel) }));
    if (hasDots) {
      each.x.forEach((step, i) => {
        if (values[i] === null) return;
        const [cx, cy] = pixel(step, values[i]);
        drawn.append(element("circle", { class: `dot s${index}`, cx, cy, r: 3 }));
      });
    }
  });
  parts.push(drawn);
  svg.replaceChildren(...parts, element("g", { class: "cursor" }), element("rect", { class: "choice", hidden: true }));
  return { x, y, pixel, inside };
}

/** Marks a step: a line, and a dot on each curve. */
function drawCursor(svg, scales, series, places, height) {
  const group = svg.querySelector(".cursor");
  if (!places) return group.replaceChildren();
  const at = scales.x.pixel(series[0].x[places[0]]);
  const dots = series.flatMap((each, index) => {
    const value = each.y[places[index]];
    if (value === null || value === undefined || !scales.inside(value)) return [];
    const [cx, cy] = scales.pixel(each.x[places[index]], value);
    return [element("circle", { class: `dot s${index}`, cx, cy, r: 4 })];
  });
  group.replaceChildren(
    element("line", { class: "now", x1: at, x2: at, y1: chartMargin.top, y2: height - chartMargin.bottom }), ...dots);
}
