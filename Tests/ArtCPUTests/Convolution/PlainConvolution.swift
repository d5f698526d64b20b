import ArtGraph
import ArtTensor

/// Convolution in double precision by its definition.
struct PlainConvolution {
  let geometry: ConvolutionGeometry

  /// Calls `body` with the places in (input, kernel, output) of every product of the triple sum.
  private func forEachProduct(_ body: (_ input: Int, _ kernel: Int, _ output: Int) -> Void) {
    let g = geometry
    for n in 0..<g.batch {
      for (y, x) in pairs(g.outputHeight, g.outputWidth) {
        for (i, j) in pairs(g.kernelHeight, g.kernelWidth) {
          let (row, column) = (y * g.strideY + i - g.padTop, x * g.strideX + j - g.padLeft)
          guard 0..<g.inputHeight ~= row, 0..<g.inputWidth ~= column else { continue }
          let input = ((n * g.inputHeight + row) * g.inputWidth + column) * g.inputChannels
          let output = ((n * g.outputHeight + y) * g.outputWidth + x) * g.outputChannels
          for c in 0..<g.inputChannels {
            let kernel = ((i * g.kernelWidth + j) * g.inputChannels + c) * g.outputChannels
            for o in 0..<g.outputChannels { body(input + c, kernel + o, output + o) }
          }
        }
      }
    }
  }

  private func pairs(_ height: Int, _ width: Int) -> [(Int, Int)] {
    (0..<height).flatMap { y in (0..<width).map { (y, $0) } }
  }

  func forward(input: [Float], kernel: [Float]) -> [Double] {
    var result = [Double](repeating: 0, count: geometry.outputShape.count)
    forEachProduct { result[$2] += Double(input[$0]) * Double(kernel[$1]) }
    return result
  }

  func inputGradient(outputGradient: [Float], kernel: [Float]) -> [Double] {
    var result = [Double](repeating: 0, count: geometry.inputShape.count)
    forEachProduct { result[$0] += Double(outputGradient[$2]) * Double(kernel[$1]) }
    return result
  }

  func kernelGradient(input: [Float], outputGradient: [Float]) -> [Double] {
    var result = [Double](repeating: 0, count: geometry.kernelShape.count)
    forEachProduct { result[$1] += Double(input[$0]) * Double(outputGradient[$2]) }
    return result
  }
}
