import ArtGraph
import ArtTensor

/// Orders in which units can run, and the one of them that needs the least memory.
///
/// Finding the very best order is NP-hard (Sethi 1975). A few ways to walk through the program are tried, and in each of
/// them what frees as much memory as it takes runs as soon as it can.
struct UnitOrder {
  private let units: [Int]
  private let dependencies: [Int: Set<Int>]
  private let dependents: [Int: [Int]]
  /// The floats that a unit's results take, those left out that are written where a variable lies.
  private let taken: [Int: Int]
  /// What a unit reads of arrays that end with their last reader, with their floats.
  private let read: [Int: [(node: Int, count: Int)]]
  private let readers: [Int: Int]
  private let updating: Set<Int>
  private let last: [Int: Int]
  private let sinks: [Int]
  /// A difference in memory that is not worth leaving an order for.
  private let negligible: Int

  /// - Parameters:
  ///   - dependencies: What must have run before each unit.
  ///   - updating: Nodes that are written where a variable lies.
  init(_ program: Program, _ fusion: FusionPlan, _ dependencies: [Int: Set<Int>], updating: Set<Int>) {
    self.dependencies = dependencies
    units = dependencies.keys.sorted()
    var dependents: [Int: [Int]] = [:]
    for unit in units {
      for before in dependencies[unit] ?? [] { dependents[before, default: []].append(unit) }
    }
    self.dependents = dependents
    let roots = program.roots
    let outside = fusion.readFromOutside
    var taken: [Int: Int] = [:]
    var read: [Int: [(node: Int, count: Int)]] = [:]
    var readers: [Int: Int] = [:]
    for unit in units {
      for member in fusion.units[unit] where fusion.unitOf[member] == unit && !updating.contains(member) {
        let isStored = program.role(member) != .pointwise || roots.contains(member) || outside.contains(member)
        if isStored { taken[unit, default: 0] += program.nodes[member].shape.count }
      }
      for source in fusion.sources(of: unit).sorted() where !roots.contains(source) && fusion.unitOf[source] >= 0 {
        read[unit, default: []].append((source, program.nodes[source].shape.count))
        readers[source, default: 0] += 1
      }
    }
    (self.taken, self.read, self.readers) = (taken, read, readers)
    self.updating = Set(updating.map { fusion.unitOf[$0] })
    var last: [Int: Int] = [:]
    for unit in units { last[unit] = fusion.units[unit].last }
    self.last = last
    sinks = (program.assignments.map(\.value) + program.outputs.values.sorted())
      .map { fusion.unitOf[program.base($0)] }.filter { $0 >= 0 }
    negligible = (taken.values.max() ?? 0) / 64
  }

  /// The order that takes the least memory; of equals the one nearest to the order in which the graph was written.
  var best: [Int] {
    let walks = [asWritten, depthFirst(from: sinks), depthFirst(from: sinks.reversed())]
    let orders = walks.map(order)
    return orders.min { $0.most < $1.most }?.units ?? []
  }

  // MARK: Ways through the program

  /// A rank for each unit: lower ones run first, if they can.
  private var asWritten: [Int: Int] { last }

  /// Everything that a result follows from, result after result.
  private func depthFirst(from sinks: [Int]) -> [Int: Int] {
    var rank: [Int: Int] = [:]
    var entered: Set<Int> = []
    for sink in sinks {
      var pending = [sink]
      while let unit = pending.last {
        guard rank[unit] == nil else {
          pending.removeLast()
          continue
        }
        if entered.insert(unit).inserted {
          let before = (dependencies[unit] ?? []).filter { rank[$0] == nil && !entered.contains($0) }
          pending += before.sorted { (last[$0, default: .max], $0) > (last[$1, default: .max], $1) }
        } else {
          rank[unit] = rank.count
          pending.removeLast()
        }
      }
    }
    return rank
  }

  // MARK: Running

  /// Follows the ranks, except that variables are updated and memory is freed as soon as can be.
  ///
  /// - Returns: The order, and the most floats that are in use at a time.
  private func order(_ rank: [Int: Int]) -> (units: [Int], most: Int) {
    var waitsFor = dependencies.mapValues(\.count)
    var unread = readers
    var ready = units.filter { waitsFor[$0] == 0 }
    var order: [Int] = []
    var (used, most) = (0, 0)
    while !ready.isEmpty {
      let choices = ready.map { unit in (unit: unit, growth: growth(unit, unread)) }
      let next = choices.min { isBefore($0, $1, rank) }?.unit ?? ready[0]
      ready.removeAll { $0 == next }
      order.append(next)
      most = max(most, used + (taken[next] ?? 0))
      used += growth(next, unread)
      for source in read[next] ?? [] { unread[source.node, default: 0] -= 1 }
      for unit in dependents[next] ?? [] {
        waitsFor[unit, default: 0] -= 1
        if waitsFor[unit] == 0 { ready.append(unit) }
      }
    }
    return (order, most)
  }

  /// By how many floats the memory in use grows with a unit.
  private func growth(_ unit: Int, _ unread: [Int: Int]) -> Int {
    let freed = (read[unit] ?? []).reduce(0) { $0 + (unread[$1.node] == 1 ? $1.count : 0) }
    return (taken[unit] ?? 0) - freed
  }

  private func isBefore(
    _ a: (unit: Int, growth: Int), _ b: (unit: Int, growth: Int), _ rank: [Int: Int]
  ) -> Bool {
    func urgency(_ choice: (unit: Int, growth: Int)) -> Int {
      updating.contains(choice.unit) ? 0 : choice.growth <= negligible ? 1 : 2
    }
    return (urgency(a), rank[a.unit, default: .max], a.unit) < (urgency(b), rank[b.unit, default: .max], b.unit)
  }
}
