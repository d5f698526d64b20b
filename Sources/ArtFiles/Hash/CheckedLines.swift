/// The lines of a log that tell whether they were changed: JSON objects whose last member is a check of what stands before
/// it.
///
///     {"loss":0.5,"step":1,"check":"1f2e3d4c5b6a"}
///
/// Logs of earlier versions have no checks, and may be gone on with: their lines come first.
public struct CheckedLines: Sendable {
  private static let (start, end) = (Array(",\"check\":\"".utf8), Array("\"}".utf8))
  private static let digits = 12
  private static let brace = UInt8(ascii: "}")

  /// Whether a line with a check was met.
  private var areChecked = false

  public init() {}

  /// A JSON object with a check at its end.
  public static func checked(_ object: [UInt8]) -> [UInt8] {
    guard object.last == brace else { return object }
    return object.dropLast() + start + check(object) + end
  }

  /// Whether a line, the next of its log, is as it was written.
  public mutating func isGood(_ line: [UInt8]) -> Bool {
    let place = line.count - Self.end.count - Self.digits - Self.start.count
    guard place > 0, line[place...].starts(with: Self.start), line.suffix(Self.end.count) == Self.end[...] else {
      return !areChecked
    }
    areChecked = true
    return line.dropLast(Self.end.count).suffix(Self.digits) == Self.check(line[..<place] + [Self.brace])[...]
  }

  private static func check(_ object: [UInt8]) -> [UInt8] { Array(SHA256.hash(object).hex.utf8.prefix(digits)) }
}

extension [Int] {
  /// The numbers of damaged lines in words: `line 7 of it is damaged`.
  public var damagedLines: String {
    let most = 4
    guard count > 1 else { return "line \(first ?? 0) of it is damaged" }
    let shown = prefix(most).map { "\($0)" }
    let last = count > most ? "\(count - most) more" : shown.last ?? ""
    let others = count > most ? shown[...] : shown.dropLast()
    return "lines \(others.joined(separator: ", ")) and \(last) of it are damaged"
  }
}
