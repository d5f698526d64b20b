import ArtGraph
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
    let readers = unitsThatReadVariables()
    for (variable, value) in program.assignments {
      if !writeInPlace(variable, value, readers: readers[variable] ?? []) {
        copies.append((variable, value))
      }
    }
    order = UnitOrder(program, fusion, dependencies, updating: Set(variableWrittenBy.keys)).best
    // Units that wait for each other would be left out, and their results never computed.
    precondition(order.count == dependencies.count, "units depend on each other in a circle")
  }

  private func unitsThatReadVariables() -> [Int: Set<Int>] {
    var readers: [Int: Set<Int>] = [:]
    for unit in dependencies.keys {
      for source in fusion.sources(of: unit) where program.nodes[source].operation is Variable {
        readers[source, default: []].insert(unit)
      }
    }
    return readers
  }

  /// Lets the unit that makes a variable's new value write it over the old one, if every other reader of the old value
  /// can run before.
  private mutating func writeInPlace(_ variable: Int, _ value: Int, readers: Set<Int>) -> Bool {
    let source = program.base(value)
    let unit = fusion.unitOf[source]
    guard unit >= 0, program.role(source) == .pointwise, variableWrittenBy[source] == nil,
      program.nodes[source].shape == program.nodes[variable].shape
    else { return false }
    let inside = fusion.units[unit].filter { program.sources($0).contains(variable) }
    guard inside.allSatisfy({ program.readsInPlace($0, variable) && program.role($0) == .pointwise }) else {
      return false
    }
    let before = readers.subtracting([unit])
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
}
