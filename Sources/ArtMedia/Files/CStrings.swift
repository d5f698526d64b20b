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
