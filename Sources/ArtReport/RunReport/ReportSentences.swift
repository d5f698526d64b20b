import ArtSettings

/// What the page says in words.
enum ReportSentences {
  /// `71 seconds`, `3 minutes`, `2 hours and 5 minutes`.
  static func duration(_ seconds: Double) -> String {
    if seconds < 0.5 { return "under a second" }
    if seconds < 90 { return Counted.text(Int(seconds.rounded()), "second") }
    let minutes = Int((min(seconds, 1e12) / 60).rounded())
    if minutes < 90 { return Counted.text(minutes, "minute") }
    let (hours, rest) = minutes.quotientAndRemainder(dividingBy: 60)
    return Counted.text(hours, "hour") + (rest > 0 ? " and \(Counted.text(rest, "minute"))" : "")
  }

  /// `6,000 colour images of 28×28`.
  static func images(_ count: Int, shape: [Int]) -> String {
    guard shape.count > 1 else { return Counted.text(count, "image") }
    let kinds = [1: "grey ", 2: "grey, partly transparent ", 3: "colour ", 4: "colour, partly transparent "]
    let kind = kinds[shape.count > 2 ? shape[2] : 1] ?? ""
    return "\(Counted.text(count)) \(kind)\(count == 1 ? "image" : "images") of \(shape[1])×\(shape[0])"
  }
}
