import ArtGraph
import ArtNN
import ArtTensor

/// A program for images whose sides its network cannot take: they are continued at their right and lower edges by their
/// mirror image, and the result is cut to their size.
final class ContinuedImageProgram: ImageProgram {
  private let program: any ImageProgram
  private let size: Size2D
  private let (inputChannels, channels): (Int, Int)

  /// - Parameters:
  ///   - program: takes images at least as large.
  ///   - size: height and width of the images.
  init(_ program: any ImageProgram, size: Size2D, inputChannels: Int, channels: Int) {
    self.program = program
    self.size = size
    (self.inputChannels, self.channels) = (inputChannels, channels)
  }

  var plans: [PlanDescription] { program.plans }

  var peakBytes: Int { program.peakBytes }

  func run(
    fill: (_ row: Int, UnsafeMutableBufferPointer<Float>) -> Void,
    take: (_ row: Int, UnsafeBufferPointer<Float>) throws -> Void
  ) throws {
    let inputRow = size.width * inputChannels
    try program.run { row, target in
      fill(Self.mirrored(row, size.height), UnsafeMutableBufferPointer(rebasing: target[..<inputRow]))
      for place in inputRow..<target.count {
        let (column, channel) = place.quotientAndRemainder(dividingBy: inputChannels)
        target[place] = target[Self.mirrored(column, size.width) * inputChannels + channel]
      }
    } take: { row, numbers in
      guard row < size.height else { return }
      try take(row, UnsafeBufferPointer(rebasing: numbers[..<(size.width * channels)]))
    }
  }

  /// The place of an image with `count` places that its continuation shows at `place`, without repeating the edge.
  private static func mirrored(_ place: Int, _ count: Int) -> Int {
    guard count > 1 else { return 0 }
    let period = 2 * (count - 1)
    let rest = place % period
    return min(rest, period - rest)
  }
}
