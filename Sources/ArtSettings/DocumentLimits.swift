/// What a settings file may hold: far more than anyone writes, and little enough that whatever a stranger sends is read,
/// or refused with the limit's name, in a moment. `docs/limits.md` lists them for users.
public enum DocumentLimits {
  /// The largest JSON file, in bytes.
  public static let jsonBytes = 16 << 20
  /// The largest YAML file, in bytes. Its reader keeps much more of each value.
  public static let yamlBytes = 1 << 20
  /// The deepest nesting; it keeps recursions away from the end of the stack.
  public static let depth = 200
  /// The most values, objects and lists among them.
  public static let values = 500_000
  /// How many values aliases in YAML may add to those that are written.
  public static let aliasedValues = 10_000
  /// The longest text, in bytes.
  public static let textBytes = 1 << 20
  /// The longest key, in bytes.
  public static let keyBytes = 256
  /// The most characters of a number.
  public static let numberCharacters = 400
  /// The most problems that are told of at once.
  public static let problems = 100
  /// The largest whole number that a setting takes which has no smaller limit of its own, seeds apart. The product of
  /// two still fits.
  public static let wholeNumber = 1_000_000_000
  /// The largest number that a setting takes which has no smaller limit of its own. Its square is still a `Float`.
  public static let number = 1e9
  /// The smallest number above 0: smaller ones would be 0 to a `Float`, or make infinity of what they divide.
  public static let smallestNumber = 1e-30

  static func tooLong(_ what: String, _ limit: Int) -> String {
    "\(what) is too long: it may have \(Counted.text(limit)) bytes"
  }

  static func tooDeep() -> String { "nested more than \(depth) deep" }

  static func tooMany() -> String { "there are more than \(Counted.text(values)) values" }
}
