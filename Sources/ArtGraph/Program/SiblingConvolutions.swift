import ArtTensor

/// Convolutions with one kernel that do not wait for each other, run as one over the images of all of them.
///
/// With a batch of one or two images a convolution reads more numbers of its kernel than of its images, and brings more of
/// them into another form. A network that is applied to several batches in one program would do that for each. So its
/// convolutions are joined: one kernel is read once, and one gradient is made for what would be a sum of several. Where
/// images are the larger part nothing is joined, because they are copied side by side for it.
package struct SiblingConvolutions {
  private let program: Program
  /// For each convolution that is joined to others: the first of them.
  private var leader: [Int: Int] = [:]
  /// Those that run as one, by their first.
  private var members: [Int: [Int]] = [:]
  /// For sums of kernel gradients: those that are added up.
  private var sums: [Int: [Int]] = [:]
  /// Nodes that nobody needs any more.
  private var absorbed: Set<Int> = []

  package init(_ program: Program) {
    self.program = program
    joinConvolutions()
    joinKernelGradients()
  }

  // MARK: What is joined

  private struct Kind: Hashable {
    let isForward: Bool
    /// With a batch of 0.
    let geometry: ConvolutionGeometry
    let kernel: Int
  }

  private mutating func joinConvolutions() {
    var found: [Kind: [Int]] = [:]
    for (id, node) in program.nodes.enumerated() {
      let isForward = node.operation is Convolution
      let transposed = node.operation as? ConvolutionInputGradient
      guard let geometry = (node.operation as? Convolution)?.geometry ?? transposed?.geometry,
        geometry.kernelIsLargerPart
      else { continue }
      let kind = Kind(isForward: isForward, geometry: geometry.withBatch(0), kernel: node.inputs[1])
      let group = found[kind, default: []].first { !depends(id, on: $0) && !depends($0, on: id) }
      if let group {
        members[group, default: [group]].append(id)
        leader[group] = group
        leader[id] = group
      } else {
        found[kind, default: []].append(id)
      }
    }
  }

  /// Whether a convolution can run only when another has, with all that is joined to either.
  private func depends(_ id: Int, on other: Int) -> Bool {
    let target = leader[other] ?? other
    var seen = [Bool](repeating: false, count: program.nodes.count)
    var pending = operands(leader[id] ?? id)
    while let next = pending.popLast() {
      let first = leader[next] ?? next
      if first == target { return true }
      guard !seen[first] else { continue }
      seen[first] = true
      pending += operands(first)
    }
    return false
  }

  private mutating func joinKernelGradients() {
    var readers = [Int](repeating: 0, count: program.nodes.count)
    for node in program.nodes { for input in node.inputs { readers[input] += 1 } }
    for id in program.outputs.values { readers[id] += 1 }
    for (_, value) in program.assignments { readers[value] += 1 }
    func parts(_ id: Int) -> [Int]? {
      guard readers[id] == 1 else { return nil }
      if let known = sums[id] { return known }
      guard let operation = program.nodes[id].operation as? ConvolutionKernelGradient,
        operation.geometry.kernelIsLargerPart
      else { return nil }
      return [id]
    }
    func geometry(_ parts: [Int]) -> ConvolutionGeometry? {
      (program.nodes[parts[0]].operation as? ConvolutionKernelGradient)?.geometry.withBatch(0)
    }
    for (id, node) in program.nodes.enumerated() {
      guard (node.operation as? Elementwise)?.function == .add, node.inputs[0] != node.inputs[1],
        let left = parts(node.inputs[0]), let right = parts(node.inputs[1]), geometry(left) == geometry(right)
      else { continue }
      sums[id] = left + right
      for input in node.inputs {
        sums[input] = nil
        absorbed.insert(input)
      }
    }
  }

  /// What a node needs, together with all that is joined to it.
  private func operands(_ id: Int) -> [Int] {
    (members[id] ?? sums[id])?.flatMap { program.nodes[$0].inputs } ?? program.nodes[id].inputs
  }

  // MARK: The program with joined convolutions

  /// The program in which they are joined.
  package var joined: Program {
    guard !members.isEmpty || !sums.isEmpty else { return program }
    var writer = Writer(program)
    for id in program.nodes.indices where !absorbed.contains(id) {
      var pending = [id]
      while let next = pending.last {
        let first = leader[next] ?? next
        let missing = writer.isWritten(first) ? [] : operands(first).filter { !writer.isWritten($0) }
        guard missing.isEmpty else {
          pending += missing
          continue
        }
        pending.removeLast()
        guard !writer.isWritten(first) else { continue }
        if let parts = members[first] {
          writer.writeConvolutions(parts)
        } else if let parts = sums[first] {
          writer.writeKernelGradient(parts, for: first)
        } else {
          writer.write(first)
        }
      }
    }
    return writer.program
  }

  private struct Writer {
    private let old: Program
    private var nodes: [Node] = []
    private var renamed: [Int]
    /// Images side by side that are there, by what they are made of.
    private var batches: [[Int]: Int] = [:]

    init(_ program: Program) {
      old = program
      renamed = [Int](repeating: -1, count: program.nodes.count)
    }

    func isWritten(_ id: Int) -> Bool { renamed[id] >= 0 }

    var program: Program {
      Program(
        nodes: nodes, outputs: old.outputs.mapValues { renamed[$0] },
        assignments: old.assignments.map { (renamed[$0.variable], renamed[$0.value]) })
    }

    mutating func write(_ id: Int) {
      let node = old.nodes[id]
      renamed[id] = add(node.operation, node.inputs.map { renamed[$0] }, node.shape, like: id)
    }

    /// One convolution, and of its result each one's part.
    mutating func writeConvolutions(_ ids: [Int]) {
      let first = old.nodes[ids[0]]
      let images = batch(ids.map { old.nodes[$0].inputs[0] })
      let count = nodes[images].shape[0]
      var shape = first.shape
      shape[0] = count
      let operation: any Operation =
        switch first.operation {
        case let operation as ConvolutionInputGradient:
          ConvolutionInputGradient(geometry: operation.geometry.withBatch(count))
        case let operation as Convolution: Convolution(geometry: operation.geometry.withBatch(count))
        default: first.operation
        }
      let result = add(operation, [images, renamed[first.inputs[1]]], shape, like: ids[0])
      var start = 0
      for id in ids {
        let shape = old.nodes[id].shape
        let slice = Slice(starts: [start, 0, 0, 0], sizes: shape.dimensions)
        renamed[id] = add(slice, [result], shape, like: id)
        start += shape[0]
      }
    }

    /// One kernel gradient in the place of a sum of several.
    mutating func writeKernelGradient(_ ids: [Int], for sum: Int) {
      guard let operation = old.nodes[ids[0]].operation as? ConvolutionKernelGradient else { return write(sum) }
      let (inputs, gradients) = (
        batch(ids.map { old.nodes[$0].inputs[0] }), batch(ids.map { old.nodes[$0].inputs[1] })
      )
      let joined = ConvolutionKernelGradient(geometry: operation.geometry.withBatch(nodes[inputs].shape[0]))
      renamed[sum] = add(joined, [inputs, gradients], old.nodes[sum].shape, like: ids[0])
    }

    private mutating func batch(_ ids: [Int]) -> Int {
      let parts = ids.map { renamed[$0] }
      if let known = batches[parts] { return known }
      var shape = nodes[parts[0]].shape
      shape[0] = parts.reduce(0) { $0 + nodes[$1].shape[0] }
      let result = add(Concatenate(axis: 0), parts, shape, like: ids[0])
      batches[parts] = result
      return result
    }

    private mutating func add(_ operation: any Operation, _ inputs: [Int], _ shape: Shape, like id: Int) -> Int {
      nodes.append(Node(operation: operation, inputs: inputs, shape: shape, scope: old.nodes[id].scope))
      return nodes.count - 1
    }
  }
}

extension ConvolutionGeometry {
  /// Whether a kernel is most of what the convolution of a few images reads and writes.
  fileprivate var kernelIsLargerPart: Bool { batch <= 8 && kernelCount >= inputShape.count + outputShape.count }

  fileprivate func withBatch(_ batch: Int) -> ConvolutionGeometry {
    var result = self
    result.batch = batch
    return result
  }
}
