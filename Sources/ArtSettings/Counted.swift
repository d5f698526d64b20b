/// Numbers in words.
public enum Counted {
  /// `10,000`.
  public static func text(_ count: some BinaryInteger) -> String {
    var result = ""
    for (place, digit) in String(count).reversed().enumerated() {
      if place > 0, place % 3 == 0, digit != "-" { result.append(",") }
      result.append(digit)
    }
    return String(result.reversed())
  }

  /// `1 image`, `10,000 images`.
  ///
  /// - Parameters:
  ///   - count: how many there are.
  ///   - thing: one of them.
  ///   - several: more of them, where that is not one with an s.
  public static func text(_ count: some BinaryInteger, _ thing: String, _ several: String? = nil) -> String {
    "\(text(count)) \(count == 1 ? thing : several ?? "\(thing)s")"
  }

  /// `10,000`, `0.5`, `1e-30`: the shortest form that is the same number.
  public static func text(_ number: some BinaryFloatingPoint & CustomStringConvertible) -> String {
    if abs(number) < 1e15, let whole = Int(exactly: number) { return text(whole) }
    return number.description
  }

  /// `1 epoch`, `2.5 epochs`.
  public static func text(_ number: Double, _ thing: String) -> String {
    "\(text(number)) \(number == 1 ? thing : "\(thing)s")"
  }
}
