import CImageCodecs

/// Calls a C function that leaves its reason in a buffer; returns its result and the reason.
func withMessage<R>(_ body: (UnsafeMutablePointer<CChar>?) -> R) -> (result: R, message: String) {
  withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(ART_MESSAGE_SIZE)) { buffer in
    buffer.initialize(repeating: 0)
    let result = body(buffer.baseAddress)
    let text = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    return (result, String(decoding: text, as: UTF8.self))
  }
}
