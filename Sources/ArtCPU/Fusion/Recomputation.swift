import ArtGraph
import ArtTensor

/// Cheap results that are computed again where they are read, instead of being kept in memory until then.
///
/// The backward pass reads much of the forward pass again: what batch normalisation centred, the sign of an activation,
/// the mask of a dropout. What follows in a few simple operations from arrays that are kept anyway costs less to compute
/// again, in the cache, than to write and to read back, and its memory is free in between. The same operations on the
/// same numbers give the same bits. (Griewank and Walther, Evaluating Derivatives, chapter 12; Chen et al., Training deep
/// nets with sublinear memory cost, 2016.)
///
/// A unit then has members that belong to another unit as well; ``unitOf`` says which unit makes a node for the others.
struct Recomputation {
  private(set) var units: [[Int]]
  private(set) var unitOf: [Int]

  private let program: Program
  private let roots: Set<Int>
  private let fixed: [Bool]
  private let largestUnit: Int
  /// For each node the units that read it, with the last node of each that does.
  private var uses: [[Int: Int]]
  /// For each node the units that compute it for themselves besides its own.
  private var copies: [Set<Int>]

  /// More operations than this are not repeated.
  private static let longestChain = 8

  /// More operations than this take longer than reading their result.
  private static let longestSparing = 4

  /// Longer vectors do not stay in the first-level cache.
  private static let longestVector = 1024

  init(_ program: Program, units: [[Int]], unitOf: [Int], largestUnit: Int) {
    self.program = program
    self.units = units
    self.unitOf = unitOf
    self.largestUnit = largestUnit
    roots = program.roots
    fixed = program.fixedNodes
    uses = [[Int: Int]](repeating: [:], count: program.nodes.count)
    copies = [Set<Int>](repeating: [], count: program.nodes.count)
    for id in program.nodes.indices where unitOf[id] >= 0 {
      for source in program.sources(id) { uses[source][unitOf[id]] = id }
    }
    for id in program.nodes.indices { consider(id) }
    for unit in units.indices { spareReads(of: unit) }
    // What a later unit no longer needs may be all that an earlier one kept something for.
    for unit in units.indices.reversed() { removeUnneeded(unit) }
  }

  /// The units that read a node from memory.
  private func readers(_ id: Int) -> [Int] {
    uses[id].keys.filter { $0 != unitOf[id] && !copies[id].contains($0) }.sorted()
  }

  private func isStored(_ id: Int) -> Bool {
    roots.contains(id) || program.role(id) != .pointwise || !readers(id).isEmpty
  }

  // MARK: Which and where

  /// Computes a node again in all units that read it, where that saves memory.
  private mutating func consider(_ id: Int) {
    guard unitOf[id] >= 0, isCheap(id), !fixed[id], !roots.contains(id) else { return }
    let readers = readers(id)
    guard !readers.isEmpty, readers.allSatisfy({ canCompute(id, in: $0) }) else { return }
    let last = readers.compactMap { uses[id][$0] }.max() ?? id
    guard let chain = chain(to: id, last),
      readers.allSatisfy({ units[$0].count + chain.count <= largestUnit })
    else { return }
    for unit in readers { add(chain, to: unit, readAt: uses[id][unit] ?? last) }
  }

  private func isCheap(_ id: Int) -> Bool {
    switch program.nodes[id].operation {
    case let elementwise as Elementwise: elementwise.function.isCheap
    // Two numbers are made of one cipher word.
    case let random as Random: random.isMask
    default: false
    }
  }

  private func canCompute(_ id: Int, in unit: Int) -> Bool {
    guard let first = units[unit].first, program.role(first) != .opaque,
      program.iterationShape(first) == program.nodes[id].shape
    else { return false }
    return units[unit].allSatisfy { !program.sources($0).contains(id) || program.readsInPlace($0, id) }
  }

  /// Computes from what a unit reads anyway what else it would read: the sign of an activation, for example, from what
  /// batch normalisation has centred.
  private mutating func spareReads(of unit: Int) {
    guard let shape = units[unit].first.map(program.iterationShape) else { return }
    let read = Set(units[unit].flatMap(program.sources)).subtracting(units[unit])
    // Later arrays follow from earlier ones.
    for id in read.sorted().reversed() where unitOf[id] >= 0 && program.nodes[id].shape == shape {
      guard isCheap(id), !fixed[id], canCompute(id, in: unit), let chain = chain(to: id, ofReadBy: unit),
        units[unit].count + chain.count <= largestUnit
      else { continue }
      add(chain, to: unit, readAt: uses[id][unit] ?? id)
    }
  }

  /// The nodes to compute for `id` from other arrays that a unit reads; nil where there is no short way.
  private func chain(to id: Int, ofReadBy unit: Int) -> Set<Int>? {
    let count = program.nodes[id].shape.count
    var chain: Set<Int> = []
    var pending = [id]
    while let next = pending.popLast() {
      guard chain.insert(next).inserted else { continue }
      guard isCheap(next), chain.count <= Self.longestSparing else { return nil }
      for source in program.sources(next) {
        let size = program.nodes[source].shape.count
        if size <= Self.longestVector && size < count { continue }
        if source != id, uses[source][unit] != nil || units[unit].contains(source) { continue }
        guard program.nodes[source].shape == program.nodes[id].shape else { return nil }
        pending.append(source)
      }
    }
    return chain
  }

  /// The nodes to compute for `id` from what is in memory; nil where that is not worth it.
  ///
  /// - Parameter last: The last node that reads `id`.
  private func chain(to id: Int, _ last: Int) -> Set<Int>? {
    let count = program.nodes[id].shape.count
    var chain: Set<Int> = []
    var pending = [id]
    var cost = 0
    while let next = pending.popLast() {
      guard chain.insert(next).inserted else { continue }
      guard isCheap(next), chain.count <= Self.longestChain else { return nil }
      for source in Set(program.sources(next)) {
        let size = program.nodes[source].shape.count
        // What is there anyway, or takes little room.
        if program.role(source) == .leaf || size * 8 <= count { continue }
        if isStored(source) {
          let end = roots.contains(source) ? last : uses[source].values.max() ?? source
          cost += max(0, last - end) * size
        } else if program.nodes[source].shape == program.nodes[id].shape {
          pending.append(source)
        } else {
          return nil
        }
      }
    }
    // Arrays that are kept longer for it must not take back what it saves. Time is counted in nodes.
    let start = units[unitOf[id]].first ?? id
    return cost <= (last - start) * count ? chain : nil
  }

  private mutating func add(_ chain: Set<Int>, to unit: Int, readAt time: Int) {
    for member in chain where unitOf[member] != unit { copies[member].insert(unit) }
    for source in Set(chain.flatMap(program.sources)) {
      uses[source][unit] = max(uses[source][unit] ?? time, time)
    }
    units[unit] = Set(units[unit]).union(chain).sorted()
  }

  // MARK: Clearing up

  /// Takes out members that no one needs any more.
  private mutating func removeUnneeded(_ unit: Int) {
    var read: Set<Int> = []
    var kept: [Int] = []
    for member in units[unit].reversed() {
      let isOwn = unitOf[member] == unit
      if read.contains(member) || (isOwn && isStored(member)) {
        kept.append(member)
        read.formUnion(program.sources(member))
      } else if isOwn {
        unitOf[member] = -1
      }
    }
    for source in units[unit].flatMap(program.sources) where !read.contains(source) { uses[source][unit] = nil }
    units[unit] = kept.reversed()
  }
}

extension ElementwiseFunction {
  /// Whether it takes no longer than reading its operands from memory.
  fileprivate var isCheap: Bool {
    switch self {
    case .add, .subtract, .multiply, .maximum, .minimum, .greater, .greaterOrEqual, .equal, .select, .abs, .square,
      .sign, .addScalar, .multiplyScalar, .leakyReLU, .leakyReLUGradient:
      true
    case .divide, .exp, .log, .tanh, .sigmoid, .softplus, .sqrt, .rsqrt, .reciprocal, .sine, .power: false
    }
  }
}

extension Random {
  fileprivate var isMask: Bool {
    if case .mask = distribution { true } else { false }
  }
}
