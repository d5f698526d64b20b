import ArtFiles
import ArtPipeline
import ArtSettings
import Testing

struct DemandTests {
  private static let laptop = FreeResources(memory: 4_000_000_000, disk: 20_000_000_000)

  private func check(_ json: String, in resources: FreeResources = laptop) throws {
    let plan = try Workbench.plan(json)
    try plan.check(plan.demand(), in: resources)
  }

  private static func document(
    model: String = #""mlp-gan""#, count: Int = 50, _ stages: String, train: String = ""
  ) -> String {
    """
    {"model": \(model), "dataset": {"kind": "strokes", "count": \(count)},
    "stages": [{"kind": "train", "steps": 2, "samples": 0\(train)},
    \(stages)]}
    """
  }

  /// Each is refused at its line, with the figure; on a machine that has it, none is.
  @Test(arguments: [
    (
      document(model: #"{"plugin": "rgb-art", "generator": {"channels": [4096, 4096, 4096]}}"#, #""sample""#),
      "test.json:1:46: model.generator: 'train' needs 14 GB for parameters"
    ),
    (
      document(model: #"{"plugin": "rgb-art", "recipe": {"batchSize": 65536}}"#, #""sample""#),
      "test.json:1:57: model.recipe.batchSize: 'train' needs 34 GB for activations of batches of 65536"
    ),
    (
      document(count: 10_000_000, #""sample""#),
      "test.json:1:62: dataset.count: 'train' needs 7.8 GB for 10,000,000 images of"
    ),
    (
      document(#"{"kind": "sample", "count": 1000000}, {"kind": "sheet", "scale": 16}"#),
      "test.json:3:66: stages[2].scale: 'sheet' needs 304 GB for a sheet of 1,000,000 images"
    ),
    (
      document(#"{"kind": "interpolate", "frames": 10000000}, {"kind": "images", "scale": 32, "format": "png"}"#),
      "test.json:3:88: stages[2].format: 'images' needs "
    ),
    (
      document(
        #""sample""#, train: #", "rollBack": true, "checkpoint": {"every": {"steps": 1}, "keep": "all"}, "steps": 2"#
      )
      .replacing(#""steps": 2, "samples""#, with: #""samples""#).replacing(
        #""steps": 2}"#, with: #""steps": 100000}"#),
      "test.json:2:76: stages[0].checkpoint: 'train' needs 297 GB for kept checkpoints"
    ),
  ])
  func refusesWhatDoesNotFit(document: String, message: String) throws {
    let error = #expect(throws: Problems.self) { try check(document) }
    #expect(error?.problems.contains { "\($0)".hasPrefix(message) } == true, "\(error?.description ?? "")")
    #expect(error?.description.contains("this machine has") == true)
    try check(document, in: FreeResources(memory: nil, disk: nil))
    try check(document, in: FreeResources(memory: 1 << 60, disk: 1 << 60))
  }

  @Test(arguments: [
    (
      #"{"kind": "interpolate", "seconds": 1e300}"#, "expected a number from -1000000000.0 to 1000000000.0, found 1e300"
    ),
    (
      #"{"kind": "interpolate", "seconds": 1000000}"#,
      "at 24 frames a second, 1000000 seconds are 24000000 frames; expected from 2 to 10,000,000"
    ),
    (
      #"{"kind": "interpolate", "seconds": 0.01}"#,
      "at 24 frames a second, 0.01 seconds are 0 frames; expected from 2 to 10,000,000"
    ),
    (
      #"{"kind": "interpolate", "frames": 10000000}, {"kind": "video", "repeats": 1000}"#,
      "10,000,000 frames shown 1,000 times are 10,000,000,000; a video has at most 10,000,000"
    ),
    (#"{"kind": "train", "epochs": 1e300}"#, "expected a number above 0 to 1000000, found 1e300"),
    (#"{"kind": "train", "minutes": 2e6}"#, "expected a number above 0 to 1000000, found 2e6"),
    (#""sample", {"kind": "sheet", "file": "a\u0000.png"}"#, "it has the character U+0, which is not shown"),
  ])
  func refusesWhatNoMachineHolds(stages: String, message: String) throws {
    let error = #expect(throws: Problems.self) { try check(Self.document(stages)) }
    #expect(error?.problems.first?.message.hasSuffix(message) == true, "\(error?.description ?? "")")
    #expect(error?.problems.first?.location?.line == 3)
  }

  @Test func learningRatesBeyondAllNumbersAreRefused() throws {
    let error = #expect(throws: Problems.self) {
      try check(Self.document(model: #"{"plugin": "mlp-gan", "recipe": {"learningRate": 1e308}}"#, #""sample""#))
    }
    #expect(error?.problems.first?.location?.line == 1)
  }

  @Test func stagesAreBounded() throws {
    let stages = Array(repeating: #""sample""#, count: 1001).joined(separator: ",")
    let error = #expect(throws: Problems.self) { try check(Self.document(stages)) }
    #expect(error?.problems.first?.message == "expected at most 1,000 stages, found 1,002")
  }

  /// Arrays of more than 2³¹ numbers fit no machine's memory here, however large.
  @Test func arraysHaveALargestSize() throws {
    let document = Self.document(
      model: #"{"plugin": "rgb-art", "generator": {"channels": [65536, 65536, 65536]}}"#, #""sample""#)
    let small = #expect(throws: Problems.self) { try check(document) }
    #expect(small?.description.contains("model.generator: 'train' needs 3.4 TB for parameters") == true)
    let large = #expect(throws: Problems.self) { try check(document, in: FreeResources(memory: 1 << 60, disk: nil)) }
    #expect(
      large?.description
        == "test.json:1:46: model.generator: generator.layers.4 (Conv2DTranspose): a parameter 'kernel' "
        + "of shape [5, 5, 65536, 65536] is too large")
  }

  /// What to do is said where the machine itself is not to blame.
  @Test func remediesAreTold() throws {
    let limited = #expect(throws: Problems.self) {
      try check(Self.document(#""sample""#), in: FreeResources(memory: 1000, disk: nil, isLimited: true))
    }
    #expect(
      limited?.problems.first?.message.hasSuffix("this machine has 1.0 kB free: 'ulimit -v' shows the limit") == true)
    let full = #expect(throws: Problems.self) {
      try check(Self.document(#""sample""#), in: FreeResources(memory: nil, disk: 1000))
    }
    #expect(
      full?.problems.map { $0.message.hasSuffix("this machine has 1.0 kB free: free some space there") } == [true])
  }

  /// What the stages wrote before need not be written anew; files of others in the folder take their room.
  @Test func whatIsThereCounts() throws {
    let folder = try TemporaryFolder()
    let plan = try Workbench.plan(Self.document(#""sample""#))
    let disk = plan.demand().diskBytes
    let tight = FreeResources(memory: nil, disk: Int(disk) - 1000)
    #expect(throws: Problems.self) { try plan.check(plan.demand(), in: tight, folder: RunFolder(folder.path)) }
    let run = RunFolder(folder.path)
    try run.file("notes").write([UInt8](repeating: 0, count: 2000))
    #expect(throws: Problems.self) { try plan.check(plan.demand(), in: tight, folder: run) }
    try run.create("train")
    try run.file("train/old").write([UInt8](repeating: 0, count: 2000))
    try plan.check(plan.demand(), in: tight, folder: run)
  }

  @Test func theMachineIsAsked() throws {
    let folder = try TemporaryFolder()
    let resources = FreeResources(for: folder.path(of: "not/yet/there"))
    #expect(try #require(resources.memory) > 1 << 20)
    #expect(try #require(resources.disk) > 1 << 20)
  }

  @Test(arguments: [
    (0.0, "0 bytes"), (999, "999 bytes"), (1000, "1.0 kB"), (9949, "9.9 kB"), (9951, "10 kB"), (999_600, "1.0 MB"),
    (3.14e12, "3.1 TB"), (2.5e20, "250 EB"),
  ])
  func bytesHaveTwoFigures(bytes: Double, text: String) {
    #expect(ByteCount.text(bytes) == text)
  }
}
