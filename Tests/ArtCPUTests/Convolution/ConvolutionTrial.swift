import ArtGraph
import ArtTensor
import Testing

@testable import ArtCPU

/// Operands for one geometry, and a run of a pass on them that checks that memory outside of its own stays untouched.
struct ConvolutionTrial {
  let geometry: ConvolutionGeometry
  let input: [Float]
  let kernel: [Float]
  let output: [Float]

  init(_ sizes: ConvolutionCase) {
    geometry = sizes.geometry
    input = sizes.numbers(geometry.inputShape, 1)
    kernel = sizes.numbers(geometry.kernelShape, 2)
    output = sizes.numbers(geometry.outputShape, 3)
  }

  func run(_ pass: ConvolutionPass, by algorithm: any ConvolutionAlgorithm, pool: ThreadPool) -> [Float] {
    let shape =
      switch pass {
      case .forward: geometry.outputShape
      case .inputGradient: geometry.inputShape
      case .kernelGradient: geometry.kernelShape
      }
    let count = algorithm.workspaceCount(for: pass, threads: pool.threads)
    let guardCount = 64
    var result = [Float](repeating: .nan, count: shape.count + guardCount)
    var workspace = [Float](repeating: .nan, count: count + guardCount)
    let preparedCount = algorithm.preparedKernelCount(for: pass)
    let storage = AlignedStorage(count: preparedCount + guardCount)
    storage.pointer.update(repeating: .nan, count: preparedCount + guardCount)
    algorithm.prepareKernel(kernel, for: pass, into: storage.pointer, workspace: &workspace, pool: pool)
    let prepared = Array(UnsafeBufferPointer(start: storage.pointer, count: preparedCount + guardCount))
    #expect(prepared[preparedCount...].allSatisfy { $0.isNaN }, "\(pass) wrote behind its prepared kernel")
    let kernel = preparedCount > 0 ? prepared : kernel
    switch pass {
    case .forward:
      algorithm.forward(input: input, kernel: kernel, output: &result, workspace: &workspace, pool: pool)
    case .inputGradient:
      algorithm.inputGradient(
        outputGradient: output, kernel: kernel, inputGradient: &result, workspace: &workspace, pool: pool)
    case .kernelGradient:
      algorithm.kernelGradient(
        input: input, outputGradient: output, kernelGradient: &result, workspace: &workspace, pool: pool)
    }
    #expect(result[shape.count...].allSatisfy { $0.isNaN }, "\(pass) wrote behind its result")
    #expect(workspace[count...].allSatisfy { $0.isNaN }, "\(pass) wrote behind its workspace")
    return Array(result[..<shape.count])
  }
}
