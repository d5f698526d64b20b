public import ArtGraph
public import ArtTensor

/// The processor's cores with main memory.
public struct CPUDevice: Device {
  static let name = "CPU"

  public var name: String { Self.name }
  public var pool: ThreadPool
  public var convolutionAlgorithms: ConvolutionAlgorithms
  public var rewriter: GraphRewriter { .resampledConvolutions }

  /// - Parameters:
  ///   - threads: how many threads work; results do not depend on it.
  ///   - convolutionAlgorithms: which algorithms may compute convolutions.
  public init(threads: Int = ThreadPool.usualThreads, convolutionAlgorithms: ConvolutionAlgorithms = .fast) {
    pool = ThreadPool(threads: threads)
    self.convolutionAlgorithms = convolutionAlgorithms
  }

  public func makeStorage(count: Int) -> any VariableStorage { AlignedStorage(count: count) }

  public func makeScratchMemory() -> any ScratchMemory { CPUScratchMemory() }

  public func makeExecutor(
    _ program: Program, variables: VariableStore, scratch: any ScratchMemory
  ) throws -> any Executor {
    guard let scratch = scratch as? CPUScratchMemory else { throw ExecutorError.foreignScratchMemory(on: name) }
    return try CPUExecutor(program, variables: variables, device: self, scratch: scratch)
  }

  public func memory(of program: Program) throws -> PlanMemory {
    try CPUCompilation(program, device: self).size
  }
}

extension AlignedStorage: VariableStorage {
  public func withScalars<Result>(_ body: (UnsafeBufferPointer<Float>) -> Result) -> Result {
    body(UnsafeBufferPointer(buffer))
  }

  public func write(_ scalars: [Float]) { _ = buffer.update(from: scalars) }
}
