// The numbers of a chart as a table: at most so many rows, evenly, the first and the last among them.

const mostTableRows = 40;

function chartTable(chart, [from, to]) {
  const [first] = chart.series;
  const places = first.x.map((_, i) => i).filter((i) => first.x[i] >= from && first.x[i] <= to);
  const count = Math.min(places.length, mostTableRows);
  const chosen = Array.from({ length: count }, (_, i) =>
    places[count === 1 ? 0 : Math.round((i * (places.length - 1)) / (count - 1))]);
  const hasBand = (each) => chart.group === "evaluation" && each.low;
  const heads = ["Step", ...chart.series.flatMap((each) => [each.name, ...(hasBand(each) ? ["95 % interval"] : [])])];
  const rows = chosen.map((place) => {
    const step = first.x[place];
    const values = chart.series.flatMap((each) => {
      const at = nearestPlace(each.x, step);
      const band = hasBand(each) ? [`${shownNumber(each.low[at])} to ${shownNumber(each.high[at])}`] : [];
      return [shownNumber(each.y[at]), ...band];
    });
    return element("tr", {}, [
      element("th", { scope: "row", text: shownStep(step) }), ...values.map((text) => element("td", { text })),
    ]);
  });
  const shown = places.length > count ? `${count} of ${places.length} rows, evenly` : "";
  const lines = (chart.lines ?? []).map((line) => `${line.name}: ${shownNumber(line.y)}`);
  const words = [shown, ...lines].filter(Boolean).join("; ");
  return element("table", {}, [
    element("caption", { text: words ? `${chart.title} (${words})` : chart.title }),
    element("thead", {}, [element("tr", {}, heads.map((text) => element("th", { scope: "col", text })))]),
    element("tbody", {}, rows),
  ]);
}
