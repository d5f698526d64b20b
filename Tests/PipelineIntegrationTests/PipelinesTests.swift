import ArtMedia
import Foundation
import Testing

/// Every pipeline that ships, run by the program with a small budget.
@Suite(.serialized)
struct PipelinesTests {
  static let small = [
    "--set", "stages.train={\"kind\": \"train\", \"steps\": 3, \"samples\": 4}", "--set", "dataset.count=32",
    "--set", "model.recipe.batchSize=8", "--set", "stages.interpolate.seconds=0.5", "--threads", "2",
  ]

  /// A size that takes no time, and none of an image that was learnt.
  private static let more = [
    "cppn-art.json": ["--set", "stages.interpolate.render={\"width\": 160, \"height\": 90}"]
  ]

  static let pipelines: [String] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(Program.package)/Pipelines")) ?? []
    return names.filter { $0.hasSuffix(".json") && !needingData.contains($0) }.sorted()
  }()

  /// Pipelines on images that do not come along.
  static let needingData = ["art-64-weights.json", "digit-classifier.json"] + onMNIST.map { $0.name }

  /// Models that learn MNIST, with what they leave behind.
  static let onMNIST: [(name: String, results: [String])] = [
    ("dcgan-mnist-seed.json", evaluated), ("dcgan-mnist.json", evaluated), ("digits-fast.json", evaluated),
    ("digits-long.json", evaluated),
    ("dcgan-mnist-weights.json", ["checkpoint.safetensors", "dcgan-mnist.safetensors"] + evaluated.dropFirst()),
    ("digits-weights.json", ["checkpoint.safetensors", "digits-fast.safetensors"] + evaluated.dropFirst()),
    ("wgan-gp.json", evaluated),
  ]
  private static let evaluated = [
    "checkpoint.safetensors", "sheet.png", "metrics.txt", "metrics.json", "nearest.png",
  ]

  @Test func allPipelinesAreTested() {
    #expect(
      Self.pipelines == [
        "art-64.json", "classes.json", "color.json", "complete.json", "cppn-art.json", "cyclegan.json", "denoise.json",
        "digits.json", "directions.json", "fastcut.json", "growth.json", "hybrid.json", "mlp.json", "morph.json",
        "music.json", "one-image.json", "palette.json", "pix2pix.json", "project.json", "quickstart.json",
        "restore.json", "rgb-art-weights.json", "sharpen.json", "storyboard.json", "tiles.json",
      ])
  }

  @Test(arguments: pipelines)
  func pipelineIsValidAsItIs(name: String) throws {
    let run = try Program.artpipe("validate", "Pipelines/\(name)")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.errors.hasPrefix("Pipelines/\(name) is valid: "))
  }

  @Test(arguments: [
    (
      "project.json",
      ["stages.project.steps=5", "stages.project.starts=4", "stages.project.tune=2", "stages.interpolate.seconds=0.2"],
      ["project.png", "project.artpoints.json", "video.mp4"]
    ),
    ("complete.json", ["stages.complete.steps=5", "stages.complete.starts=4"], ["complete.png", "complete"]),
  ])
  func ownImagesAreFoundAndMended(name: String, changes: [String], results: [String]) throws {
    let scratch = try Scratch()
    let arguments =
      ["run", "Pipelines/\(name)", "--output", scratch.path(of: "out")] + changes.flatMap { ["--set", $0] }
    let run = try Program.artpipe(arguments)
    try #require(run.status == 0, "\(run.errors)")
    #expect(run.outputLines.map { URL(fileURLWithPath: $0).lastPathComponent } == results + ["report.html"])
    for file in run.outputLines where file.hasSuffix(".png") { #expect(try !Probe.decode(file).isEmpty) }
    let again = try Program.artpipe(arguments)
    #expect(again.status == 0)
    #expect(again.errors.contains("unchanged"))
  }

  @Test(arguments: [
    "pix2pix.json", "color.json", "sharpen.json", "restore.json", "denoise.json", "palette.json", "cyclegan.json",
    "fastcut.json", "one-image.json",
  ])
  func imagesAreTranslated(name: String) throws {
    let scratch = try Scratch()
    let evaluation = name == "one-image.json" ? "" : ", \"evaluate\": {\"images\": 6}"
    var changes = [
      "stages.train={\"kind\": \"train\", \"steps\": 3, \"samples\": 6\(evaluation)}", "model.recipe.batchSize=2",
    ]
    if name != "one-image.json" { changes += ["dataset.count=40", "dataset.validation=0.2"] }
    let arguments =
      ["run", "Pipelines/\(name)", "--output", scratch.path(of: "out")] + changes.flatMap { ["--set", $0] }
    let run = try Program.artpipe(arguments)
    try #require(run.status == 0, "\(run.errors)")
    let (input, result) =
      name == "one-image.json" ? ("landscape.jpg", "out/translate.png") : ("sun.png", "out/translate/sun.png")
    let original = try Probe("\(Program.package)/Assets/Own/\(input)")
    let image = try Probe(scratch.path(of: result))
    #expect(image.width == original.width && image.height == original.height)
    let again = try Program.artpipe(arguments)
    #expect(again.status == 0)
    #expect(again.errors.contains("unchanged"))
  }

  @Test func ownImagesByShortCommands() throws {
    let scratch = try Scratch()
    let (sun, hole) = ("Assets/Own/sun.png", "Assets/Own/sun-hole.png")
    let found = try Program.artpipe(
      "project", "--model", "art-64", "--steps", "5", "--starts", "4", "--tune", "1", "--output",
      scratch.path(of: "mine.png"), sun, "Assets/Own/apple.png")
    try #require(found.status == 0, "\(found.errors)")
    // The points and the tuned model are for other commands.
    let shown = try Program.artpipe(
      "sample", "--model", scratch.path(of: "mine.safetensors"), "--points", scratch.path(of: "mine.artpoints.json"),
      "--point-names", "sun", "--output", scratch.path(of: "sun.png"))
    try #require(shown.status == 0, "\(shown.errors)")
    for (answers, more) in [("1", [hole]), ("2", ["--mask", "0.25,0.25,0.5,0.5", sun])] {
      let mended = try Program.artpipe(
        [
          "complete", "--model", "art-64", "--steps", "5", "--starts", "4", "--answers", answers, "--output",
          scratch.path(of: "mended-\(answers).png"),
        ] + more)
      try #require(mended.status == 0, "\(mended.errors)")
      #expect(FileManager.default.fileExists(atPath: scratch.path(of: "mended-\(answers)")))
    }
    let whole = try Program.artpipe("complete", "--model", "art-64", "--output", scratch.path(of: "x.png"), sun)
    #expect(whole.status == 65)
    #expect(whole.errors.contains("has no transparent pixels to mend"))
    let folders = try Program.artpipe(
      "sample", "--model", "digits-fast", "--folder", "--count", "2", "--output", scratch.path(of: "digits"))
    try #require(folders.status == 0, "\(folders.errors)")
    #expect(FileManager.default.fileExists(atPath: scratch.path(of: "digits/9/0002.png")))
    let file = try Program.artpipe(
      "sample", "--model", "digits-fast", "--folder", "--output", scratch.path(of: "digits.png"))
    #expect(file.status == 64)
  }

  @Test(arguments: [
    ("art-64.json", ["checkpoint.safetensors", "sheet.png", "video.mp4"]),
    ("classes.json", ["checkpoint.safetensors", "sheet.png", "video.mp4"]),
    ("cppn-art.json", ["checkpoint.safetensors", "sheet.png", "video.mp4"]),
    ("digits.json", ["checkpoint.safetensors", "sheet.png", "video.mp4"]),
    ("hybrid.json", ["checkpoint.safetensors", "sheet.png", "images", "video.webp"]),
    ("mlp.json", ["checkpoint.safetensors", "sheet.png", "strip.png", "video.gif"]),
    ("morph.json", ["checkpoint.safetensors", "sheet.png", "sheet-jpeg.jpg", "morph.mp4"]),
    ("tiles.json", ["checkpoint.safetensors", "images", "sheet.png", "video.mp4"]),
  ])
  func pipelineRunsAndIsNotRunAgain(name: String, results: [String]) throws {
    let scratch = try Scratch()
    let changes = Self.small + (Self.more[name] ?? [])
    let arguments = ["run", "Pipelines/\(name)", "--output", scratch.path(of: "out")] + changes
    let foretold = try Program.artpipe(arguments + ["--dry-run"])
    let run = try Program.artpipe(arguments)
    try #require(run.status == 0, "\(run.errors)")
    #expect(run.outputLines.map { URL(fileURLWithPath: $0).lastPathComponent } == results + ["report.html"])
    let written = try scratch.results(of: "out").values.reduce(0) { $0 + $1.count }
    let most = try #require(Self.disk(foretold.output), "\(foretold.errors)")
    #expect((1...10).contains(most / Double(written)), "\(most) of \(written)")
    for line in run.outputLines {
      #expect(FileManager.default.fileExists(atPath: line))
      #expect(line.hasPrefix(scratch.path(of: "out/")))
    }
    for file in run.outputLines
    where !["images", ".safetensors", ".webp", ".html"].contains(where: file.hasSuffix) {
      #expect(try !Probe.decode(file).isEmpty)
    }

    let (before, page) = (try scratch.results(of: "out"), try scratch.data("out/report.html"))
    let again = try Program.artpipe(arguments)
    #expect(again.status == 0, "\(again.errors)")
    #expect(again.output == run.output)
    let unchanged = again.errors.split(separator: "\n").filter {
      $0.hasSuffix("unchanged since the last run, not run again")
    }
    #expect(unchanged.count == results.count)
    #expect(try scratch.results(of: "out") == before)
    #expect(try scratch.data("out/report.html") == page)
  }

  /// The last line of a dry run ends in `1.2 MB on disk (71 GB free)`.
  private static func disk(_ output: String) -> Double? {
    let words = output.split(whereSeparator: \.isWhitespace).map(String.init)
    guard let end = words.lastIndex(of: "on"), end >= 2, let number = Double(words[end - 2]) else { return nil }
    return ["bytes": 1, "kB": 1e3, "MB": 1e6, "GB": 1e9][words[end - 1]].map { $0 * number }
  }

  @Test func theWeightsOfRGBArtAreMade() throws {
    let scratch = try Scratch()
    let run = try Program.artpipe(
      "run", "Pipelines/rgb-art-weights.json", "--output", scratch.path(of: "out"), "--set", "dataset.count=32",
      "--set", "stages.train={\"kind\": \"train\", \"steps\": 3, \"samples\": 0}", "--set", "model.recipe.batchSize=8")
    try #require(run.status == 0, "\(run.errors)")
    #expect(
      run.outputLines.map { URL(fileURLWithPath: $0).lastPathComponent }
        == ["checkpoint.safetensors", "rgb-art.safetensors"] + Self.evaluated.dropFirst() + ["report.html"])
  }

  @Test func theDigitClassifierIsTrainedWhereMNISTIsPut() throws {
    let scratch = try Scratch()
    try scratch.write(
      Data(contentsOf: URL(fileURLWithPath: "\(Program.package)/Pipelines/digit-classifier.json")),
      to: "Pipelines/digit-classifier.json")
    let without = try Program.artpipe(
      ["validate", "Pipelines/digit-classifier.json"], in: scratch.path, environment: ["ARTPIPE_CACHE": "cache"])
    #expect(without.status == 66)
    for key in ["dataset", "reference"] {
      #expect(
        without.errors.contains(
          "\(key): the data set 'mnist' is not here yet (12 MB); 'artpipe datasets fetch mnist' fetches it"))
    }

    try putDigits(into: scratch)
    let arguments = [
      "run", "Pipelines/digit-classifier.json", "--set", "stages.train-classifier.epochs=2", "--set",
      "stages.train-classifier.batchSize=8",
    ]
    let run = try Program.artpipe(arguments, in: scratch.path, environment: ["ARTPIPE_CACHE": "cache"])
    try #require(run.status == 0, "\(run.errors)")
    #expect(run.output == "runs/digit-classifier/digits-28.safetensors\nruns/digit-classifier/report.html\n")
    #expect(run.errors.contains(" % of 40 images of t10k-images-idx3-ubyte.gz.\n"))
    // Elsewhere, and by their path, they are the same images: nothing is trained again.
    try FileManager.default.moveItem(atPath: scratch.path(of: "cache"), toPath: scratch.path(of: "moved"))
    let own = "moved/datasets/mnist"
    for (more, cache) in [([], "moved"), (["--set", "dataset.path=\(own)", "--set", "reference.path=\(own)"], "none")] {
      let again = try Program.artpipe(arguments + more, in: scratch.path, environment: ["ARTPIPE_CACHE": cache])
      #expect(again.status == 0, "\(again.errors)")
      #expect(again.errors.contains("unchanged since the last run, not run again"), "\(again.errors)")
    }
  }

  @Test(arguments: onMNIST)
  func modelsLearnMNISTWhereItIsPut(name: String, results: [String]) throws {
    let scratch = try Scratch()
    try scratch.write(
      Data(contentsOf: URL(fileURLWithPath: "\(Program.package)/Pipelines/\(name)")), to: "Pipelines/\(name)")
    try putDigits(into: scratch)
    // One whose settings are many keeps its own networks.
    let model =
      name == "digits-long.json"
      ? "model.recipe.batchSize=8"
      : "model={\"plugin\": \"mlp-gan\", \"classes\": \(name == "digits-weights.json"), \"recipe\": {\"batchSize\": 8}}"
    let run = try Program.artpipe(
      [
        "run", "Pipelines/\(name)", "--set", "stages.train={\"kind\": \"train\", \"steps\": 2, \"samples\": 0}",
        "--set",
        model,
      ], in: scratch.path, environment: ["ARTPIPE_CACHE": "cache"])
    try #require(run.status == 0, "\(run.errors)")
    #expect(run.outputLines.map { URL(fileURLWithPath: $0).lastPathComponent } == results + ["report.html"])
  }

  /// What `artpipe datasets fetch mnist` would bring to the folder `cache`, with 40 images in each file: as long as the
  /// published files, filled up with zeros, which gzip allows.
  private func putDigits(into scratch: Scratch) throws {
    for (part, imageBytes, labelBytes) in [("train", 9_912_422, 28_881), ("t10k", 1_648_877, 4_542)] {
      let header: [UInt8] = [0, 0, 8, 3, 0, 0, 0, 40, 0, 0, 0, 28, 0, 0, 0, 28]
      // A pattern for each class, no two images quite the same.
      let images = (0..<(40 * 784)).map { place -> UInt8 in
        let (image, noise) = (place / 784, place * place / 7 % 56)
        return UInt8((image % 10 == place % 10 ? 200 : 0) + (noise + 13 * image) % 56)
      }
      let labels = [0, 0, 8, 1, 0, 0, 0, 40] + (0..<40).map { UInt8($0 % 10) }
      for (kind, bytes, size) in [("images-idx3", header + images, imageBytes), ("labels-idx1", labels, labelBytes)] {
        try scratch.write(Data(bytes), to: "plain")
        let packed = try Program.find(
          "sh", ["-c", "gzip -c plain > packed && truncate -s \(size) packed"], in: scratch.path)
        try #require(packed.status == 0, "\(packed.errors)")
        try scratch.write(try scratch.data("packed"), to: "cache/datasets/mnist/\(part)-\(kind)-ubyte.gz")
      }
    }
  }

  @Test(arguments: [
    (
      "storyboard.json", ["stages.storyboard.seconds=2", "stages.video.size=128"],
      ["sheet.png", "storyboard-pace.json", "storyboard-speed.png", "strip.png", "video.mp4"], 48
    ),
    (
      "growth.json",
      [
        "stages.train.steps=4", "stages.train.epochs=null", "stages.train.samples=0", "dataset.count=32",
        "model.recipe.batchSize=8", "stages.train.checkpoint.every.steps=1", "stages.growth.seconds=1",
      ], ["checkpoint.safetensors", "sheet.png", "video.mp4"], 24
    ),
  ])
  func walksOfOtherKindsAreMadeOnce(name: String, changes: [String], results: [String], frames: Int) throws {
    let scratch = try Scratch()
    let arguments =
      ["run", "Pipelines/\(name)", "--output", scratch.path(of: "out")] + changes.flatMap { ["--set", $0] }
    let run = try Program.artpipe(arguments)
    try #require(run.status == 0, "\(run.errors)")
    #expect(run.outputLines.map { URL(fileURLWithPath: $0).lastPathComponent } == results + ["report.html"])
    #expect(try Probe(scratch.path(of: "out/video.mp4")).frames == frames)
    let before = try scratch.results(of: "out")
    let again = try Program.artpipe(arguments)
    #expect(again.output == run.output)
    #expect(again.errors.split(separator: "\n").count { $0.hasSuffix("not run again") } >= results.count - 1)
    #expect(try scratch.results(of: "out") == before)
  }

  @Test func quickstartShowsEveryDigitWithoutTraining() throws {
    let scratch = try Scratch()
    let run = try Program.artpipe(
      "run", "Pipelines/quickstart.json", "--output", scratch.path(of: "out"), "--set", "stages.interpolate.seconds=0.5"
    )
    try #require(run.status == 0, "\(run.errors)")
    #expect(
      run.outputLines.map { URL(fileURLWithPath: $0).lastPathComponent } == ["sheet.png", "morph.mp4", "report.html"])
    #expect(run.errors.contains("digits-fast, 10 classes: 0, 1, 2, 3, 4, 5, 6, 7, 8, 9"))
    // A row for each digit.
    let sheet = try Probe(scratch.path(of: "out/sheet.png"))
    #expect((sheet.width, sheet.height) == (12 * 86 + 2, 10 * 86 + 2))
    #expect(try Probe(scratch.path(of: "out/morph.mp4")).frames == 12)
  }

  @Test func morphWritesWhatOtherProgramsRead() throws {
    let scratch = try Scratch()
    let run = try Program.artpipe(
      ["run", "Pipelines/morph.json", "--output", scratch.path(of: "out")] + Self.small)
    try #require(run.status == 0, "\(run.errors)")

    let png = scratch.path(of: "out/sheet.png")
    let image = try ImageDecoder().decode(file: png)
    #expect(try Probe.decode(png) == Data(image.pixels))
    #expect(try Probe(png).width == 8 * (28 * 4 + 2) + 2)

    let jpeg = scratch.path(of: "out/sheet-jpeg.jpg")
    let (ours, theirs) = (try ImageDecoder().decode(file: jpeg), try Probe.decode(jpeg))
    #expect(ours.pixels.count == theirs.count)
    // Decoders of JPEG may round and smooth colours differently.
    let difference = zip(ours.pixels, theirs).reduce(0.0) { $0 + abs(Double($1.0) - Double($1.1)) }
    #expect(difference / Double(theirs.count) < 2)
    #expect(ours.width == image.width)

    let video = scratch.path(of: "out/morph.mp4")
    let probe = try Probe(video)
    #expect(["h264", "mpeg4"].contains(probe.codec))
    #expect(probe.pixelFormat == "yuv420p")
    #expect(probe.width == 448)
    #expect(probe.height == 448)
    #expect(probe.frames == 12)
    #expect(probe.framesPerSecond == "24/1")
    #expect(abs(probe.seconds - 0.5) < 0.01)
    #expect(try Probe.decode(video).count == 12 * 448 * 448 * 3)
    // Browsers begin to play before the end is there: the index stands before the frames.
    let bytes = try scratch.data("out/morph.mp4")
    let (index, frames) = (bytes.range(of: Data("moov".utf8)), bytes.range(of: Data("mdat".utf8)))
    #expect(try #require(index).lowerBound < #require(frames).lowerBound)
    let recipe = try Program.find("ffprobe", ["-v", "error", "-show_entries", "format_tags", video])
    #expect(recipe.output.contains("artpipe"))
  }
}
