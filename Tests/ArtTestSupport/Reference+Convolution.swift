import ArtGraph
import ArtTensor

extension Convolution: ReferenceOperation {
  func reference(_ operands: [ReferenceArray]) -> ReferenceArray {
    var output = ReferenceArray(repeating: 0, shape: geometry.outputShape)
    geometry.forEachProduct { input, kernel, result in
      output.numbers[result] += operands[0].numbers[input] * operands[1].numbers[kernel]
    }
    return output
  }
}

extension ConvolutionInputGradient: ReferenceOperation {
  func reference(_ operands: [ReferenceArray]) -> ReferenceArray {
    var gradient = ReferenceArray(repeating: 0, shape: geometry.inputShape)
    geometry.forEachProduct { input, kernel, result in
      gradient.numbers[input] += operands[0].numbers[result] * operands[1].numbers[kernel]
    }
    return gradient
  }
}

extension ConvolutionKernelGradient: ReferenceOperation {
  func reference(_ operands: [ReferenceArray]) -> ReferenceArray {
    var gradient = ReferenceArray(repeating: 0, shape: geometry.kernelShape)
    geometry.forEachProduct { input, kernel, result in
      gradient.numbers[kernel] += operands[0].numbers[input] * operands[1].numbers[result]
    }
    return gradient
  }
}

extension ConvolutionGeometry {
  /// Every product of the convolution's definition, as offsets into input, kernel and output.
  fileprivate func forEachProduct(_ body: (_ input: Int, _ kernel: Int, _ output: Int) -> Void) {
    for n in 0..<batch {
      for y in 0..<outputHeight {
        for x in 0..<outputWidth {
          for i in 0..<kernelHeight {
            for j in 0..<kernelWidth {
              let (row, column) = (y * strideY + i - padTop, x * strideX + j - padLeft)
              guard (0..<inputHeight).contains(row), (0..<inputWidth).contains(column) else { continue }
              let input = ((n * inputHeight + row) * inputWidth + column) * inputChannels
              let kernel = (i * kernelWidth + j) * inputChannels * outputChannels
              let output = ((n * outputHeight + y) * outputWidth + x) * outputChannels
              for c in 0..<inputChannels {
                for o in 0..<outputChannels { body(input + c, kernel + c * outputChannels + o, output + o) }
              }
            }
          }
        }
      }
    }
  }
}
