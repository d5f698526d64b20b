import ArtGraph
import ArtNN
import ArtTensor

/// A network that was compiled for images of one size, some rows of which are given and taken at a time.
protocol ImageProgram: AnyObject {
  /// What was compiled.
  var plans: [PlanDescription] { get }

  /// The memory that it takes, in bytes.
  var peakBytes: Int { get }

  /// Applies the network to an image.
  ///
  /// - Parameters:
  ///   - fill: writes a row of the image, `[width, channels]`.
  ///   - take: gets a row of the result, the first one first; valid only during the call.
  func run(
    fill: (_ row: Int, UnsafeMutableBufferPointer<Float>) -> Void,
    take: (_ row: Int, UnsafeBufferPointer<Float>) throws -> Void
  ) throws
}

/// The network as one program on the whole image.
final class WholeImageProgram: ImageProgram {
  private let executor: any Executor
  /// Numbers of a row.
  private let (inputRow, outputRow): (Int, Int)

  private static let input = "input"
  private static let output = "images"

  init(_ network: Network, variables: VariableStore, device: any Device, scratch: any ScratchMemory) throws {
    let output = try network.outputShape()
    (inputRow, outputRow) = (network.inputShape[1] * network.inputShape[2], output[1] * output[2])
    executor = try device.makeExecutor(
      Self.program(network, on: device), variables: variables, scratch: scratch)
  }

  static func program(_ network: Network, on device: any Device) throws -> Program {
    let graph = Graph(for: device)
    let images = graph.input(input, shape: Shape([1] + network.inputShape.dimensions))
    let results = try network.apply(images, context: NetworkContext(graph: graph, mode: .inference))
    return try Program(graph, outputs: [output: results])
  }

  var plans: [PlanDescription] { [executor.planDescription] }

  var peakBytes: Int { executor.peakBytes }

  func run(
    fill: (_ row: Int, UnsafeMutableBufferPointer<Float>) -> Void,
    take: (_ row: Int, UnsafeBufferPointer<Float>) throws -> Void
  ) throws {
    try executor.withInput(Self.input) { numbers in
      for (row, numbers) in numbers.rows(of: inputRow) { fill(row, numbers) }
    }
    try executor.run()
    try executor.withOutput(Self.output) { numbers in
      Swift.Result { for (row, numbers) in numbers.rows(of: outputRow) { try take(row, numbers) } }
    }.get()
  }
}

extension UnsafeMutableBufferPointer<Float> {
  /// Rows of so many numbers, with their places.
  fileprivate func rows(of count: Int) -> some Sequence<(Int, UnsafeMutableBufferPointer<Float>)> {
    (0..<self.count / count).lazy.map {
      ($0, UnsafeMutableBufferPointer(rebasing: self[$0 * count..<($0 + 1) * count]))
    }
  }
}

extension UnsafeBufferPointer<Float> {
  /// Rows of so many numbers, with their places.
  func rows(of count: Int) -> some Sequence<(Int, UnsafeBufferPointer<Float>)> {
    (0..<self.count / count).lazy.map { ($0, UnsafeBufferPointer(rebasing: self[$0 * count..<($0 + 1) * count])) }
  }
}
