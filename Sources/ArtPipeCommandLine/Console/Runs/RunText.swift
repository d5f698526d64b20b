import ArtEvaluation
import ArtFiles
import ArtNN
import ArtPipeline
import ArtSettings
import Foundation

/// Runs in words, as JSON and as cells.
enum RunText {
  /// The names of ``cells(_:)``.
  static let columns = [
    "folder", "model", "dataset", "images", "steps", "totalSteps", "metric", "value", "low", "high", "baseline",
    "better",
    "state", "stage", "bytes", "changed",
  ]

  static func cells(_ run: KeptRun) -> [String] {
    let (metric, place) = (run.metrics?.chosen, run.state.place)
    func text(_ value: (some CustomStringConvertible)?) -> String { value.map { "\($0)" } ?? "" }
    return [
      run.folder.path, text(run.model), text(run.dataset), text(run.manifest?.dataset?.count),
      text(run.training?.steps), text(run.training?.total), text(metric?.id), text(metric?.model.value),
      text(metric?.model.interval?.low), text(metric?.model.interval?.high), text(metric?.baseline?.value),
      text(metric?.direction.rawValue), run.state.name, text(place?.stage), "\(run.bytes)", universal(run.changed),
    ]
  }

  static func json(_ run: KeptRun) -> SettingValue {
    var object: SettingValue = [:]
    object["folder"] = SettingValue(run.folder.path)
    object["model"] = run.model.map { SettingValue($0) }
    object["dataset"] = run.dataset.map { SettingValue($0) }
    object["images"] = run.manifest?.dataset.map { SettingValue($0.count) }
    object["steps"] = run.training?.steps.map { SettingValue($0) }
    object["totalSteps"] = run.training?.total.map { SettingValue($0) }
    object["metric"] = run.metrics?.chosen.map(json)
    object["state"] = SettingValue(run.state.name)
    object["stage"] = run.state.place?.stage.map { SettingValue($0) }
    object["bytes"] = SettingValue(run.bytes)
    object["changed"] = SettingValue(universal(run.changed))
    object["problems"] = SettingValue(run.problems.map { SettingValue($0) })
    return object
  }

  private static func json(_ entry: EvaluationReport.Entry) -> SettingValue {
    var object: SettingValue = [
      "id": SettingValue(entry.id), "title": SettingValue(entry.title), "value": SettingValue(entry.model.value),
    ]
    object["interval"] = entry.model.interval.map { [SettingValue($0.low), SettingValue($0.high)] }
    object["baseline"] = entry.baseline.map { SettingValue($0.value) }
    object["better"] = SettingValue(entry.direction.rawValue)
    return object
  }

  /// A table with a header; empty for no runs.
  static func table(_ runs: [KeptRun]) -> [String] {
    guard !runs.isEmpty else { return [] }
    let header = ["run", "model", "images", "steps", "metric", "value", "baseline", "state", "size", "changed"]
    let rows = runs.map { run in
      let metric = run.metrics?.chosen
      return [
        run.name, run.model ?? none, images(run) ?? none,
        run.training?.steps.map { Counted.text($0) } ?? none, metric?.title ?? none,
        metric?.model.value.fourDigits ?? none, metric?.baseline?.value.fourDigits ?? none, run.state.words,
        ByteCount.text(Double(run.bytes)), local(run.changed),
      ]
    }
    return TextTable([header] + rows, rightAligned: [3, 5, 6, 8]).lines()
  }

  /// `6,000 blossoms`; of a run that was killed before it noted how many, `blossoms`.
  private static func images(_ run: KeptRun) -> String? {
    run.dataset.map { name in
      run.manifest?.dataset.map { "\(Counted.text($0.count)) \(name)" } ?? name
    }
  }

  static let none = "–"

  // MARK: Times

  /// `2026-11-30 02:38`, by the clock on the wall.
  private static func local(_ nanoseconds: Int) -> String {
    var (seconds, parts) = (time_t(nanoseconds / 1_000_000_000), tm())
    localtime_r(&seconds, &parts)
    return "\(date(parts)) \(two(parts.tm_hour)):\(two(parts.tm_min))"
  }

  /// `2026-11-30T02:38:05Z`.
  private static func universal(_ nanoseconds: Int) -> String {
    var (seconds, parts) = (time_t(nanoseconds / 1_000_000_000), tm())
    gmtime_r(&seconds, &parts)
    return "\(date(parts))T\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))Z"
  }

  private static func date(_ parts: tm) -> String {
    "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))"
  }

  private static func two(_ value: Int32) -> String { value < 10 ? "0\(value)" : "\(value)" }
}
