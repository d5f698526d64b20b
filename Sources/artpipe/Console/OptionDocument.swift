import ArgumentParser
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

  /// What an option says with commas between: one name, or a list.
  static func names(_ text: String, option: String) -> SettingValue {
    let names = text.split(separator: ",").map { SettingValue(String($0)) }
    return (names.count == 1 ? names[0] : SettingValue(names)).placed(at: SourceLocation(option: option))
  }

  /// What an option says as `1920x1080`: an object with a width and a height.
  static func size(_ text: String, option: String) throws -> SettingValue {
    let sides = text.lowercased().split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
    guard sides.count == 2, let width = sides[0], let height = sides[1] else {
      throw ValidationError("\(option): expected a width and a height such as 1920x1080")
    }
    let place = SourceLocation(option: option)
    return SettingValue(
      .object([
        .init("width", at: place, SettingValue(width).placed(at: place)),
        .init("height", at: place, SettingValue(height).placed(at: place)),
      ]), at: place)
  }

  static func load(_ file: String) -> SettingValue {
    var load = stage("load")
    load.set("file", SettingValue(file), option: "--model \(file)")
    return load
  }

  /// - Parameters:
  ///   - more: Further keys of the document: `dataset`.
  ///   - showsNotes: Whether what stages have to say besides warnings is shown.
  static func prepare(
    _ stages: [SettingValue], more: [String: SettingValue] = [:], seed: UInt64, precision: PrecisionOptions,
    threads: ThreadOptions, console: Console, showsNotes: Bool = true
  ) throws -> Prepared {
    var document: SettingValue = ["seed": SettingValue(seed), "stages": SettingValue(stages)]
    if let precision = precision.precision { document["precision"] = SettingValue(precision.rawValue) }
    for (key, value) in more { document[key] = value }
    let plan = try Planner(makeToolbox()).plan(document)
    let stop = StopRequest()
    let report = RunReporter(console).observer
    return Prepared(
      quick: QuickRun(plan, pool: threads.makePool(), stop: stop) { event in
        if !showsNotes, case .note = event { return }
        report(event)
      },
      stop: stop, interrupts: InterruptHandler(stop, console: console))
  }
}

extension SettingValue {
  /// Sets a key to what an option says.
  mutating func set(_ key: String, _ value: SettingValue, option: String) {
    self[key] = value.placed(at: SourceLocation(option: option))
  }
}
