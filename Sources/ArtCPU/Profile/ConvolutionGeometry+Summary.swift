import ArtGraph
import ArtTensor

extension Shape {
  /// `256×7×7×128`; `1` for a single number.
  var text: String { rank == 0 ? "1" : dimensions.map(String.init).joined(separator: "×") }
}

extension ConvolutionGeometry {
  /// Kernel, stride, input and output: `5×5 s2 256×14×14×64 → 7×7×128`.
  var summary: String { "\(window) \(batch)×\(inputImage) → \(outputImage)" }

  /// A pass in words, what it reads before the arrow: `conv 5×5 s2 input gradient 256×7×7×128 → 14×14×64`.
  func summary(of pass: ConvolutionPass) -> String {
    switch pass {
    case .forward: "conv \(window) forward \(batch)×\(inputImage) → \(outputImage)"
    case .inputGradient: "conv \(window) input gradient \(batch)×\(outputImage) → \(inputImage)"
    case .kernelGradient:
      "conv \(window) kernel gradient \(batch)×\(inputImage), \(outputImage) → \(kernelShape.text)"
    }
  }

  private var window: String {
    "\(kernelHeight)×\(kernelWidth) s" + (strideY == strideX ? "\(strideY)" : "\(strideY)×\(strideX)")
  }

  private var inputImage: String { Shape(Array(inputShape.dimensions.dropFirst())).text }
  private var outputImage: String { Shape(Array(outputShape.dimensions.dropFirst())).text }
}
