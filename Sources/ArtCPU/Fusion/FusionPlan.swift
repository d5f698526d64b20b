import ArtGraph
import ArtTensor

/// Which nodes are computed together.
///
/// Pointwise nodes and reductions over one index space share a unit where data flows between them element by element,
/// or where they read the same operand: the numbers then pass through the cache instead of through memory.
struct FusionPlan {
  private let program: Program

  /// Members of each unit in rising order; a unit that was merged into another is empty. Some nodes are members of
  /// several units (``Recomputation``).
  private(set) var units: [[Int]] = []

  /// The unit that computes a node for others; −1 for leaves, aliases, and nodes that every reader computes for itself.
  private(set) var unitOf: [Int]

  /// While units are merged, when every node belongs to one unit.
  private var graph = UnitGraph()

  /// Enough for every chain that models contain, and a bound for the registers of a kernel.
  private static let largestUnit = 96

  init(_ program: Program) {
    self.program = program
    unitOf = [Int](repeating: -1, count: program.nodes.count)
    var readers = [[Int]](repeating: [], count: program.nodes.count)

    for id in program.nodes.indices {
      let role = program.role(id)
      guard role != .leaf, role != .alias else { continue }
      unitOf[id] = units.count
      units.append([id])
      graph.append(reading: Set(program.sources(id).map { unitOf[$0] }.filter { $0 >= 0 }))
      guard role != .opaque else { continue }
      for source in program.sources(id) where program.readsInPlace(id, source) {
        merge(id, with: source)
        for reader in readers[source] { merge(id, with: reader) }
        readers[source].append(id)
      }
    }
    let recomputation = Recomputation(program, units: units, unitOf: unitOf, largestUnit: Self.largestUnit)
    (units, unitOf) = (recomputation.units, recomputation.unitOf)
  }

  /// What a unit reads of arrays made elsewhere.
  func sources(of unit: Int) -> Set<Int> {
    Set(units[unit].flatMap(program.sources)).subtracting(units[unit])
  }

  /// Nodes whose results are read by another unit than their own.
  var readFromOutside: Set<Int> {
    units.indices.reduce(into: []) { $0.formUnion(sources(of: $1)) }
  }

  /// The units whose results a unit reads.
  func dependencies(of unit: Int) -> Set<Int> {
    Set(sources(of: unit).map { unitOf[$0] }.filter { $0 >= 0 })
  }

  private mutating func merge(_ a: Int, with b: Int) {
    let (unitA, unitB) = (unitOf[a], unitOf[b])
    guard unitA >= 0, unitB >= 0, unitA != unitB, canMerge(unitA, unitB) else { return }
    units[unitB] = (units[unitB] + units[unitA]).sorted()
    for member in units[unitA] { unitOf[member] = unitB }
    units[unitA] = []
    graph.merge(unitA, into: unitB)
  }

  private func canMerge(_ a: Int, _ b: Int) -> Bool {
    guard units[a].count + units[b].count <= Self.largestUnit,
      isFusable(a), isFusable(b),
      program.iterationShape(units[a][0]) == program.iterationShape(units[b][0]),
      formsAgree(a, b), flowsElementwise(from: a, to: b), flowsElementwise(from: b, to: a)
    else { return false }
    return !graph.needs(a, b) && !graph.needs(b, a)
  }

  private func isFusable(_ unit: Int) -> Bool {
    program.role(units[unit][0]) != .opaque
  }

  /// All reductions of a unit run over the same axes.
  private func formsAgree(_ a: Int, _ b: Int) -> Bool {
    let forms = Set(
      (units[a] + units[b]).compactMap { id -> ReductionForm? in
        guard let reduce = program.nodes[id].operation as? Reduce else { return nil }
        return ReductionForm(shape: program.iterationShape(id), axes: reduce.axes)
      })
    return forms.count <= 1
  }

  /// Whether what `b` reads of `a` is read at the place that is being computed, and is no reduction's result.
  private func flowsElementwise(from a: Int, to b: Int) -> Bool {
    units[b].allSatisfy { member in
      program.sources(member).allSatisfy { source in
        unitOf[source] != a
          || (program.readsInPlace(member, source) && program.role(source) != .reduction)
      }
    }
  }
}
