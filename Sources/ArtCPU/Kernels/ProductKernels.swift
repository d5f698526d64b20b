import ArtGraph
import ArtProducts
import ArtTensor

/// The product of two matrices.
final class MatMulKernel: CPUKernel {
  private let multiply: MatrixMultiply
  private let operands: [Int]
  private let output: Int

  init(_ operation: MatMul, shapes: [Shape], operands: [Int], output: Int) {
    let (rows, inner) = operation.transposesLeft ? (shapes[0][1], shapes[0][0]) : (shapes[0][0], shapes[0][1])
    multiply = MatrixMultiply(
      rows: rows, columns: operation.transposesRight ? shapes[1][0] : shapes[1][1], inner: inner,
      transposingLeft: operation.transposesLeft, transposingRight: operation.transposesRight)
    self.operands = operands
    self.output = output
  }

  func workspaceCount(threads: Int) -> Int { multiply.workspaceCount(threads: threads) }

  var work: KernelWork {
    let multiplyAdds = multiply.rows * multiply.columns * multiply.inner
    return KernelWork(
      algorithm: GEMMConvolution.name, directMultiplyAdds: multiplyAdds, multiplyAdds: multiplyAdds,
      scratchTraffic: multiply.scratchTraffic)
  }

  func run(_ run: KernelRun) {
    multiply(
      left: run.buffers[operands[0]], right: run.buffers[operands[1]], product: run.buffers[output],
      workspace: run.workspace, pool: run.pool)
  }
}

/// A member of the convolution family, by the algorithm that the planner chose.
final class ConvolutionKernel: CPUKernel {
  private let pass: ConvolutionPass
  private let algorithm: any ConvolutionAlgorithm
  private let preparedCount: Int
  private let operands: [Int]
  private let output: Int

  init(
    _ pass: ConvolutionPass, _ geometry: ConvolutionGeometry, operands: [Int], output: Int, choice: KernelChoice
  ) {
    self.pass = pass
    algorithm = ConvolutionPlanner.algorithm(
      for: geometry, pass: pass, algorithms: choice.algorithms, keepsKernel: choice.isFixed(operands[1]))
    preparedCount = algorithm.preparedKernelCount(for: pass)
    self.operands = operands
    self.output = output
  }

  func workspaceCount(threads: Int) -> Int { algorithm.workspaceCount(for: pass, threads: threads) }

  var work: KernelWork {
    let work = algorithm.work(for: pass)
    return KernelWork(
      algorithm: algorithm.label, directMultiplyAdds: algorithm.geometry.multiplyAdds,
      multiplyAdds: work.multiplyAdds, scratchTraffic: work.scratchTraffic)
  }

  var preparation: KernelPreparation? {
    guard preparedCount > 0 else { return nil }
    let form = PreparedKernelForm(pass: pass, geometry: algorithm.geometry)
    return KernelPreparation(operand: operands[1], form: form, count: preparedCount)
  }

  func prepare(_ run: KernelRun) {
    algorithm.prepareKernel(
      run.buffers[operands[1]], for: pass, into: run.prepared, workspace: run.workspace, pool: run.pool)
  }

  func run(_ run: KernelRun) {
    let (first, second, result) = (run.buffers[operands[0]], run.buffers[operands[1]], run.buffers[output])
    let kernel = preparedCount > 0 ? run.prepared : second
    switch pass {
    case .forward:
      algorithm.forward(input: first, kernel: kernel, output: result, workspace: run.workspace, pool: run.pool)
    case .inputGradient:
      algorithm.inputGradient(
        outputGradient: first, kernel: kernel, inputGradient: result, workspace: run.workspace, pool: run.pool)
    case .kernelGradient:
      algorithm.kernelGradient(
        input: first, outputGradient: second, kernelGradient: result, workspace: run.workspace, pool: run.pool)
    }
  }
}

/// A pass over one geometry has one algorithm, and that one form for its kernel.
private struct PreparedKernelForm: Hashable {
  let pass: ConvolutionPass
  let geometry: ConvolutionGeometry
}
