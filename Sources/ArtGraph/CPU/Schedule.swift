import ArtTensor

/// The order in which units run, and which of them write a variable where it lies.
struct Schedule {
  /// Units in the order of their run.
  private(set) var order: [Int] = []

  /// For nodes that are computed straight into a variable's memory: the variable's node.
  private(set) var variableWrittenBy: [Int: Int] = [:]

  /// Assignments that need a copy after everything else, because the old value is read too late.
  private(set) var copies: [(variable: Int, value: Int)] = []

  private let program: Program
  private let fusion: FusionPlan
  private var dependencies: [Int: Set<Int>] = [:]

  init(_ program: Program, _ fusion: FusionPlan) {
    self.program = program
    self.fusion = fusion
    for unit in fusion.units.indices where !fusion.units[unit].isEmpty {
      dependencies[unit] = fusion.dependencies(of: unit)
    }
    let readers = readersOfVariables()
    for (variable, value) in program.assignments {
      if !writeInPlace(variable, value, readers: readers[variable] ?? []) {
        copies.append((variable, value))
      }
    }
    sort()
  }

  private func readersOfVariables() -> [Int: [Int]] {
    var readers: [Int: [Int]] = [:]
    for id in program.nodes.indices where fusion.unitOf[id] >= 0 {
      for source in Set(program.sources(id)) where program.nodes[source].operation is Variable {
        readers[source, default: []].append(id)
      }
    }
    return readers
  }

  /// Lets the unit that makes a variable's new value write it over the old one, if every other reader of the old value
  /// can run before.
  private mutating func writeInPlace(_ variable: Int, _ value: Int, readers: [Int]) -> Bool {
    let source = program.base(value)
    let unit = fusion.unitOf[source]
    guard unit >= 0, program.role(source) == .pointwise, variableWrittenBy[source] == nil,
      program.nodes[source].shape == program.nodes[variable].shape
    else { return false }
    let inside = readers.filter { fusion.unitOf[$0] == unit }
    guard inside.allSatisfy({ program.readsInPlace($0, variable) && program.role($0) == .pointwise }) else {
      return false
    }
    let before = Set(readers.map { fusion.unitOf[$0] }).subtracting([unit])
    guard !before.contains(where: { depends($0, on: unit) }) else { return false }
    dependencies[unit, default: []].formUnion(before)
    variableWrittenBy[source] = variable
    return true
  }

  private func depends(_ unit: Int, on target: Int) -> Bool {
    var seen: Set<Int> = []
    var pending = [unit]
    while let next = pending.popLast() {
      if next == target { return true }
      guard seen.insert(next).inserted else { continue }
      pending += dependencies[next] ?? []
    }
    return false
  }

  /// The order in which the graph was written, except that a variable is updated as soon as it can be: that frees its
  /// gradient.
  private mutating func sort() {
    var waiting = dependencies
    var done: Set<Int> = []
    let updating = Set(variableWrittenBy.keys.map { fusion.unitOf[$0] })
    func rank(_ unit: Int) -> Int { updating.contains(unit) ? -1 : fusion.units[unit].last ?? 0 }
    while !waiting.isEmpty {
      let ready = waiting.filter { $0.value.isSubset(of: done) }.keys
      guard let next = ready.min(by: { (rank($0), $0) < (rank($1), $1) }) else { break }
      order.append(next)
      done.insert(next)
      waiting[next] = nil
    }
  }
}
