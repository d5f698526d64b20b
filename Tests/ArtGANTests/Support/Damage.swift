import Testing

/// A way to spoil something sound, and the words that must come of it.
struct Damage<Subject>: Sendable, CustomTestStringConvertible {
  let message: String
  let body: @Sendable (inout Subject) -> Void

  init(_ message: String, _ body: @escaping @Sendable (inout Subject) -> Void) {
    self.message = message
    self.body = body
  }

  var testDescription: String { message }
}
