import ArtPipeline

/// Progress in words.
enum ProgressText {
  /// `step 120 of 2350 · 812 images/s · generator loss 0.911 · discriminator loss 1.204 · 0:32 left`.
  static func line(_ progress: StageProgress) -> String {
    var parts = ["\(progress.unit) \(progress.done) of \(progress.total)"]
    if let doing = progress.doing { parts.append(doing) }
    if let rate = progress.imagesPerSecond { parts.append("\(number(rate)) images/s") }
    parts += progress.values.map { "\($0.name) \(number($0.value))" }
    if let left = progress.secondsLeft { parts.append("\(time(left)) left") }
    return parts.joined(separator: " · ")
  }

  /// `0:07`, `12:34`, `1:02:03`; below ten seconds with a tenth.
  static func time(_ seconds: Double) -> String {
    let seconds = min(max(seconds, 0), 1e9)
    if seconds < 10 { return "\((seconds * 10).rounded() / 10) s" }
    let whole = Int(seconds.rounded())
    let (hours, minutes) = (whole / 3600, whole / 60 % 60)
    if hours > 0 { return "\(hours):\(two(minutes)):\(two(whole % 60))" }
    return "\(minutes):\(two(whole % 60))"
  }

  /// Three digits, or all before the point where there are more.
  static func number(_ value: Double) -> String {
    guard value.isFinite else { return "\(value)" }
    let size = abs(value)
    if size >= 100 { return String(Int(min(size, 1e15).rounded()) * (value < 0 ? -1 : 1)) }
    let factor = size >= 10 ? 10.0 : size >= 1 ? 100.0 : 1000.0
    return "\((value * factor).rounded() / factor)"
  }

  /// A number without a fraction where it has none: `3`, `0.063`.
  static func count(_ value: Double) -> String { Int(exactly: value).map(String.init) ?? number(value) }

  private static func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
}
