import ArtGraph

/// Which unit reads the results of which, kept up to date while units are merged.
struct UnitGraph {
  /// The units that each unit reads.
  private var before: [Set<Int>] = []
  /// The units that read each unit.
  private var after: [Set<Int>] = []

  /// Adds the next unit.
  ///
  /// - Parameter sources: the units whose results it reads.
  mutating func append(reading sources: Set<Int>) {
    for source in sources { after[source].insert(before.count) }
    before.append(sources)
    after.append([])
  }

  /// Makes one unit of two; `a` is left without neighbours.
  mutating func merge(_ a: Int, into b: Int) {
    for source in before[a] {
      after[source].remove(a)
      if source != b { after[source].insert(b) }
    }
    for reader in after[a] {
      before[reader].remove(a)
      if reader != b { before[reader].insert(b) }
    }
    before[b] = before[b].union(before[a]).subtracting([a, b])
    after[b] = after[b].union(after[a]).subtracting([a, b])
    (before[a], after[a]) = ([], [])
  }

  /// Whether `unit` needs results of `target` by way of a third unit: merging the two would close a circle.
  func needs(_ unit: Int, _ target: Int) -> Bool {
    // No way leads to a unit that nothing reads, nor from one that reads nothing.
    guard !after[target].isEmpty, !before[unit].isEmpty else { return false }
    var seen = [Bool](repeating: false, count: before.count)
    (seen[unit], seen[target]) = (true, true)
    var pending = before[unit].filter { $0 != target }
    while let next = pending.popFirst() {
      guard !seen[next] else { continue }
      seen[next] = true
      if before[next].contains(target) { return true }
      for source in before[next] where !seen[source] { pending.insert(source) }
    }
    return false
  }
}
