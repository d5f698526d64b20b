"""The table and the curves of results that measure.py left."""
import math
import statistics

COLORS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00"]


def metric(result, id="frechetDistance"):
    return next(m["model"]["value"] for m in result["report"]["metrics"] if m["id"] == id)


def groups(results):
    """The results of each recipe and time, recipes by name, times from short to long."""
    found = {}
    for result in results:
        found.setdefault((result["recipe"], result["minutes"]), []).append(result)
    return dict(sorted(found.items()))


def spread(values):
    """Mean and, of several, the standard deviation."""
    text = f"{statistics.mean(values):.1f}"
    return f"{text} ± {statistics.stdev(values):.1f}" if len(values) > 1 else text


def table(results):
    lines = [
        "| recipe | minutes | seeds | steps | Fréchet distance | precision | recall | rarest class | commonest class |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for (recipe, minutes), same in groups(results).items():
        steps = [result["report"]["model"]["step"] for result in same]
        shares = [c["model"]["value"] for result in same for c in result["report"]["classes"]]
        lines.append(
            f"| `{recipe}` | {minutes:g} | {len(same)} | {round(statistics.mean(steps)):,} "
            f"| {spread([metric(r) for r in same])} "
            f"| {statistics.mean(metric(r, 'precision') for r in same):.3f} "
            f"| {statistics.mean(metric(r, 'recall') for r in same):.3f} "
            f"| {min(shares) * 100:.1f} % | {max(shares) * 100:.1f} % |")
    return lines


def curves(results, width=640, height=400):
    """Fréchet distance over minutes, both on logarithmic scales, as SVG."""
    left, right, top, bottom = 64, 150, 16, 44
    points = {key: statistics.mean(metric(r) for r in same) for key, same in groups(results).items()}
    svg = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
           'font-family="sans-serif" font-size="12">', f'<rect width="{width}" height="{height}" fill="white"/>']
    if points:
        times = sorted({minutes for _, minutes in points})
        low = 10 ** math.floor(math.log10(min(points.values())))
        high = 10 ** math.ceil(math.log10(max(points.values())))

        def x(minutes):
            span = math.log(max(times) / min(times)) or 1
            return left + math.log(minutes / min(times)) / span * (width - left - right)

        def y(value):
            return top + math.log(high / value) / math.log(high / low) * (height - top - bottom)

        value = low
        while value <= high:
            svg.append(f'<path d="M{left} {y(value):.1f}H{width - right}" stroke="#ccc"/>'
                       f'<text x="{left - 6}" y="{y(value) + 4:.1f}" text-anchor="end">{value:g}</text>')
            value *= 10
        svg += [f'<text x="{x(t):.1f}" y="{height - bottom + 18}" text-anchor="middle">{t:g}</text>' for t in times]
        svg.append(f'<text x="{(left + width - right) / 2}" y="{height - 8}" text-anchor="middle">minutes</text>')
        for color, recipe in zip(COLORS * len(points), dict.fromkeys(recipe for recipe, _ in points)):
            line = [(x(t), y(v)) for (name, t), v in points.items() if name == recipe]
            svg.append('<polyline fill="none" stroke-width="2" stroke="%s" points="%s"/>' % (
                color, " ".join(f"{a:.1f},{b:.1f}" for a, b in line)))
            svg += [f'<circle cx="{a:.1f}" cy="{b:.1f}" r="3" fill="{color}"/>' for a, b in line]
            a, b = line[-1]
            svg.append(f'<text x="{a + 8:.1f}" y="{b + 4:.1f}" fill="{color}">{recipe}</text>')
    return "\n".join(svg + ["</svg>"]) + "\n"
