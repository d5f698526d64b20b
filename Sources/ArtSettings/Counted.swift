/// Counts in words.
public enum Counted {
  /// `10,000`.
  public static func text(_ count: Int) -> String {
    var result = ""
    for (place, digit) in String(count).reversed().enumerated() {
      if place > 0, place % 3 == 0, digit != "-" { result.append(",") }
      result.append(digit)
    }
    return String(result.reversed())
  }

  /// `1 image`, `10,000 images`.
  public static func text(_ count: Int, _ thing: String) -> String { "\(text(count)) \(thing)\(count == 1 ? "" : "s")" }
}
