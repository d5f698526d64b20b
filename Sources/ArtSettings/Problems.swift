/// Everything that is wrong with a document, found in one go.
public struct Problems: Error, Hashable, Sendable, CustomStringConvertible {
  /// At least one problem, in the order of the document.
  public let problems: [Problem]

  public init(_ problems: [Problem]) {
    self.problems = problems
  }

  /// One problem a line.
  public var description: String { problems.map(\.description).joined(separator: "\n") }
}

/// Collects problems while a document is read, so that the user sees all of them at once.
public final class ProblemLog {
  public private(set) var problems: [Problem] = []

  public init() {}

  public var isEmpty: Bool { problems.isEmpty }

  /// Adds a problem, once.
  public func add(_ problem: Problem) {
    if !problems.contains(problem) { problems.append(problem) }
  }

  public func add(contentsOf more: Problems) {
    for problem in more.problems { add(problem) }
  }

  /// Throws all problems in the order of the document, if there are any.
  public func check() throws(Problems) {
    if problems.isEmpty { return }
    let sorted = problems.enumerated().sorted { left, right in
      let (a, b) = (left.element.location, right.element.location)
      guard let a, let b, a.origin == b.origin, a != b else { return left.offset < right.offset }
      return (a.line ?? 0, a.column ?? 0) < (b.line ?? 0, b.column ?? 0)
    }
    throw Problems(sorted.map(\.element))
  }
}
