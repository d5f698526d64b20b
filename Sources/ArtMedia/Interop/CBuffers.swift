import CFFmpeg
import CImageCodecs

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension Array {
  /// `withUnsafeBufferPointer` for bodies with a typed error.
  func withBuffer<R, E: Error>(_ body: (UnsafeBufferPointer<Element>) throws(E) -> R) throws(E) -> R {
    let outcome: Result<R, E> = withUnsafeBufferPointer { buffer in
      do throws(E) {
        return .success(try body(buffer))
      } catch {
        return .failure(error)
      }
    }
    return try outcome.get()
  }
}

extension [UInt8] {
  /// Copies a block from C's heap and frees it.
  init(taking block: UnsafeMutablePointer<UInt8>, count: Int) {
    self.init(UnsafeBufferPointer(start: block, count: count))
    free(block)
  }
}

/// Hands several strings to C at once.
enum CStrings {
  /// Calls `body` with the strings as C sees them; the pointers are good during the call. Texts end at their first
  /// zero byte.
  static func withCStrings<R>(_ strings: [String], _ body: ([UnsafePointer<CChar>]) -> R) -> R {
    let bytes = strings.map { Array($0.utf8) + [0] }
    let starts = bytes.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
    // One block holds all, so that one pointer keeps them in place.
    return bytes.flatMap { $0 }.withUnsafeBytes { block in
      guard let base = block.assumingMemoryBound(to: CChar.self).baseAddress else { return body([]) }
      return body(strings.indices.map { base + starts[$0] })
    }
  }
}

/// Calls a C function that leaves its reason in a buffer; returns its result and the reason.
func withMessage<R>(_ body: (UnsafeMutablePointer<CChar>?) -> R) -> (result: R, message: String) {
  withMessage(capacity: Int(ART_MESSAGE_SIZE), body)
}

/// The same for the functions over FFmpeg, whose messages may be longer.
func withFFmpegMessage<R>(_ body: (UnsafeMutablePointer<CChar>?) -> R) -> (result: R, message: String) {
  withMessage(capacity: Int(ART_FFMPEG_MESSAGE_SIZE), body)
}

private func withMessage<R>(
  capacity: Int, _ body: (UnsafeMutablePointer<CChar>?) -> R
) -> (result: R, message: String) {
  withUnsafeTemporaryAllocation(of: CChar.self, capacity: capacity) { buffer in
    buffer.initialize(repeating: 0)
    let result = body(buffer.baseAddress)
    let text = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    return (result, String(decoding: text, as: UTF8.self))
  }
}
