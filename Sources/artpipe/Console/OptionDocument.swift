import ArtPipeline
import ArtSettings
import ArtTensor

/// A pipeline document made from a command's options. It goes the way of every document, so that options are checked
/// and explained as its settings are.
enum OptionDocument {
  /// What a command needs to run its document.
  struct Prepared {
    let quick: QuickRun
    let pool: ThreadPool
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
    _ stages: [SettingValue], seed: UInt64, threads: ThreadOptions, console: Console
  ) throws -> Prepared {
    let document: SettingValue = ["seed": SettingValue(seed), "stages": SettingValue(stages)]
    let plan = try Planner(makeToolbox()).plan(document)
    let (stop, pool) = (StopRequest(), threads.makePool())
    return Prepared(
      quick: QuickRun(plan, pool: pool, stop: stop, observer: RunReporter(console).observer), pool: pool, stop: stop,
      interrupts: InterruptHandler(stop, console: console))
  }
}

extension SettingValue {
  /// Sets a key to what an option says.
  mutating func set(_ key: String, _ value: SettingValue, option: String) {
    self[key] = value.placed(at: SourceLocation(option: option))
  }
}
