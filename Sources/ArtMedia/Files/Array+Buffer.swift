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
