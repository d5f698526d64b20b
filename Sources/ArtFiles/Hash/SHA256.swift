import CArtFiles

/// SHA-256 (FIPS 180-4), fed piece by piece.
///
/// ```swift
/// var hasher = SHA256()
/// hasher.update(header)
/// hasher.update(pixels)
/// let hash = hasher.finish()
/// ```
public struct SHA256: Sendable {
  private var state: [UInt32] = [
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
  ]
  private var pending: [UInt8] = []
  private var length: UInt64 = 0

  public init() {
    pending.reserveCapacity(128)
  }

  public static func hash(_ bytes: [UInt8]) -> ContentHash {
    var hasher = SHA256()
    hasher.update(bytes)
    return hasher.finish()
  }

  public static func hash(_ text: String) -> ContentHash {
    hash(Array(text.utf8))
  }

  public mutating func update(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { update($0) }
  }

  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    length += UInt64(bytes.count)
    var rest = bytes[...]
    if !pending.isEmpty {
      let taken = rest.prefix(64 - pending.count)
      pending.append(contentsOf: taken)
      rest = rest.dropFirst(taken.count)
      guard pending.count == 64 else { return }
      let block = pending
      block.withUnsafeBytes { compress($0) }
      pending.removeAll(keepingCapacity: true)
    }
    let whole = rest.count / 64 * 64
    compress(UnsafeRawBufferPointer(rebasing: rest.prefix(whole)))
    pending.append(contentsOf: rest.dropFirst(whole))
  }

  /// The hash of everything fed so far; more may be fed afterwards.
  public func finish() -> ContentHash {
    var copy = self
    var tail: [UInt8] = [0x80]
    let zeros = (119 - Int(length % 64)) % 64
    tail.append(contentsOf: repeatElement(0, count: zeros))
    let bits = length &* 8
    for shift in stride(from: 56, through: 0, by: -8) {
      tail.append(UInt8(truncatingIfNeeded: bits >> UInt64(shift)))
    }
    copy.update(tail)
    return ContentHash(words: copy.state)
  }

  /// Works through whole blocks of 64 bytes.
  private mutating func compress(_ bytes: UnsafeRawBufferPointer) {
    guard let base = bytes.baseAddress else { return }
    state.withUnsafeMutableBufferPointer {
      art_sha256_blocks($0.baseAddress, base.assumingMemoryBound(to: UInt8.self), bytes.count / 64)
    }
  }
}
