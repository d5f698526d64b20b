/// Finds the pace of a path: goes along it in a number of steps, measures what each changes, and goes again in steps that
/// should change equally, until they do.
public struct PaceSearch: Sendable {
  /// The pieces of the path.
  public let pieces: Int
  /// How many steps each piece shall be measured in at last, from what each changes.
  public let steps: @Sendable (_ lengths: [Double]) -> [Int]
  /// The largest step of a piece in the place of the mean one, at which steps are equal enough.
  public var goal = 1.1
  /// How often a piece is measured at most.
  public var rounds = 6

  /// The steps of a piece in the first round, which finds about where changes are; and the most of any.
  private static let firstSteps = 16
  public static let mostSteps = 64

  /// What was found.
  public struct Found: Hashable, Sendable {
    public var pace: Pace
    /// What each step changed, piece by piece: at first, in equal shares of the path, and at last, in those of `pace`.
    public var before: [[Double]]
    public var after: [[Double]]
  }

  /// - Parameters:
  ///   - pieces: The pieces of the path.
  ///   - steps: How many steps each piece shall be measured in at last, from what each changes: best those that it will be
  ///     shown in. More than ``mostSteps`` are not taken.
  public init(pieces: Int, steps: @escaping @Sendable (_ lengths: [Double]) -> [Int]) {
    (self.pieces, self.steps) = (pieces, steps)
  }

  /// The images that are made, of all rounds at most.
  public var mostPlaces: Int { pieces * rounds * (Self.mostSteps + 1) }

  /// - Parameter measure: gets places, and gives for each but the first the squared change from the one before, by each of
  ///   several measures. These count equally: each is divided by its mean over the path.
  /// - Throws: what `measure` throws.
  public func callAsFunction(_ measure: ([PathPlace]) throws -> [[Float]]) rethrows -> Found {
    var curves = [MonotoneCurve](repeating: .identity, count: pieces)
    let all = Array(0..<pieces)
    let first = try Self.squares(all, curves, all.map { _ in Self.firstSteps }, measure)
    let weights = Self.weights(first.flatMap(\.self))
    let before = first.map { Self.changes($0, weights) }
    var changes = before
    var uneven = all
    for _ in 1..<max(rounds, 2) {
      let counts = steps(changes.map { $0.reduce(0, +) }).map { min(max($0, 4), Self.mostSteps) }
      for piece in uneven { curves[piece] = Self.better(curves[piece], changes[piece]) }
      // What is even enough is not measured again.
      for (piece, squares) in zip(uneven, try Self.squares(uneven, curves, uneven.map { counts[$0] }, measure)) {
        changes[piece] = Self.changes(squares, weights)
      }
      uneven = uneven.filter { Self.unevenness(changes[$0]) > goal }
      if uneven.isEmpty { break }
    }
    return Found(
      pace: Pace(lengths: changes.map { $0.reduce(0, +) }, curves: curves), before: before, after: changes)
  }

  /// The squared changes of the steps of some pieces.
  private static func squares(
    _ pieces: [Int], _ curves: [MonotoneCurve], _ steps: [Int], _ measure: ([PathPlace]) throws -> [[Float]]
  ) rethrows -> [[[Float]]] {
    var places: [PathPlace] = []
    for (piece, count) in zip(pieces, steps) {
      places += (0...count).map { PathPlace(piece: piece, share: curves[piece](Double($0) / Double(count))) }
    }
    let rows = try measure(places)
    var start = 0
    return steps.map { count in
      // From the end of a piece to the start of the next is no step.
      defer { start += count + 1 }
      return Array(rows[start..<start + count])
    }
  }

  private static func changes(_ squares: [[Float]], _ weights: [Double]) -> [Double] {
    squares.map { row in
      zip(row, weights).reduce(0.0) { $0 + Double($1.0) * $1.1 }.squareRoot()
    }
  }

  /// One over the mean of each measure; 0 for one that does not change.
  private static func weights(_ squares: [[Float]]) -> [Double] {
    let count = squares.first?.count ?? 0
    return (0..<count).map { measure in
      let sum = squares.reduce(0) { $0 + Double($1[measure]) }
      return sum > 0 ? Double(squares.count) / sum / Double(count) : 0
    }
  }

  /// The largest step in the place of the mean one.
  static func unevenness(_ steps: [Double]) -> Double {
    let sum = steps.reduce(0, +)
    return sum > 0 ? (steps.max() ?? 0) * Double(steps.count) / sum : 1
  }

  /// A curve that goes in equal changes where this one went in those measured.
  private static func better(_ curve: MonotoneCurve, _ changes: [Double]) -> MonotoneCurve {
    let length = changes.reduce(0, +)
    guard length > 0 else { return curve }
    var behind = 0.0
    var x: [Double] = []
    var y: [Double] = []
    for (number, change) in changes.enumerated() {
      behind += change
      x.append(behind / length)
      y.append(curve(Double(number + 1) / Double(changes.count)))
    }
    return MonotoneCurve(x: x, y: y)
  }
}
