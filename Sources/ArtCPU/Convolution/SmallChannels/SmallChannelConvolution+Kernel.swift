import ArtGraph
import ArtTensor

extension SmallChannelConvolution {
  func prepareKernel(
    _ kernel: UnsafePointer<Float>, for pass: ConvolutionPass, into prepared: UnsafeMutablePointer<Float>,
    workspace: UnsafeMutablePointer<Float>, pool: ThreadPool
  ) {
    if isMirrored, pass != .kernelGradient { mirrorKernel(kernel, prepared, from: geometry) }
  }

  /// A kernel of `source`, turned around and with its channels exchanged.
  func mirrorKernel(
    _ kernel: UnsafePointer<Float>, _ mirrored: UnsafeMutablePointer<Float>, from source: ConvolutionGeometry
  ) {
    let (inputs, outputs) = (source.inputChannels, source.outputChannels)
    let taps = source.kernelHeight * source.kernelWidth
    for tap in 0..<taps {
      let (from, to) = (kernel + tap * inputs * outputs, mirrored + (taps - 1 - tap) * inputs * outputs)
      for input in 0..<inputs {
        for output in 0..<outputs { to[output * inputs + input] = from[input * outputs + output] }
      }
    }
  }
}
