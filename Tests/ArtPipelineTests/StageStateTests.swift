import ArtFiles
import ArtGAN
import ArtMedia
import ArtNN
import ArtTensor
import Foundation
import Testing

@testable import ArtPipeline

/// Long work on a person's images: what it keeps while it goes on, and what becomes of its files when it begins anew.
@Suite("Kept states")
struct StageStateTests {
  /// Three images of 8×8, and a folder to run in.
  private struct Bench: Sendable {
    let data: TemporaryFolder
    let folder: TemporaryFolder
    let log = EventLog()
    let stage: String

    init(_ stage: String, data: TemporaryFolder? = nil) throws {
      self.stage = stage
      self.data = try data ?? TemporaryFolder()
      folder = try TemporaryFolder()
      guard data == nil else { return }
      for number in 0..<3 {
        let pixels = (0..<64).map { UInt8(truncatingIfNeeded: $0 * (3 + 2 * number)) }
        try PNGFormat().write(
          PixelImage(width: 8, height: 8, channels: 1, pixels: pixels), to: .typed(self.data.path(of: "\(number).png")))
      }
    }

    func plan(_ overrides: [String] = []) throws -> Plan {
      try Workbench.plan(
        """
        {"seed": 2, "model": {"plugin": "mlp-gan", "size": 8, "recipe": {"batchSize": 4}}, "report": false,
          "dataset": {"kind": "strokes", "count": 24},
          "stages": [{"kind": "train", "steps": 2, "samples": 0}, \(stage.replacing("DATA", with: data.path))]}
        """, set: overrides)
    }

    func run(
      _ overrides: [String] = [], in other: TemporaryFolder? = nil, force: Bool = false, threads: Int = 1,
      stop: StopRequest = StopRequest(), at isThere: (@Sendable (StageProgress) -> Bool)? = nil
    ) throws -> [String] {
      let observer = log.observer
      _ = try Workbench.run(plan(overrides), in: other ?? folder, force: force, stop: stop, threads: threads) {
        observer($0)
        if case .progress(let progress) = $0, isThere?(progress) == true { stop.make() }
      }
      return log.take()
    }

    func prospect(_ overrides: [String] = [], in other: TemporaryFolder? = nil, force: Bool = false) throws -> String {
      let before = try (other ?? folder).files()
      let prospects = try Workbench.runner(plan(overrides), in: other ?? folder, force: force).prospects()
      #expect(try (other ?? folder).files() == before)
      return "\(prospects[1])"
    }

    /// What is written of the stage.
    func results(_ other: TemporaryFolder? = nil) throws -> [String: Data] {
      try (other ?? folder).files().filter {
        !$0.key.hasPrefix("train/") && !["manifest.json", ".lock"].contains($0.key)
      }
    }

    func copy() throws -> TemporaryFolder {
      let copy = try TemporaryFolder()
      try FileManager.default.removeItem(atPath: copy.path)
      try FileManager.default.copyItem(atPath: folder.path, toPath: copy.path)
      return copy
    }
  }

  private static let tuned = #"{"kind": "project", "images": "DATA", "starts": 4, "refined": 2, "steps": 5, "tune": 6}"#
  private static let single = #"{"kind": "project", "images": "DATA", "starts": 64, "refined": 64, "steps": 5}"#
  private static let completed = """
    {"kind": "complete", "images": "DATA", "mask": [2, 2, 3, 3], "answers": 2, "starts": 64, "refined": 64, "steps": 5}
    """

  /// The steps of the search for three images in one group: two first ones of each, and five.
  private static let search = 3 * 2 + 5

  private static let others = "the settings, the images or the seed were others"

  @Test(arguments: [
    (tuned, ["stages.project.tune=7"], false, others, ["png", "artpoints.json", "json", "safetensors"]),
    (tuned, ["stages.project.tune=0"], false, others, ["png", "artpoints.json", "json", "safetensors"]),
    (tuned, ["embedRecipe=false"], false, others, ["png", "artpoints.json", "json", "safetensors"]),
    (tuned, [String](), true, "it starts from 'train', which runs", ["png", "artpoints.json", "json", "safetensors"]),
    (completed, ["stages.complete.answers=1"], false, others, ["png", "artpoints.json", "", ""]),
  ])
  func whatTookLongIsMovedAside(
    stage: String, change: [String], force: Bool, reason: String, endings: [String]
  ) throws {
    let bench = try Bench(stage)
    _ = try bench.run()
    let before = try bench.results()
    #expect(try bench.prospect() == "unchanged")
    #expect(try bench.prospect(change, force: force) == "begins anew, because \(reason)")
    let told = try bench.run(change, force: force)
    let kind = stage.contains("complete") ? "complete" : "project"
    for ending in Set(endings) {
      let name = ending.isEmpty ? kind : "\(kind).\(ending)"
      #expect(
        told.contains { $0.contains("\(name) is kept as \(name).1, because ") }, "\(name): \(told)")
    }
    let after = try bench.results()
    for (name, data) in before {
      let parts = name.split(separator: "/", maxSplits: 1)
      let moved = parts.count > 1 ? "\(parts[0]).1/\(parts[1])" : "\(name).1"
      #expect(after[moved] == data, "\(moved)")
    }
    #expect(try bench.run(change) == ["unchanged train", "unchanged \(kind)"])
  }

  /// The manifest is lost, and somebody has put another file there.
  @Test func whatNoManifestKnowsIsMovedAside() throws {
    let bench = try Bench(Self.completed)
    _ = try bench.run()
    try FileManager.default.removeItem(atPath: bench.folder.path(of: "manifest.json"))
    #expect(try bench.prospect() == "begins anew, because it starts from 'train', which runs")
    let before = try bench.results()
    let told = try bench.run()
    #expect(told.contains { $0.contains("complete is kept as complete.1, because manifest.json does not list it") })
    let after = try bench.results()
    for (name, data) in before {
      #expect(after[name] == data)
      #expect(
        after[name.hasPrefix("complete/") ? name.replacing("complete/", with: "complete.1/") : "\(name).1"] == data)
    }
  }

  @Test(arguments: [1, 2, 5])
  func aStoppedTuningGoesOn(step: Int) throws {
    let whole = try Bench(Self.tuned)
    _ = try whole.run(threads: 2)
    let bench = try Bench(Self.tuned, data: whole.data)
    let error = #expect(throws: PipelineError.self) { try bench.run { $0.done == Self.search + step } }
    #expect(
      error?.description == "project: stopped at step \(step) of 6 of the tuning; run the same command again to go on")
    #expect(Set(try bench.results().keys) == ["project.search.safetensors", "project.tuning.safetensors"])
    #expect(try bench.prospect() == "goes on from step \(Self.search + step) of \(Self.search + 6)")
    let told = try bench.run()
    #expect(told.contains("note: 3 of 3 images are found already"))
    #expect(told.contains("note: the tuning goes on from step \(step) of 6"))
    #expect(try bench.results() == whole.results())
  }

  /// One image of three is found, or two steps of the tuning are done.
  private static func stopped(_ stage: String) throws -> Bench {
    let bench = try Bench(stage)
    // The second image of three, each of seven steps.
    let steps = stage == tuned ? search + 2 : 12
    #expect(throws: PipelineError.self) { try bench.run { $0.stage != "train" && $0.done == steps } }
    return bench
  }

  private typealias Content = (tensors: [String: Tensor], metadata: [String: String])

  /// Ways in which a state cannot be what was written, and what is said of it. What is changed in the content has a hash that
  /// fits again.
  private enum Fault: Sendable {
    case bytes(@Sendable (inout Data) -> Void)
    case folder
    case content(@Sendable (inout Content) -> Void)
  }

  private static let faults: [(name: String, fault: Fault, words: String)] = [
    ("a bit", .bytes { $0[$0.count - 3] ^= 4 }, "it is damaged: its hash does not match"),
    ("a bit of the header", .bytes { $0[60] ^= 1 }, ""),
    ("cut", .bytes { $0 = $0.prefix($0.count / 2) }, ""),
    ("empty", .bytes { $0 = Data() }, "it is no safetensors file"),
    ("no state", .bytes { $0 = Data("{}".utf8) }, ""),
    ("a folder", .folder, "it is no file"),
    ("another kind", .content { $0.metadata["artpipe.format"] = "features 1" }, "it is no "),
    ("no kind", .content { $0.metadata["artpipe.format"] = nil }, "it is no "),
    ("another key", .content { $0.metadata["key"] = "0" }, others),
    ("no amount", .content { $0.metadata["step"] = nil }, "it does not tell how much of the "),
    ("less than nothing", .content { $0.metadata["step"] = "-1" }, "it does not tell how much of the "),
    ("nothing done", .content { $0.metadata["step"] = "0" }, "it does not tell how much of the "),
    ("far too much", .content { $0.metadata["step"] = "9223372036854775807" }, "it does not tell how much of the "),
    ("no tensors", .content { $0.tensors = [:] }, "its tensor '"),
    ("one more", .content { $0.tensors["x"] = Tensor.zeros([2]) }, "its tensor 'x' is not that of the "),
    (
      "a shape",
      .content { for (name, tensor) in $0.tensors { $0.tensors[name] = Tensor.zeros([tensor.shape.count + 1]) } },
      "its tensor '"
    ),
    (
      "no number",
      .content { for name in $0.tensors.keys { $0.tensors[name]?.scalars[0] = .nan } },
      "holds a value that is no finite number"
    ),
  ]
  private static let points: [(name: String, fault: Fault, words: String)] = [
    (
      "a start that is none", .content { $0.tensors["starts"]?.scalars[1] = 64 },
      "it holds a point that no search finds"
    ),
    ("half a start", .content { $0.tensors["starts"]?.scalars[0] = 0.5 }, "it holds a point that no search finds"),
    ("a negative start", .content { $0.tensors["starts"]?.scalars[0] = -1 }, "it holds a point that no search finds"),
    ("far away", .content { $0.tensors["points"]?.scalars[9] = 3e38 }, "it holds a point that no search finds"),
  ]

  @Test(arguments: [(single, "project.search"), (completed, "complete.search"), (tuned, "project.tuning")])
  func whatCannotBeGoneOnFromIsMovedAside(stage: String, file: String) throws {
    let bench = try Self.stopped(stage)
    let (name, whole) = ("\(file).safetensors", try bench.copy())
    _ = try bench.run(in: whole)
    let expected = try bench.results(whole)
    for (title, fault, words) in Self.faults + (file.hasSuffix("search") ? Self.points : []) {
      let folder = try bench.copy()
      let path = folder.path(of: name)
      switch fault {
      case .bytes(let change):
        var data = try folder.data(name)
        change(&data)
        try data.write(to: URL(fileURLWithPath: path))
      case .folder:
        try FileManager.default.removeItem(atPath: path)
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      case .content(let change):
        try Self.rewrite(path, change)
      }
      let told = try bench.run(in: folder)
      #expect(
        told.contains {
          $0.hasPrefix("warning: \(path) is kept as \(name).1, because ") && (words.isEmpty || $0.contains(words))
        },
        "\(title): \(told)")
      var found = try bench.results(folder)
      found["\(name).1"] = nil
      #expect(found == expected, "\(title)")
    }
  }

  /// Writes a state anew with a hash that fits.
  private static func rewrite(_ path: String, _ change: (inout Content) -> Void) throws {
    let file = try SafetensorsReader(path: path)
    var content: Content = ([:], file.metadata)
    for name in file.names { content.tensors[name] = try file.tensor(name) }
    change(&content)
    try SafetensorsWriter.write(content.tensors, metadata: content.metadata, to: .typed(path))
  }

  /// Files that were changed, and their hashes in the manifest with them.
  @Test(arguments: [
    (tuned, "project.artpoints.json", "{}", "it cannot be used: "),
    (
      tuned, "project.artpoints.json", #"{"artpoints": 1, "points": [{"latent": [1, 2]}]}"#, "it has 1 point, not 3"
    ),
    (
      tuned, "project.artpoints.json",
      #"{"artpoints": 1, "points": [{"latent": [1]}, {"latent": [1]}, {"latent": [1]}]}"#, "it cannot be used: "
    ),
    (tuned, "project.safetensors", "no model", "it is no safetensors file"),
    (completed, "complete/1-2.png", "no image", "it cannot be used: this is text"),
    (completed, "complete/1-2.png", "", "it cannot be used: the image is 3×2, not 8×8"),
  ])
  func whatWasChangedWithItsHashIsMadeAgain(stage: String, file: String, text: String, words: String) throws {
    let bench = try Bench(stage)
    _ = try bench.run()
    let before = try bench.results()
    let image = try PNGFormat().encode(PixelImage(width: 3, height: 2, channels: 1, fill: 9))
    try bench.folder.forge(file, text.isEmpty ? Data(image) : Data(text.utf8))
    #expect(try bench.prospect().hasPrefix("begins anew, because \(file): "))
    let told = try bench.run()
    let path = bench.folder.path(of: file)
    let place = "warning: \(path) is kept as \(file).1, because "
    #expect(told.contains { $0.hasPrefix(place) && $0.contains(words) }, "\(told)")
    var after = try bench.results()
    after["\(file).1"] = nil
    #expect(after == before)
  }
}

extension TemporaryFolder {
  /// Writes a file of a finished run, and its hash into the manifest.
  func forge(_ file: String, _ data: Data) throws {
    try data.write(to: URL(fileURLWithPath: path(of: file)))
    let folder = RunFolder(path)
    var manifest = try #require(Manifest.read(in: folder))
    let new = try Manifest.FileRecord(file, in: folder)
    for stage in manifest.stages.indices {
      manifest.stages[stage].outputs = manifest.stages[stage].outputs.map { $0.file == file ? new : $0 }
    }
    try manifest.write(in: folder)
  }
}
