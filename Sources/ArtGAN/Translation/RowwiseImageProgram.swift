import ArtGraph
import ArtNN
import ArtTensor

/// A network on images of any size in little memory: its pieces one after the other, each some rows at a time. What is
/// between pieces is kept whole, as an ``ImagePlane``.
///
/// The numbers are those of the whole image's program but for the rounding of sums.
final class RowwiseImageProgram: ImageProgram {
  private let network: RowwiseNetwork
  private let programs: [PieceProgram]
  private let inputShape: Shape
  private let pool: ThreadPool
  private let planeMemory: Int

  /// Pixels of a piece's input that one run takes: what it keeps of them is a few MB for each channel.
  static let standardBandPixels = 1 << 16

  init(
    _ network: RowwiseNetwork, input: Shape, variables: VariableStore, device: any Device, scratch: any ScratchMemory,
    bandPixels: Int = RowwiseImageProgram.standardBandPixels, planeMemory: Int = ImagePlane.standardMemory
  ) throws {
    self.network = network
    (inputShape, pool, self.planeMemory) = (input, device.pool, planeMemory)
    var streams = 0
    programs = try network.pieces.map {
      try PieceProgram(
        $0, bandPixels: bandPixels, streams: &streams, variables: variables, device: device, scratch: scratch)
    }
  }

  /// The memory that one takes on a device, found without taking any.
  static func memory(of network: RowwiseNetwork, input: Shape, on device: any Device) throws -> PlanMemory {
    var streams = 0
    let programs = try network.pieces.map {
      try PieceProgram.program(
        $0, height: PieceProgram.bandHeight($0, pixels: standardBandPixels), streams: &streams, on: device)
    }
    let memory = try device.memory(of: programs)
    return PlanMemory(
      arena: memory.arena + network.planeBytes(input: input, memory: ImagePlane.standardMemory),
      largestScratch: memory.largestScratch, inputs: memory.inputs, constants: memory.constants,
      variables: memory.variables)
  }

  var plans: [PlanDescription] { programs.map(\.executor.planDescription) }

  /// The programs' own memory, the scratch memory that they share, and the planes that are there at the same time.
  var peakBytes: Int {
    programs.reduce(0) { $0 + $1.executor.inputBytes } + (programs.map(\.executor.scratchBytes).max() ?? 0)
      + network.planeBytes(input: inputShape, memory: planeMemory)
  }

  func run(
    fill: (_ row: Int, UnsafeMutableBufferPointer<Float>) -> Void,
    take: (_ row: Int, UnsafeBufferPointer<Float>) throws -> Void
  ) throws {
    var planes: [ImagePlane?] = [try image(fill)]
    let lastUses = network.lastUses
    for (number, program) in programs.enumerated() {
      let inputs = program.piece.inputs.compactMap { planes[$0] }
      let output = number == programs.count - 1 ? nil : try ImagePlane(program.piece.output, memory: planeMemory)
      try program.run(inputs, on: pool) { row, numbers in
        if let output {
          try output.write(numbers, fromRow: row)
        } else {
          for (index, numbers) in numbers.rows(of: program.rowCount) { try take(row + index, numbers) }
        }
      }
      planes.append(output)
      for value in program.piece.inputs where lastUses[value] == number { planes[value] = nil }
    }
  }

  private func image(_ fill: (_ row: Int, UnsafeMutableBufferPointer<Float>) -> Void) throws -> ImagePlane {
    let plane = try ImagePlane(inputShape, memory: planeMemory)
    let row = AlignedStorage(count: plane.rowCount)
    for number in 0..<inputShape[0] {
      fill(number, row.buffer)
      try plane.write(UnsafeBufferPointer(row.buffer), fromRow: number)
    }
    return plane
  }
}

extension RowwiseNetwork {
  /// For each value the number of the last piece that takes it.
  fileprivate var lastUses: [Int: Int] {
    pieces.enumerated().reduce(into: [:]) { uses, piece in
      for value in piece.element.inputs { uses[value] = piece.offset }
    }
  }

  /// The memory of the planes that are there at the same time, at most; those in files take none.
  func planeBytes(input: Shape, memory: Int) -> Int {
    let lastUses = lastUses
    let shapes = [input] + pieces.dropLast().map(\.output)
    return pieces.indices.map { piece in
      shapes.indices.reduce(0) { sum, value in
        let isThere = value <= piece + 1 && (lastUses[value] ?? -1) >= piece
        return sum + (isThere && shapes[value].count <= memory ? shapes[value].count : 0)
      }
    }.max().map { $0 * MemoryLayout<Float>.stride } ?? 0
  }
}

/// A piece that was compiled for bands of one height.
private final class PieceProgram {
  let piece: RowwisePiece
  let executor: any Executor
  private let height: Int
  /// Numbers of a row of the result.
  let rowCount: Int

  private static let (mean, variance, output) = ("mean", "variance", "result")
  private static func input(_ number: Int) -> String { "band\(number)" }

  /// - Parameter streams: How many streams of random numbers the pieces before take: each draws what it would in the whole
  ///   network.
  init(
    _ piece: RowwisePiece, bandPixels: Int, streams: inout Int, variables: VariableStore, device: any Device,
    scratch: any ScratchMemory
  ) throws {
    self.piece = piece
    rowCount = piece.output[1] * piece.output[2]
    height = try Self.bandHeight(piece, pixels: bandPixels)
    executor = try device.makeExecutor(
      Self.program(piece, height: height, streams: &streams, on: device), variables: variables, scratch: scratch)
  }

  static func program(
    _ piece: RowwisePiece, height: Int, streams: inout Int, on device: any Device
  ) throws -> Program {
    let graph = Graph(for: device)
    for _ in 0..<streams { _ = graph.nextStream() }
    let bands = piece.shapes.enumerated().map { number, shape in
      graph.input(input(number), shape: [1, height, shape[1], shape[2]])
    }
    let channels = piece.shapes[0].channels
    let takes = piece.statisticGroups != nil
    let result = try piece.apply(
      bands, mean: takes ? graph.input(mean, shape: [channels]) : nil,
      variance: takes ? graph.input(variance, shape: [channels]) : nil,
      context: NetworkContext(graph: graph, mode: .inference))
    streams = graph.nextStream()
    return try Program(graph, outputs: [output: result])
  }

  /// Rows of a band: about so many pixels, and enough that most of them are not lost at its edges.
  static func bandHeight(_ piece: RowwisePiece, pixels: Int) throws -> Int {
    let shape = piece.shapes[0]
    guard !piece.isWhole else { return shape[0] }
    let step = piece.alignment
    let wanted = max(pixels / max(shape[1], 1), 4 * piece.rowsBeside, step)
    var height = min((wanted + step - 1) / step * step, shape[0])
    // From band to band there must be new rows.
    let group = piece.resultRow(ofRow: step)
    while height < shape[0],
      try piece.exactRows(height: height, isFirst: false, isLast: false).rows.count < 2 * group
    { height += step }
    return height
  }

  /// Computes the whole result.
  ///
  /// - Parameter take: gets some rows of the result, one run after the other, and the first one's number.
  func run(
    _ planes: [ImagePlane], on pool: ThreadPool, take: (_ row: Int, UnsafeBufferPointer<Float>) throws -> Void
  ) throws {
    if let groups = piece.statisticGroups {
      let statistics = try ImageStatistics(of: planes[0], groups: groups, on: pool)
      try executor.setInput(Self.mean, Tensor(shape: [statistics.mean.count], scalars: statistics.mean))
      try executor.setInput(Self.variance, Tensor(shape: [statistics.variance.count], scalars: statistics.variance))
    }
    let whole = piece.shapes[0][0]
    let isBands = height < whole
    let lost = try isBands ? piece.exactRows(height: height, isFirst: false, isLast: false).rows.lowerBound : 0
    let group = isBands ? piece.resultRow(ofRow: piece.alignment) : 1
    var done = 0
    while done < piece.output[0] {
      let first = isBands ? min(max(done - lost, 0) / group * piece.alignment, whole - height) : 0
      let exact = try piece.exactRows(height: height, isFirst: first == 0, isLast: first + height == whole).rows
      let start = piece.resultRow(ofRow: first)
      for (number, plane) in planes.enumerated() {
        var reading = Swift.Result<Void, any Error>.success(())
        try executor.withInput(Self.input(number)) { buffer in
          reading = Swift.Result { try plane.read(into: buffer, fromRow: first) }
        }
        try reading.get()
      }
      try executor.run()
      let rows = done - start..<exact.upperBound
      try executor.withOutput(Self.output) { numbers in
        Swift.Result {
          try take(
            done, UnsafeBufferPointer(rebasing: numbers[rows.lowerBound * rowCount..<rows.upperBound * rowCount]))
        }
      }.get()
      done = start + exact.upperBound
    }
  }
}
