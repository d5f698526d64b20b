import ArtFiles
import ArtPipeline
import Foundation
import Testing

/// Odd things in a run folder: `--dry-run` says what the run then does, nothing of a person is lost, and no link is followed.
struct OddFolderTests {
  private static let document = """
    {"model": {"plugin": "mlp-gan", "size": 8, "recipe": {"batchSize": 4}}, "dataset": {"kind": "strokes", "count": 24},
      "stages": [{"kind": "train", "steps": 6, "sheetEvery": 3, "samples": 4,
          "checkpoint": {"every": {"steps": 2}, "keep": "all"}, "evaluate": {"every": 2, "samples": 8, "images": 12}},
        {"kind": "sample", "count": 2}, "sheet", {"kind": "images", "from": "sample"}, {"kind": "export", "from": "train"}]}
    """

  enum Odd {
    case folder, file, link, linkedFolder, linkToNothing
  }

  /// What stands where, and whether the training was stopped before.
  struct Case: Sendable {
    let name: String
    let odd: Odd
    let isStopped: Bool
  }

  private static let cases: [Case] = {
    let files = [
      "train/checkpoint.safetensors", "train/best.safetensors", "train/metrics.jsonl", "train/evaluations.jsonl",
      "train/checkpoints/step-0000006.safetensors", "sheet.png", "images/0001.png", "export.safetensors",
      "manifest.json", ".lock",
    ]
    let folders = ["train", "train/samples", "train/checkpoints", "images"]
    let stopped: [(String, Odd)] = [
      ("train", .file), ("train/checkpoint.safetensors", .folder), ("train/metrics.jsonl", .folder),
      ("train/checkpoints", .file), ("train/samples", .linkToNothing), ("train/best.safetensors", .linkToNothing),
      ("train/evaluations.jsonl", .file), ("train/checkpoint.safetensors", .file),
    ]
    var cases: [Case] = []
    for name in files {
      for odd in [Odd.folder, .link] { cases.append(Case(name: name, odd: odd, isStopped: false)) }
    }
    for name in folders {
      for odd in [Odd.file, .linkedFolder] { cases.append(Case(name: name, odd: odd, isStopped: false)) }
    }
    for (name, odd) in stopped { cases.append(Case(name: name, odd: odd, isStopped: true)) }
    return cases
  }()

  /// Run folders to begin with, made once.
  private static let finished = Result { try made() }
  private static let stopped = Result { try made(stopAfter: 5) }

  private static func made(stopAfter step: Int? = nil) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let stop = StopRequest()
    do {
      _ = try Workbench.run(Workbench.plan(document), in: folder, stop: stop) {
        if case .progress(let progress) = $0, progress.stage == "train", progress.done == step { stop.make() }
      }
    } catch let error as PipelineError where error.code == .interrupted {}
    return folder
  }

  private let (folder, outside): (TemporaryFolder, TemporaryFolder)

  init() throws {
    (folder, outside) = (try TemporaryFolder(), try TemporaryFolder())
    try Data("outside".utf8).write(to: URL(fileURLWithPath: outside.path(of: "file")))
  }

  private func put(_ odd: Odd, at name: String) throws {
    let (path, files) = (folder.path(of: name), FileManager.default)
    try files.removeItem(atPath: path)
    func link(_ target: String) throws {
      try files.createSymbolicLink(atPath: path, withDestinationPath: outside.path(of: target))
    }
    switch odd {
    case .folder:
      try files.createDirectory(atPath: path, withIntermediateDirectories: false)
      try Data("a person's".utf8).write(to: URL(fileURLWithPath: "\(path)/notes"))
    case .file: try Data("a person's".utf8).write(to: URL(fileURLWithPath: path))
    case .link: try link("file")
    case .linkedFolder: try link(".")
    case .linkToNothing: try link("none")
    }
  }

  private func prospects() throws -> [StageProspect] {
    try Workbench.runner(Workbench.plan(Self.document), in: folder).prospects()
  }

  private static func words<Success>(of result: Result<Success, any Error>) -> String {
    if case .failure(let error) = result { "\(error)" } else { "" }
  }

  private static let stages: [String] = ["train", "sample", "sheet", "images", "export"]

  @Test(arguments: cases)
  func theRunDoesWhatWasSaid(_ trial: Case) throws {
    let log = EventLog()
    try FileManager.default.removeItem(atPath: folder.path)
    let template = try (trial.isStopped ? Self.stopped : Self.finished).get()
    try FileManager.default.copyItem(atPath: template.path, toPath: folder.path)
    try put(trial.odd, at: trial.name)

    let before = try? folder.files()
    let said = Result { try prospects() }
    let after = try? folder.files()
    #expect(after == before)
    let done = Result { try Workbench.run(Workbench.plan(Self.document), in: folder, observer: log.observer) }
    let told = log.take()
    #expect(try outside.files() == ["file": Data("outside".utf8)])
    guard case .success = done, case .success(let prospects) = said else {
      // Where the run cannot be, both say why.
      let words = [Self.words(of: said), Self.words(of: done)]
      #expect(words[0] == words[1] && words[0].contains(trial.name), "\(said), \(done), \(told)")
      return
    }
    for (stage, prospect) in zip(Self.stages, prospects) {
      let ran = told.contains("began \(stage)")
      switch prospect {
      case .unchanged, .mends: #expect(!ran, "\(stage): \(said), \(told)")
      case .follows: break
      case .goesOn, .beginsAnew, .runs: #expect(ran, "\(stage): \(said), \(told)")
      }
    }
    if [.file, .folder].contains(trial.odd) {
      #expect(try folder.files().values.contains(Data("a person's".utf8)), "\(told)")
    }
    #expect(try self.prospects().filter { $0 != .unchanged } == [.runs], "\(told)")
  }
}
