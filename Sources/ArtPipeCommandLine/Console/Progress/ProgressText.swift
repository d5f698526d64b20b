import ArtFiles
import ArtPipeline
import ArtSettings

/// Progress in words.
enum ProgressText {
  /// For a log: `step 120 of 2,350 · 0:32 left (run 1:10) · 812 images/s · generator loss 0.911 · discriminator loss 1.204`.
  static func line(_ progress: StageProgress) -> String {
    var parts = [amount(progress)]
    if let left = progress.secondsLeft { parts.append("\(time(left)) left" + (run(progress).map { " (\($0))" } ?? "")) }
    if let doing = doing(progress) { parts.append(doing) }
    if let rate = progress.imagesPerSecond { parts.append("\(number(rate)) images/s") }
    parts += progress.readings.map { "\($0.name) \(number($0.value))\(best($0))" }
    return parts.joined(separator: " · ")
  }

  /// For a terminal, in at most so many columns: `train ━━━━━━╸─── 45 % · 0:32 left · step 1,058 of 2,350 · 812 images/s ·
  /// G 0.911 · D 1.2`. What does not fit is left out, the least important first.
  static func bar(_ progress: StageProgress, width: Int) -> String {
    let share = progress.total > 0 ? min(1, Double(max(0, progress.done)) / Double(progress.total)) : 0
    var parts = ["\(Int(share * 100)) %"]
    if let left = progress.secondsLeft { parts.append("\(time(left)) left") }
    // Below this many columns each is worth more than a bar.
    let shortest = width < 60 ? 0 : 10
    let stage = progress.stage.prefix(width / 3)
    func length(_ parts: [String]) -> Int {
      stage.count + 1 + (shortest > 0 ? shortest + 1 : 0) + parts.joined(separator: " · ").count
    }
    var more: [String] = []
    if let doing = doing(progress) { more.append(doing) }
    if let run = run(progress) { more.append(run) }
    more.append(amount(progress))
    // The metric tells more of a training than its losses.
    more += progress.readings.filter { $0.best != nil }.map { "\($0.short) \(number($0.value))\(best($0))" }
    if let rate = progress.imagesPerSecond { more.append("\(number(rate)) images/s") }
    more += progress.readings.filter { $0.best == nil }.map { "\($0.short) \(number($0.value))" }
    parts += more.indices.prefix { length(parts + more[...$0]) <= width }.map { more[$0] }
    guard shortest > 0 else { return String("\(stage) \(parts.joined(separator: " · "))".prefix(width)) }
    let drawn = bar(share, length: min(30, shortest + width - length(parts)))
    return "\(stage) \(drawn) \(parts.joined(separator: " · "))"
  }

  /// `evaluation: samples 24 %`.
  private static func doing(_ progress: StageProgress) -> String? {
    progress.doing.map { doing in
      guard let part = progress.part, part.total > 0 else { return doing }
      return "\(doing) \(100 * min(max(part.done, 0), part.total) / part.total) %"
    }
  }

  /// `run 1:10`: what is left of the whole run, where that is more than what is left of the stage.
  private static func run(_ progress: StageProgress) -> String? {
    guard let run = progress.runSecondsLeft, let stage = progress.secondsLeft else { return nil }
    return time(run) == time(stage) ? nil : "run \(time(run))"
  }

  private static func amount(_ progress: StageProgress) -> String {
    if progress.unit == "byte" {
      return "\(ByteCount.text(Double(progress.done))) of \(ByteCount.text(Double(progress.total)))"
    }
    return "\(progress.unit) \(Counted.text(progress.done)) of \(Counted.text(progress.total))"
  }

  private static func bar(_ share: Double, length: Int) -> String {
    let halves = Int(share * Double(2 * length))
    let full = String(repeating: "━", count: halves / 2) + (halves % 2 == 1 ? "╸" : "")
    return full + String(repeating: "─", count: length - full.count)
  }

  private static func best(_ reading: StageProgress.Reading) -> String {
    reading.best.map { " (best \(number($0)))" } ?? ""
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
