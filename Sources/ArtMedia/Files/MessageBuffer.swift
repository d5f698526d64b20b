import CFFmpeg
import CImageCodecs

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
