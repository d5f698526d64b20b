import ArtGraph
import ArtTensor

/// What kernels are chosen by, besides their sizes.
struct KernelChoice {
  let algorithms: ConvolutionAlgorithms

  /// Buffers whose numbers are the same from run to run.
  let fixedBuffers: Set<Int>

  func isFixed(_ buffer: Int) -> Bool { fixedBuffers.contains(buffer) }
}

/// The kernel of a node that is computed on its own.
func kernel(
  for node: Node, operands: [Int], shapes: [Shape], output: Int, choice: KernelChoice
) throws(ExecutorError) -> any CPUKernel {
  switch node.operation {
  case let matmul as MatMul:
    return MatMulKernel(matmul, shapes: shapes, operands: operands, output: output)
  case let convolution as Convolution:
    return ConvolutionKernel(
      .forward, convolution.geometry, operands: operands, output: output, choice: choice)
  case let convolution as ConvolutionInputGradient:
    return ConvolutionKernel(
      .inputGradient, convolution.geometry, operands: operands, output: output, choice: choice)
  case let convolution as ConvolutionKernelGradient:
    return ConvolutionKernel(
      .kernelGradient, convolution.geometry, operands: operands, output: output, choice: choice)
  case let resample as Resample:
    return ResampleKernel(resample, input: operands[0], inputShape: shapes[0], output: output)
  case let pad as Pad:
    return PlacementKernel(
      [.init(buffer: operands[0], shape: shapes[0], starts: pad.before)], output: output, shape: node.shape)
  case let padding as ImagePadding:
    return ImagePaddingKernel(padding, input: operands[0], inputShape: shapes[0], output: output)
  case let folding as ImageFolding:
    return ImageFoldingKernel(folding, input: operands[0], output: output, outputShape: node.shape)
  case let concatenate as Concatenate:
    var start = 0
    let pieces = zip(operands, shapes).map { operand, shape in
      var starts = [Int](repeating: 0, count: shape.rank)
      starts[concatenate.axis] = start
      start += shape[concatenate.axis]
      return PlacementKernel.Piece(buffer: operand, shape: shape, starts: starts)
    }
    return PlacementKernel(pieces, output: output, shape: node.shape)
  case let shift as Shift:
    return ShiftKernel(shift, operands: operands, shape: node.shape, output: output)
  case is Gather:
    return GatherKernel(operands: operands, rows: shapes[0][0], output: output, shape: node.shape)
  case is Scatter:
    return ScatterKernel(operands: operands, count: shapes[0][0], output: output, shape: node.shape)
  case let oneHot as OneHot:
    return OneHotKernel(input: operands[0], output: output, count: shapes[0].count, depth: oneHot.depth)
  default:
    // Every operation is either here or has a role that the fused kernels cover (`Program.role`).
    throw .unsupportedOperation(node.operation.name, on: CPUDevice.name)
  }
}
