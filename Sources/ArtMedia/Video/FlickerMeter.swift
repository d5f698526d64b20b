/// Measures how much a video changes from frame to frame: of a still scene with noise, how much it flickers.
///
/// A conversion that makes a still scene livelier than it was shows as a larger ``mean`` of its frames than of those that went
/// in.
public struct FlickerMeter: Sendable {
  private var last: PixelImage?
  private var sum = 0.0
  /// How many pairs of neighbouring frames were compared.
  public private(set) var pairs = 0

  public init() {}

  /// The mean absolute difference of a sample in neighbouring frames, from 0 to 255; 0 before the second frame.
  public var mean: Double { pairs > 0 ? sum / Double(pairs) : 0 }

  /// Takes the next frame. Grey frames count as colours, and transparent ones as they look on white.
  ///
  /// - Throws: ``MediaError`` where a frame has another size than the one before.
  public mutating func add(_ frame: PixelImage) throws(MediaError) {
    let colors = try frame.converted(toChannels: 3)
    if let last {
      guard last.width == colors.width, last.height == colors.height else {
        throw MediaError(
          .invalidArgument, "a frame is \(colors.width)×\(colors.height), the one before \(last.width)×\(last.height)")
      }
      let difference = last.pixels.withUnsafeBufferPointer { before in
        colors.pixels.withUnsafeBufferPointer { now in
          before.indices.reduce(0) { $0 + abs(Int(before[$1]) - Int(now[$1])) }
        }
      }
      sum += Double(difference) / Double(colors.pixels.count)
      pairs += 1
    }
    last = colors
  }
}
