import ArtGraph
import ArtPipeline
import ArtSettings
import ArtTensor

/// A pipeline document made from a command's options. It goes the way of every document, so that options are checked
/// and explained as its settings are.
enum OptionDocument {
  /// What a command needs to run its document.
  struct Prepared {
    let quick: QuickRun
    let stop: StopRequest
    let interrupts: InterruptHandler
  }

  static func stage(_ kind: String) -> SettingValue { ["kind": SettingValue(kind)] }

  static func load(_ file: String) -> SettingValue {
    var load = stage("load")
    load.set("file", SettingValue(file), option: "--model \(file)")
    return load
  }

  static func prepare(
    _ stages: [SettingValue], seed: UInt64, precision: PrecisionOptions, threads: ThreadOptions,
    console: Console
  ) throws -> Prepared {
    var document: SettingValue = ["seed": SettingValue(seed), "stages": SettingValue(stages)]
    if let precision = precision.precision { document["precision"] = SettingValue(precision.rawValue) }
    let plan = try Planner(makeToolbox()).plan(document)
    let stop = StopRequest()
    return Prepared(
      quick: QuickRun(plan, pool: threads.makePool(), stop: stop, observer: RunReporter(console).observer), stop: stop,
      interrupts: InterruptHandler(stop, console: console))
  }
}

extension SettingValue {
  /// Sets a key to what an option says.
  mutating func set(_ key: String, _ value: SettingValue, option: String) {
    self[key] = value.placed(at: SourceLocation(option: option))
  }
}
