import Synchronization

/// The sizes of images as they are in their files, noted by the threads that read them.
final class SeenSizes: Sendable {
  struct Size: Hashable, Sendable, CustomStringConvertible {
    let width: Int
    let height: Int

    /// Whether an image of this size has the same proportions, as far as whole pixels go.
    func isLike(_ other: Size) -> Bool {
      let (one, two) = (width * other.height, other.width * height)
      // A side may be a pixel longer or shorter.
      return abs(one - two) <= max(width + height, other.width + other.height) / 2
    }

    var description: String { "\(width)×\(height)" }
  }

  private let sizes = Mutex<[Int: Size]>([:])

  func note(_ size: Size, of index: Int) { sizes.withLock { $0[index] = size } }

  /// nil where the image could not be read.
  subscript(index: Int) -> Size? { sizes.withLock { $0[index] } }
}
