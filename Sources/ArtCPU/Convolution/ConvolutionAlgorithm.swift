import ArtGraph
import ArtTensor

/// The three products of the convolution family: each takes two of (input, kernel, output) and gives the third.
enum ConvolutionPass: String, CaseIterable, Hashable, Sendable {
  /// (input, kernel) → output.
  case forward
  /// (output gradient, kernel) → input gradient: the transposed convolution.
  case inputGradient
  /// (input, output gradient) → kernel gradient.
  case kernelGradient
}

/// One way to compute convolutions of one geometry.
///
/// An algorithm decides everything when it is made: how work is cut, how much memory that takes. Running it allocates
/// nothing, and gives the same bits for any number of threads. Results overwrite what was there.
protocol ConvolutionAlgorithm: Sendable {
  var geometry: ConvolutionGeometry { get }

  /// The algorithm with what it decided, as it appears in profiles and manifests: `winograd 8 points`.
  var label: String { get }

  /// What a pass really takes, for profiles.
  func work(for pass: ConvolutionPass) -> ConvolutionWork

  /// The work of a pass in multiply-adds, memory traffic counted at what it costs in multiply-adds.
  func cost(for pass: ConvolutionPass) -> Double

  /// The floats of scratch memory that a pass, or preparing its kernel, needs.
  func workspaceCount(for pass: ConvolutionPass, threads: Int) -> Int

  /// The floats of the form in which a pass reads its kernel; 0 where it reads the kernel as it is.
  func preparedKernelCount(for pass: ConvolutionPass) -> Int

  /// Brings a kernel into the form that the pass reads, at the beginning of a cache line. It serves until the kernel
  /// changes.
  func prepareKernel(
    _ kernel: UnsafePointer<Float>, for pass: ConvolutionPass, into prepared: UnsafeMutablePointer<Float>,
    workspace: UnsafeMutablePointer<Float>, pool: ThreadPool)

  /// - Parameter kernel: prepared, where the pass wants it so; likewise for the input gradient.
  func forward(
    input: UnsafePointer<Float>, kernel: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>,
    workspace: UnsafeMutablePointer<Float>, pool: ThreadPool)

  func inputGradient(
    outputGradient: UnsafePointer<Float>, kernel: UnsafePointer<Float>, inputGradient: UnsafeMutablePointer<Float>,
    workspace: UnsafeMutablePointer<Float>, pool: ThreadPool)

  func kernelGradient(
    input: UnsafePointer<Float>, outputGradient: UnsafePointer<Float>, kernelGradient: UnsafeMutablePointer<Float>,
    workspace: UnsafeMutablePointer<Float>, pool: ThreadPool)
}

extension ConvolutionAlgorithm {
  func preparedKernelCount(for pass: ConvolutionPass) -> Int { 0 }

  func prepareKernel(
    _ kernel: UnsafePointer<Float>, for pass: ConvolutionPass, into prepared: UnsafeMutablePointer<Float>,
    workspace: UnsafeMutablePointer<Float>, pool: ThreadPool
  ) {}
}
