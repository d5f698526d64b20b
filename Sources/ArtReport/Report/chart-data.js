// What a chart draws of its series: smoothed, within the steps that are looked at, on a linear or a log scale.

/** A running mean that forgets: `memory` of 0 changes nothing. Gaps stay gaps; its start is not drawn to zero. */
function smoothed(values, memory) {
  let [mean, weight] = [0, 0];
  return values.map((value) => {
    if (value === null) return null;
    mean = memory * mean + (1 - memory) * value;
    weight = memory * weight + (1 - memory);
    return mean / weight;
  });
}

/** The place of the number that is nearest to another one; the numbers grow. */
function nearestPlace(numbers, wanted) {
  let [low, high] = [0, numbers.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (numbers[middle] < wanted) low = middle;
    else high = middle;
  }
  return wanted - numbers[low] <= numbers[high] - wanted ? low : high;
}

/** The range of the numbers that are seen, with a little room, or a usual one where nothing is seen. */
function seenRange(series, lines, from, to, isLog, ofBand) {
  const seen = [];
  const take = (value) => { if (value !== null && value !== undefined && (!isLog || value > 0)) seen.push(value); };
  for (const each of series) {
    each.x.forEach((x, i) => {
      if (x < from || x > to) return;
      take(each.y[i]);
      if (ofBand) [each.low?.[i], each.high?.[i]].forEach(take);
    });
  }
  for (const line of lines) take(line.y);
  if (seen.length === 0) return isLog ? [0.1, 1] : [0, 1];
  let [low, high] = [Math.min(...seen), Math.max(...seen)];
  if (isLog) {
    const room = Math.max((high / low) ** 0.06, 1.08);
    return [low / room, high * room];
  }
  const room = (high - low || Math.abs(high) || 1) * 0.06;
  const isShare = low >= 0 && high <= 1;
  // Numbers that are nearly zero beside the others are drawn from zero.
  const start = low >= 0 && low - room < 0.25 * high ? 0 : low - room;
  return [start, isShare && high > 0.9 ? Math.max(high, 1) + (high - start) * 0.02 : high + room];
}
