import ArtGraph

/// The variables that a program reads and never writes, and what the program last saw of them.
struct FixedVariables {
  private let cells: [VariableCell]
  private var seen: [Int]
  private var isFirst = true

  init(_ cells: [VariableCell]) {
    self.cells = cells
    seen = cells.map { _ in -1 }
  }

  /// Whether someone has written one of them since the last call. The first call finds everything new.
  mutating func haveChanged() -> Bool {
    var changed = isFirst
    isFirst = false
    for (index, cell) in cells.enumerated() where seen[index] != cell.version {
      seen[index] = cell.version
      changed = true
    }
    return changed
  }
}
