import ArgumentParser
import ArtFiles
import ArtGraph
import ArtPipeline
import ArtSettings
import ArtTensor

/// A pipeline document made from a command's options. It is validated like any document, so that options are checked
/// and explained as settings are.
enum OptionDocument {
  /// What a command needs to run its document. Ctrl-C stops it as long as this is there.
  struct Prepared {
    private let quick: UncachedRun
    private let words: OptionWords
    let stop: StopRequest
    private let interrupts: InterruptHandler

    fileprivate init(_ quick: UncachedRun, _ words: OptionWords, _ stop: StopRequest, _ interrupts: InterruptHandler) {
      (self.quick, self.words, self.stop, self.interrupts) = (quick, words, stop, interrupts)
    }

    var execution: Execution { quick.execution }

    /// Runs the document, which writes to this file or beside it.
    @discardableResult
    func run(to target: OutputFile) throws -> UncachedRun.Outcome {
      try run(in: target.folder, name: target.name)
    }

    /// Runs the document's stages; see `UncachedRun.run(in:name:)`.
    func run(in folder: RunFolder, name: String) throws -> UncachedRun.Outcome {
      defer { withExtendedLifetime(interrupts) {} }
      return try words.explaining { try quick.run(in: folder, name: name) }
    }
  }

  static func stage(_ kind: String) -> SettingValue { ["kind": SettingValue(kind)] }

  /// One name, or several with commas between.
  static func names(_ text: String, option: String) -> SettingValue {
    let names = text.split(separator: ",").map { SettingValue(String($0)) }
    return (names.count == 1 ? names[0] : SettingValue(names)).placed(at: SourceLocation(option: option))
  }

  /// Whole numbers with commas between, and ranges of them: `3,17,20-23`. What is none stays as it is, to be refused as a
  /// setting.
  static func numbers(_ text: String, option: String) -> SettingValue {
    let values = text.split(separator: ",", omittingEmptySubsequences: false).flatMap { part -> [SettingValue] in
      let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
      if ends.count == 2, let first = ends[0], let last = ends[1], first <= last, last - first < mostNumbers {
        return (first...last).map { SettingValue($0) }
      }
      return [SettingValue(json: String(part), at: nil) ?? SettingValue(String(part))]
    }
    return SettingValue(values).placed(at: SourceLocation(option: option))
  }

  private static let mostNumbers = 10_000

  /// `1920x1080` as an object with a width and a height.
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
  ///   - command: Whose options the document is made of.
  ///   - more: Further keys of the document: `dataset`.
  ///   - showsNotes: Whether the stages' notes are shown, besides warnings.
  ///   - isQuiet: Whether only progress and warnings are shown.
  static func prepare(
    _ command: any ParsableCommand.Type, _ stages: [SettingValue], more: [String: SettingValue] = [:], seed: UInt64,
    convolutions: ConvolutionOptions? = nil, threads: ThreadOptions, console: Console, showsNotes: Bool = true,
    isQuiet: Bool = false
  ) throws -> Prepared {
    var document: SettingValue = ["seed": SettingValue(seed), "stages": SettingValue(stages)]
    if let algorithms = convolutions?.convolutionAlgorithms {
      document["convolutionAlgorithms"] = SettingValue(algorithms.rawValue)
    }
    for (key, value) in more { document[key] = value }
    let (words, device) = (OptionWords(command), threads.makeDevice())
    let plan = try words.explaining {
      let plan = try Planner(Program.current.toolbox, isForRuns: false).plan(document)
      try plan.check(plan.demand(on: device), for: RunFolder("."))
      return plan
    }
    let stop = StopRequest()
    let report = RunReporter(console).observer
    let quick = UncachedRun(plan, device: device, stop: stop) { event in
      switch event {
      case .progress: report(event)
      case .warning: report(words.event(event))
      case .note: if showsNotes, !isQuiet { report(words.event(event)) }
      case .began, .ended, .unchanged, .samples: if !isQuiet { report(event) }
      }
    }
    return Prepared(quick, words, stop, InterruptHandler(stop, console: console))
  }
}
