import ArtPipeline
import ArtSettings

/// The events of a run as JSON, one object a line, for other programs. `docs/pipelines.md` describes each.
enum EventJSON {
  static func text(_ event: PipelineEvent) -> String {
    switch event {
    case .began(let stage, let summary, let number, let count):
      line(
        "began",
        [
          "stage": SettingValue(stage), "summary": SettingValue(summary), "number": SettingValue(number),
          "of": SettingValue(count),
        ])
    case .progress(let progress): line("progress", object(progress))
    case .samples(let stage, let step, _, let file):
      line("samples", ["stage": SettingValue(stage), "step": SettingValue(step), "file": SettingValue(file)])
    case .ended(let stage, let seconds, let files):
      line(
        "ended",
        [
          "stage": SettingValue(stage), "seconds": SettingValue((seconds * 1000).rounded() / 1000),
          "files": SettingValue(files.map { SettingValue($0) }),
        ])
    case .unchanged(let stage, let files):
      line("unchanged", ["stage": SettingValue(stage), "files": SettingValue(files.map { SettingValue($0) })])
    case .note(let text): message("note", text)
    case .warning(let text): message("warning", text)
    }
  }

  /// - Parameter kind: `note`, `warning` or `error`.
  static func message(_ kind: String, _ text: String) -> String { line(kind, ["text": SettingValue(text)]) }

  private static func object(_ progress: StageProgress) -> SettingValue {
    var object: SettingValue = [
      "stage": SettingValue(progress.stage), "unit": SettingValue(progress.unit), "done": SettingValue(progress.done),
      "total": SettingValue(progress.total),
    ]
    if let doing = progress.doing { object["doing"] = SettingValue(doing) }
    if let part = progress.part {
      object["part"] = ["done": SettingValue(part.done), "total": SettingValue(part.total)]
    }
    if let rate = progress.imagesPerSecond { object["imagesPerSecond"] = number(rate) }
    if let left = progress.secondsLeft { object["secondsLeft"] = number(left) }
    if let left = progress.runSecondsLeft { object["runSecondsLeft"] = number(left) }
    for reading in progress.readings {
      // JSON has no word for what is no number: a loss that is none is left out.
      guard reading.value.isFinite else { continue }
      var values = object["values"] ?? [:]
      values[reading.name] = number(reading.value)
      object["values"] = values
      guard let best = reading.best else { continue }
      var bests = object["best"] ?? [:]
      bests[reading.name] = number(best)
      object["best"] = bests
    }
    return object
  }

  /// Four digits behind the point are enough to watch.
  private static func number(_ value: Double) -> SettingValue { SettingValue((value * 10_000).rounded() / 10_000) }

  private static func line(_ event: String, _ fields: SettingValue) -> String {
    var object: SettingValue = ["event": SettingValue(event)]
    for field in fields.members ?? [] { object[field.key] = field.value }
    return object.canonicalJSON
  }
}
