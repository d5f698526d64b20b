/// A block of float32 numbers, aligned to a cache line and zero at first. A reference: whoever holds it shares it.
public final class AlignedStorage {
  public let count: Int
  public let pointer: UnsafeMutablePointer<Float>

  /// 64 bytes: a cache line, and the widest vector register.
  public static let alignment = 64

  public init(count: Int) {
    self.count = count
    let bytes = max(count, 1) * MemoryLayout<Float>.stride
    let raw = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: Self.alignment)
    pointer = raw.bindMemory(to: Float.self, capacity: max(count, 1))
    pointer.initialize(repeating: 0, count: max(count, 1))
  }

  deinit {
    pointer.deallocate()
  }

  public var buffer: UnsafeMutableBufferPointer<Float> {
    UnsafeMutableBufferPointer(start: pointer, count: count)
  }
}
