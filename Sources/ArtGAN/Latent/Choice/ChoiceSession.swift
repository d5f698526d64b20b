import ArtTensor
import Foundation

/// A person's choice in rounds: sheet after sheet, of each the images that are kept, and what follows from them.
///
/// Nothing but the seed and the numbers that were kept is remembered: every sheet follows from these, so that a session
/// can be repeated, gone back in and gone on with. A sheet shows first what was kept, then its children, then moves of it
/// along directions where there are any, then newcomers.
///
/// Source: Bontrager et al. 2018, "Deep interactive evolution" (crossover, Gaussian mutation and newcomers in a
/// generator's latent space).
public struct ChoiceSession: Hashable, Sendable {
  public static let usualCount = 20
  public static let counts = 6...60

  public let seed: UInt64
  /// Images of a sheet.
  public let count: Int
  /// The classes of newcomers, by name; empty for classes as frequent as in the training images.
  public let classes: [String]
  /// What coordinates are multiplied by before they are drawn; nil for the model's own.
  public let truncation: Double?
  /// Along which what was kept is moved.
  public let directions: [LatentDirection]
  /// The numbers that were kept, of each sheet that was chosen from. In an empty round none was new: the ones kept before
  /// stay.
  public private(set) var rounds: [[Int]]

  public init(
    seed: UInt64, count: Int = Self.usualCount, classes: [String] = [], truncation: Double? = nil,
    directions: [LatentDirection] = [], rounds: [[Int]] = []
  ) {
    self.seed = seed
    self.count = count
    self.classes = classes
    self.truncation = truncation
    self.directions = directions
    self.rounds = rounds
  }

  /// The most images that can be kept of a sheet: half of it is for what is new.
  public var mostKept: Int { count / 2 }

  /// The number of the sheet that is to be chosen from, from 1.
  public var sheetNumber: Int { rounds.count + 1 }

  /// Keeps images of the newest sheet.
  ///
  /// - Parameter numbers: From 1; none for other images of the same parents.
  /// - Throws: ``ChoiceError`` for numbers that are not on the sheet, come twice or are too many.
  public mutating func keep(_ numbers: [Int]) throws(ChoiceError) {
    if let number = numbers.first(where: { !(1...count).contains($0) }) {
      throw .notOnSheet(number, count: count)
    }
    var known: Set<Int> = []
    for number in numbers where !known.insert(number).inserted { throw .twice(number) }
    guard numbers.count <= mostKept else { throw .tooMany(numbers.count, most: mostKept, count: count) }
    rounds.append(numbers)
  }

  /// Takes the last choice back.
  ///
  /// - Throws: ``ChoiceError/nothingToUndo``.
  public mutating func undo() throws(ChoiceError) {
    guard !rounds.isEmpty else { throw .nothingToUndo }
    rounds.removeLast()
  }

  /// The session as it was at an earlier sheet.
  ///
  /// - Throws: ``ChoiceError/noSheet(_:newest:)``.
  public func at(sheet number: Int) throws(ChoiceError) -> ChoiceSession {
    guard (1...sheetNumber).contains(number) else { throw .noSheet(number, newest: sheetNumber) }
    var session = self
    session.rounds = Array(rounds.prefix(number - 1))
    return session
  }

  /// How far children are from their parents on a sheet, in quarter turns: it falls from sheet to sheet, as what is looked
  /// for comes nearer.
  static func mutation(onSheet number: Int) -> Double { max(0.1, 0.35 * pow(0.85, Double(number - 2))) }
}

/// What a choice cannot be.
public enum ChoiceError: Error, Hashable, Sendable, CustomStringConvertible {
  case notOnSheet(Int, count: Int)
  case twice(Int)
  case tooMany(Int, most: Int, count: Int)
  case nothingToUndo
  case noSheet(Int, newest: Int)

  public var description: String {
    switch self {
    case .notOnSheet(let number, let count):
      "there is no image \(number) on the sheet: its numbers are 1 to \(count)"
    case .twice(let number): "image \(number) is named twice"
    case .tooMany(let found, let most, let count):
      "\(found) images are too many to keep of \(count): keep at most \(most), so that there is room for new ones"
    case .nothingToUndo: "nothing was chosen yet, so there is nothing to take back"
    case .noSheet(let number, let newest):
      "there is no sheet \(number): the newest of this session is sheet \(newest)"
    }
  }
}
