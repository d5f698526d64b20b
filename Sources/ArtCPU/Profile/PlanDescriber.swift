import ArtGraph
import ArtTensor

/// Puts a plan's steps in words and numbers.
struct PlanDescriber {
  let program: Program
  let plan: CPUPlan
  let threads: Int

  private static let floatSize = MemoryLayout<Float>.stride

  var steps: [StepDescription] {
    plan.steps.map(describe) + (plan.copies.isEmpty ? [] : [copies])
  }

  private func describe(_ step: CPUPlan.Step) -> StepDescription {
    let nodes = step.nodes.map { program.nodes[$0] }
    let work = step.kernel.work
    let (kind, summary) = opaqueSummary(nodes[0]) ?? (.fused, fusedSummary(step.nodes))
    let scratch = step.kernel.workspaceCount(threads: threads) + (step.kernel.preparation?.count ?? 0)
    var scopes: [String] = []
    for node in nodes where !node.scope.isEmpty && !scopes.contains(node.scope) { scopes.append(node.scope) }
    return StepDescription(
      kind: kind, summary: summary, operations: nodes.map(\.operation.name), scopes: scopes,
      shape: program.iterationShape(step.nodes[0]), algorithm: work.algorithm,
      convolution: convolution(nodes[0], work), directMultiplyAdds: work.directMultiplyAdds,
      multiplyAdds: work.multiplyAdds,
      bytesMoved: (read(step.nodes) + written(step.stored) + work.scratchTraffic) * Self.floatSize,
      scratchBytes: scratch * Self.floatSize)
  }

  // MARK: Words

  private func opaqueSummary(_ node: Node) -> (StepDescription.Kind, String)? {
    let operands = node.inputs.map { program.nodes[$0].shape }
    switch node.operation {
    case let convolution as Convolution:
      return (.convolutionForward, convolution.geometry.summary(of: .forward))
    case let convolution as ConvolutionInputGradient:
      return (.convolutionInputGradient, convolution.geometry.summary(of: .inputGradient))
    case let convolution as ConvolutionKernelGradient:
      return (.convolutionKernelGradient, convolution.geometry.summary(of: .kernelGradient))
    case let matmul as MatMul:
      let left = operands[0].text + (matmul.transposesLeft ? "ᵀ" : "")
      let right = operands[1].text + (matmul.transposesRight ? "ᵀ" : "")
      return (.matrixProduct, "matmul \(left) by \(right) → \(node.shape.text)")
    default:
      guard program.role(of: node) == .opaque else { return nil }
      let from = operands.map(\.text).joined(separator: ", ")
      return (.movement, "\(node.operation.name) \(from) → \(node.shape.text)")
    }
  }

  private func convolution(_ node: Node, _ work: KernelWork) -> ConvolutionChoice? {
    let (pass, geometry): (ConvolutionPass, ConvolutionGeometry)
    switch node.operation {
    case let convolution as Convolution: (pass, geometry) = (.forward, convolution.geometry)
    case let convolution as ConvolutionInputGradient: (pass, geometry) = (.inputGradient, convolution.geometry)
    case let convolution as ConvolutionKernelGradient: (pass, geometry) = (.kernelGradient, convolution.geometry)
    default: return nil
    }
    return ConvolutionChoice(pass: pass.rawValue, shape: geometry.summary, algorithm: work.algorithm ?? "")
  }

  private func fusedSummary(_ members: [Int]) -> String {
    let space = program.iterationShape(members[0]).text
    let sums = members.filter { program.role($0) == .reduction }
    let results = Set(sums.map { program.nodes[$0].shape.text }).sorted()
    let arrow = results.isEmpty ? "" : " → \(results.joined(separator: ", "))"
    if members.count == 1 { return "\(program.nodes[members[0]].operation.name) \(space)\(arrow)" }
    let with = sums.isEmpty ? "" : " with \(sums.count) \(sums.count == 1 ? "reduction" : "reductions")"
    return "fused \(members.count) operations\(with) \(space)\(arrow)"
  }

  private var copies: StepDescription {
    let shapes = plan.copies.map { plan.buffers[$0.variable].shape }
    let count = shapes.reduce(0) { $0 + $1.count }
    return StepDescription(
      kind: .movement, summary: "copy \(shapes.count) new \(shapes.count == 1 ? "value" : "values") to variables",
      operations: [String](repeating: "copy", count: shapes.count), scopes: [], shape: [count],
      bytesMoved: 2 * count * Self.floatSize)
  }

  // MARK: Numbers

  /// The numbers that a unit reads of arrays made elsewhere. What several members read is read once; of an array that is
  /// only sliced, the slices.
  private func read(_ members: [Int]) -> Int {
    let inside = Set(members)
    var counts: [Int: Int] = [:]
    for member in members {
      let node = program.nodes[member]
      for source in Set(program.sources(member)) where !inside.contains(source) {
        let whole = program.nodes[source].shape.count
        let part = node.operation is Slice ? node.shape.count : whole
        counts[source] = min(counts[source, default: 0] + part, whole)
      }
    }
    return counts.values.reduce(0, +)
  }

  private func written(_ stored: [Int]) -> Int {
    stored.reduce(0) { $0 + program.nodes[$1].shape.count }
  }
}
