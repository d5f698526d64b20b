import ArtCPU
import ArtData
import ArtFiles
import ArtGAN
import ArtGraph
import ArtMedia
import ArtNN
import ArtSettings
import ArtTensor
import ArtTestSupport
import MLPGAN
import Testing

@testable import ArtPipeline

struct DemandTests {
  private let device = CPUDevice(threads: 2)
  private static let laptop = FreeResources(memory: 4_000_000_000, disk: 20_000_000_000)

  private func check(_ json: String, in resources: FreeResources = laptop) throws {
    let plan = try Workbench.plan(json)
    try plan.check(plan.demand(on: device), in: resources)
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
      "test.json:1:46: model.generator: 'train' needs 21 GB for activations and gradients of batches of 256"
    ),
    (
      document(model: #"{"plugin": "rgb-art", "recipe": {"batchSize": 65536}}"#, #""sample""#),
      "test.json:1:57: model.recipe.batchSize: 'train' needs 26 GB for activations and gradients of batches of 65,536"
    ),
    (
      document(count: 10_000_000, #""sample""#),
      "test.json:1:62: dataset.count: 'train' needs 7.8 GB for 10,000,000 images of"
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
      #"{"kind": "interpolate", "seconds": 1e300}"#,
      "expected a number above 0 to 1,000,000,000, found 1e300"
    ),
    (
      #"{"kind": "interpolate", "seconds": 1000000}"#,
      "at 24 frames a second, 1,000,000 seconds are 24,000,000 frames; expected from 2 to 10,000,000"
    ),
    (
      #"{"kind": "interpolate", "seconds": 0.01}"#,
      "at 24 frames a second, 0.01 seconds are 0 frames; expected from 2 to 10,000,000"
    ),
    (
      #"{"kind": "interpolate", "frames": 10000000}, {"kind": "video", "repeats": 1000}"#,
      "10,000,000 frames shown 1,000 times are 10,000,000,000; a video has at most 10,000,000"
    ),
    (#"{"kind": "train", "epochs": 1e300}"#, "expected a number above 0 to 1,000,000, found 1e300"),
    (#"{"kind": "train", "minutes": 2e6}"#, "expected a number above 0 to 1,000,000, found 2e6"),
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
    #expect(small?.description.contains("model.generator: 'train' needs 2.6 TB for parameters") == true)
    let large = #expect(throws: Problems.self) { try check(document, in: FreeResources(memory: 1 << 60, disk: nil)) }
    #expect(
      large?.description
        == "test.json:1:46: model.generator: generator.layers.4 (Conv2DTranspose): a parameter 'kernel' "
        + "of shape [5, 5, 65536, 65536] is too large")
  }

  /// What a training takes is what its planned programs will take, to the byte, and what a sampler does.
  @Test(arguments: [
    #""mlp-gan""#, #"{"plugin": "mlp-gan", "recipe": {"batchSize": 8, "ema": {}}}"#, #""hybrid-gan""#, #""cppn-art""#,
    #"{"plugin": "hybrid-gan", "recipe": {"gradientPenalty": {"kind": "r1", "weight": 1, "every": 4}}}"#,
    #"{"plugin": "mlp-gan", "recipe": {"diffAugment": {"adaptive": true}}}"#,
    #"{"plugin": "rgb-art", "discriminator": {"spectralNorm": true}, "recipe": {"batchSize": 4}}"#,
  ])
  func trainingsAreForetold(model: String) throws {
    let plan = try Workbench.plan(Self.document(model: model, #""sample", "images""#))
    let definition = try #require(plan.model)
    let variables = device.makeVariables()
    let step = try AdversarialStep(definition, variables: variables, device: device)
    let constants = step.programs.reduce(0) { $0 + $1.plan.memory.constants }
    let numbers = variables.names.reduce(0) { $0 + (variables.shape(of: $1)?.count ?? 0) }
    let demand = plan.demand(on: device)
    #expect(
      demand.stages[0].memory.map(\.bytes).prefix(2) == [
        Double(4 * numbers), Double(step.peakBytes + 2 * constants),
      ])
    let sampler = try Sampler(definition, variables: variables, device: device)
    #expect(demand.stages[2].memory[1].bytes == Double(sampler.peakBytes + 2 * sampler.plan.memory.constants))
  }

  /// Estimates for models that are not planned are no worse than a factor of 8 off.
  @Test(arguments: ["mlp-gan", "dcgan-mnist", "hybrid-gan", "rgb-art", "cppn-art"])
  func estimatesComeNear(model: String) throws {
    let plan = try Workbench.plan(Self.document(model: "\"\(model)\"", #""sample""#))
    let ratio = plan.demand(on: nil).stages[0].memoryBytes / plan.demand(on: device).stages[0].memoryBytes
    #expect((0.12...2).contains(ratio), "\(ratio)")
  }

  /// What no machine can write, whatever memory it has: each format tells how large its images may be.
  @Test(arguments: [
    (
      #"{"kind": "sample", "count": 1000000}, {"kind": "sheet", "scale": 16}"#, "scale",
      "the image is 450002×450002; the limit is 65500 on a side and 178956970 pixels; make it smaller first"
    ),
    (
      #"{"kind": "sample", "count": 3000}, {"kind": "sheet", "columns": 3000}"#, "columns",
      "the image is 258002×88; the limit is 65500 on a side and 178956970 pixels; make it smaller first"
    ),
    (
      #"{"kind": "interpolate", "walks": 256, "frames": 2}, {"kind": "video", "columns": 256, "padding": 100}"#, "size",
      "a video of 154724×704 cannot be written; its sides must be from 1 to 16384"
    ),
    (
      #"{"kind": "interpolate", "walks": 128, "frames": 2}, {"kind": "video", "columns": 128, "padding": 100, "format": "webp"}"#,
      "size", "a video of 77412×704 cannot be written; its sides must be from 1 to 16383"
    ),
  ])
  func refusesWhatNoFormatHolds(stages: String, key: String, message: String) throws {
    let error = #expect(throws: Problems.self) {
      try check(Self.document(stages), in: FreeResources(memory: 1 << 60, disk: 1 << 60))
    }
    #expect(error?.problems.first?.message == message, "\(error?.description ?? "")")
    #expect(error?.problems.first?.path == "stages[2].\(key)")
    #expect(error?.problems.first?.location?.line == 3)
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
    let disk = plan.demand(on: device).diskBytes
    let tight = FreeResources(memory: nil, disk: Int(disk) - 1000)
    #expect(throws: Problems.self) {
      try plan.check(plan.demand(on: device), in: tight, folder: RunFolder(folder.path))
    }
    let run = RunFolder(folder.path)
    try run.file("notes").write([UInt8](repeating: 0, count: 2000))
    #expect(throws: Problems.self) { try plan.check(plan.demand(on: device), in: tight, folder: run) }
    try run.create("train")
    try run.file("train/old").write([UInt8](repeating: 0, count: 2000))
    try plan.check(plan.demand(on: device), in: tight, folder: run)
  }

  /// A video whose encoder is not installed is refused before anything runs, at the setting that asks for it.
  @Test(arguments: [#""format": "lack""#, #""file": "a.lack""#])
  func encodersAreAskedFor(setting: String) throws {
    let tools = try Toolbox(
      models: ModelRegistry([MLPGAN()]), datasets: DatasetRegistry(DatasetRegistry.builtIn),
      stages: StageRegistry(StageRegistry.builtIn),
      videoFormats: VideoFormatRegistry(VideoFormatRegistry.builtIn + [Lacking()]))
    let document = Self.document(#""sample", {"kind": "video", \#(setting)}"#)
    let plan = try Planner(tools).plan(SettingValue.parse(document, file: "test.json"))
    let error = #expect(throws: Problems.self) { try plan.check(plan.demand(on: device), in: Self.laptop) }
    #expect(error?.description.contains("it has no encoder lack; write an MP4") == true, "\(error?.description ?? "")")
    #expect(error?.description.contains("stages[2]") == true)
  }

  private struct Lacking: VideoFormat {
    let id = "lack"
    let suffixes = ["lack"]
    let largestSide = 4096

    func check(hasSound: Bool) throws(MediaError) {
      throw MediaError(.unsupported, "it has no encoder lack", advice: "write an MP4")
    }

    func begin(
      _ file: FileWriter, width: Int, height: Int, settings: VideoSettings
    ) throws(MediaError) -> any VideoSink {
      throw MediaError(.unsupported, "it has no encoder lack")
    }
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

  /// What runs but is likely to disappoint is told at the setting to change, with what to write.
  @Test(arguments: [
    (
      trained(#"{"plugin": "rgb-art", "recipe": {"batchSize": 256, "diffAugment": true}}"#, count: 35, "minutes", "10"),
      [
        "test.json:1:57: model.recipe.batchSize: batches of 256 from 35 images are more than there are: the discriminator "
          + "sees nearly the same in each step and soon knows every image by heart; set \"recipe\": {\"batchSize\": 8} in "
          + "the model"
      ]
    ),
    (
      trained(#"{"plugin": "mlp-gan", "recipe": {"batchSize": 32}}"#, count: 500, "steps", "999"),
      [
        "test.json:1:43: model.recipe.diffAugment: 500 images are few, and nothing makes more of them",
        "test.json:2:22: stages[0].steps: 999 steps are few for a training from random weights",
      ]
    ),
    (
      trained(#"{"plugin": "mlp-gan", "recipe": {"batchSize": 32}}"#, count: 99_000, "steps", "1000"),
      ["test.json:2:22: stages[0].steps: 1,000 steps see 32,000 of 99,000 images, the others never"]
    ),
    (trained(#"{"plugin": "mlp-gan", "recipe": {"batchSize": 32}}"#, count: 1000, "steps", "1000"), []),
    (
      trained(#"{"plugin": "mlp-gan", "recipe": {"batchSize": 32, "diffAugment": true}}"#, count: 64, "minutes", "1"),
      []
    ),
    // A quarter is held out.
    (
      trained(
        #"{"plugin": "mlp-gan", "recipe": {"batchSize": 32, "diffAugment": true}}"#, count: 80, "minutes", "1",
        #", "validation": 0.25"#),
      ["test.json:1:57: model.recipe.batchSize: batches of 32 from 60 images are more than half of them"]
    ),
  ])
  func warnsOfWhatIsLikelyToDisappoint(document: String, messages: [String]) throws {
    let plan = try Workbench.plan(document)
    let found = plan.warnings(plan.demand(on: nil)).map(\.description)
    #expect(found.count == messages.count, "\(found)")
    for (warning, message) in zip(found, messages) { #expect(warning.hasPrefix(message), "\(warning)") }
    try plan.check(plan.demand(on: nil), in: FreeResources(memory: nil, disk: nil))
  }

  private static func trained(
    _ model: String, count: Int, _ key: String, _ length: String, _ more: String = ""
  ) -> String {
    """
    {"model": \(model), "dataset": {"kind": "strokes", "count": \(count)\(more)},
    "stages": [{"\(key)": \(length), "kind": "train"}]}
    """
  }
}
