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
  /// The first ``DocumentLimits/problems``.
  public private(set) var problems: [Problem] = []
  private var known: Set<Problem> = []
  /// How many more there were.
  private var others = 0

  public init() {}

  public var isEmpty: Bool { problems.isEmpty }

  /// Adds a problem, once. Of very many only the first are kept, and the others counted: their words are not made, nor is
  /// it looked for what was probably meant.
  public func add(_ problem: @autoclosure () -> Problem) {
    guard problems.count < DocumentLimits.problems else {
      others += 1
      return
    }
    let problem = problem()
    if known.insert(problem).inserted { problems.append(problem) }
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
    let rest = others > 0 ? [Problem(.limit, "there are \(Counted.text(others, "more problem"))")] : []
    throw Problems(sorted.map(\.element) + rest)
  }
}
