import ArtMedia
import Foundation
import Testing

/// The commands besides run, on a model trained for a few steps.
struct CommandTests {
  private static let document = """
    {"name": "small", "model": {"plugin": "mlp-gan", "recipe": {"batchSize": 8}},
      "dataset": {"kind": "strokes", "count": 32}, "stages": [{"kind": "train", "steps": 3, "samples": 0}]}
    """

  /// Trains a model in a folder, and gives the checkpoint's path.
  private func train(_ scratch: Scratch) throws -> String {
    try scratch.write(Self.document, to: "d.json")
    let run = try Program.artpipe("run", "d.json", in: scratch.path)
    try #require(run.status == 0, "\(run.errors)")
    #expect(run.output == "runs/small/train/checkpoint.safetensors\nruns/small/report.html\n")
    return "runs/small/train/checkpoint.safetensors"
  }

  @Test func namesAreListed() throws {
    let models = try Program.artpipe("models", "list")
    #expect(
      models.outputLines.map { $0.hasSuffix(":") ? $0[...] : $0.prefix { $0 != " " } } == [
        "Models that make images from noise:", "art-64", "cppn-art", "dcgan-mnist", "digits-fast", "hybrid-gan",
        "mlp-gan", "rgb-art", "wgan-gp", "Models that translate images:", "cyclegan", "fastcut", "one-image",
        "pix2pix",
      ])
    let stages = try Program.artpipe("stages", "list")
    #expect(
      stages.output == """
        train             Trains the model on the images
        load              Loads a trained model from a checkpoint file
        sample            Samples images from a model
        interpolate       Walks through a model's latent space from keyframe to keyframe
        storyboard        Leads from scene to scene: samples, seeds, classes or kept points, each held for a while
        growth            Shows how a model learns: the same points drawn by one checkpoint after the other
        directions        Finds directions along which a model's images change, and shows and names them
        neighbours        Samples images around one: variations, at a distance
        mix               Mixes images with each other, on a grid: this one's shape, that one's style
        choices           Shows a sheet of 'artpipe choose' again
        project           Finds the points of a model whose images are nearest to yours
        complete          Mends holes in images with what the model finds likely there
        translate         Translates your images with a model that has learnt to
        sheet             Puts images on one sheet, a single image file
        video             Shows images one after the other, as a video file
        images            Writes images as separate files
        evaluate          Measures how close a model's images come to real ones, how varied they are, and whether they are copies
        train-classifier  Trains a classifier on labelled images, whose features 'evaluate' compares
        preview           Shows training images beside what the model will see of them
        export            Writes a model's weights for sharing, at a sixth of a checkpoint's size
        playground        Writes a page in which the model draws, for any browser

        """)
    let datasets = try Program.artpipe(["datasets", "list"], environment: ["ARTPIPE_CACHE": "/nowhere"])
    #expect(
      datasets.outputLines.map { $0.prefix { $0 != " " } }
        == [
          "blossoms", "strokes", "folder", "pairs", "unpaired", "cifar", "idx", "mnist", "fashion-mnist", "kmnist",
          "cifar10",
        ])
    #expect(datasets.outputLines.contains { $0.hasPrefix("mnist ") && $0.hasSuffix(" (not fetched, 12 MB)") })
  }

  @Test func modelsAreListedAsJSON() throws {
    struct Entry: Decodable {
      let id: String
      let generatorParameters: Int
      let discriminatorParameters: Int
      let height: Int
      let channels: Int
    }
    let run = try Program.artpipe("models", "list", "--json")
    let entries = try JSONDecoder().decode([Entry].self, from: Data(run.output.utf8))
    let rgb = try #require(entries.first { $0.id == "rgb-art" })
    #expect(rgb.generatorParameters == 2_334_144)
    #expect(rgb.discriminatorParameters == 216_065)
    #expect(rgb.height == 28)
    #expect(rgb.channels == 3)
  }

  @Test(arguments: [
    ["models", "describe", "dcgan-mnist"], ["stages", "describe", "interpolate"], ["datasets", "describe", "folder"],
  ])
  func descriptionsNameAllSettings(arguments: [String]) throws {
    let run = try Program.artpipe(arguments)
    #expect(run.status == 0)
    struct Setting: Decodable { let key: String }
    let json = try Program.artpipe(arguments + ["--json"])
    let settings = try JSONDecoder().decode([Setting].self, from: Data(json.output.utf8))
    #expect(!settings.isEmpty)
    for setting in settings { #expect(run.output.contains("  \(setting.key): ")) }
  }

  @Test func modelsAreDescribedWithClasses() throws {
    let plain = try Program.artpipe("models", "describe", "dcgan-mnist")
    #expect(!plain.output.contains("ConditionalBatchNorm"))
    let run = try Program.artpipe("models", "describe", "dcgan-mnist", "--classes", "10")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("(ConditionalBatchNorm)"))
    #expect(run.output.contains("(ClassProjection)"))
    // Ten γ and β in the place of one, at each of the generator's normalised channels.
    #expect(run.output.contains("Total params: 2,560,192 "))
    for wrong in ["1", "many"] {
      #expect(try Program.artpipe("models", "describe", "dcgan-mnist", "--classes", wrong).status == 64)
    }
  }

  @Test(arguments: [
    (["models", "describe", "rgb-atr"], "error: there is no model 'rgb-atr'; did you mean 'rgb-art'?\n"),
    (["stages", "describe", "shet"], "error: there is no stage 'shet'; did you mean 'sheet'?\n"),
    (["datasets", "describe", "blosoms"], "error: there is no data set 'blosoms'; did you mean 'blossoms'?\n"),
  ])
  func unknownNamesAreExplained(arguments: [String], message: String) throws {
    let run = try Program.artpipe(arguments)
    #expect(run.errors == message)
    #expect(run.status == 65)
  }

  @Test func dryRunDoesNothing() throws {
    let scratch = try Scratch()
    try scratch.write(Self.document, to: "d.json")
    let run = try Program.artpipe("run", "d.json", "--dry-run", "--seed", "5", in: scratch.path)
    let lines = run.outputLines
    try #require(lines.count == 6, "\(run.output)\(run.errors)")
    #expect(
      lines.prefix(3) == [
        "small: seed 5, into runs/small", "model mlp-gan: images of 28×28×1, batches of 8", "dataset strokes",
      ])
    #expect(lines[3].hasPrefix("1. train") && lines[4].hasPrefix("needs ") && lines[5] == "train: runs")
    #expect(run.status == 0)
    #expect(!FileManager.default.fileExists(atPath: scratch.path(of: "runs")))
  }

  @Test func samplesBecomeWhatTheNameSays() throws {
    let scratch = try Scratch()
    let model = try train(scratch)
    func sample(_ output: String, _ more: String...) throws -> ProgramRun {
      try Program.artpipe(
        ["sample", "--model", model, "--count", "5", "--seed", "3", "--output", output] + more, in: scratch.path)
    }
    for name in ["a/sheet.png", "a/sheet.jpg", "a/images.safetensors", "a/folder"] {
      let run = try sample(name)
      #expect(run.status == 0, "\(run.errors)")
      #expect(run.output == "\(name)\n")
    }
    let probe = try Probe(scratch.path(of: "a/sheet.png"))
    let images = try (1...5).map { try ImageDecoder().decode(file: scratch.path(of: "a/folder/000\($0).png")) }
    #expect(probe.width > 3 * 28)
    #expect(try Probe.decode(scratch.path(of: "a/sheet.jpg")).count == probe.width * probe.height * 3)
    #expect(images.allSatisfy { $0.width == 28 && $0.height == 28 && $0.channels == 1 })

    // A tensor holds the same images, after an eight-byte length, a header of that length and the latents.
    let bytes = Array(try scratch.data("a/images.safetensors"))
    let length = bytes[..<8].reversed().reduce(0) { $0 << 8 | Int($1) }
    struct Header: Decodable {
      struct Tensor: Decodable {
        let dtype: String
        let shape: [Int]
        let dataOffsets: [Int]
      }
      let images: Tensor
      let latents: Tensor
    }
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let header = try decoder.decode(Header.self, from: Data(bytes[8..<(8 + length)]))
    #expect(header.images.dtype == "U8")
    #expect(header.images.shape == [5, 28, 28, 1])
    let place = header.images.dataOffsets.map { 8 + length + $0 }
    #expect(Array(bytes[place[0]..<place[1]]) == images.flatMap(\.pixels))
    #expect(header.latents.dtype == "F32" && header.latents.shape[0] == 5)

    let again = try scratch.data("a/sheet.png")
    _ = try sample("a/sheet.png")
    #expect(try scratch.data("a/sheet.png") == again)
  }

  @Test func classesAreAskedForByNameAndNumber() throws {
    let scratch = try Scratch()
    try scratch.write(
      Self.document.replacing(#""plugin": "mlp-gan","#, with: #""plugin": "dcgan-mnist", "classes": true,"#),
      to: "d.json")
    let trained = try Program.artpipe("run", "d.json", in: scratch.path)
    try #require(trained.status == 0, "\(trained.errors)")
    let model = "runs/small/train/checkpoint.safetensors"
    func images(_ choice: String, count: Int) throws -> [PixelImage] {
      let run = try Program.artpipe(
        "sample", "--model", model, "--class", choice, "--count", "2", "--output", "p", in: scratch.path)
      #expect(run.status == 0, "\(run.errors)")
      defer { try? FileManager.default.removeItem(atPath: scratch.path(of: "p")) }
      let names = try FileManager.default.contentsOfDirectory(atPath: scratch.path(of: "p")).sorted()
      #expect(names.count == count)
      return try names.map { try ImageDecoder().decode(file: scratch.path(of: "p/\($0)")) }
    }
    let (three, all) = (try images("3", count: 2), try images("all", count: 20))
    #expect(try images("3,5", count: 4) == Array(all[6..<8]) + Array(all[10..<12]))
    #expect(three == Array(all[6..<8]))

    let sheet = try Program.artpipe(
      "sample", "--model", model, "--class", "all", "--output", "s.png", in: scratch.path)
    #expect(sheet.status == 0)
    let probe = try Probe(scratch.path(of: "s.png"))
    #expect(probe.height > probe.width)

    let video = try Program.artpipe(
      "morph", "--model", model, "--class", "1,2,3", "--truncation", "0.7", "--frames", "6", "--output", "m.gif",
      in: scratch.path)
    #expect(video.status == 0, "\(video.errors)")
    for command in [["sample", "--output", "x.png"], ["morph", "--output", "x.gif"]] {
      let wrong = try Program.artpipe(command + ["--model", model, "--class", "11"], in: scratch.path)
      #expect(
        wrong.errors.hasPrefix("error: --class 11: ")
          && wrong.errors.hasSuffix("the model has no class '11'; its classes are 0, 1, 2, 3, 4, 5, 6, 7, 8, 9\n"),
        "\(wrong.errors)")
      #expect(wrong.status == 65)
    }
  }

  @Test func previewShowsWhatTheModelWillSee() throws {
    let scratch = try Scratch()
    try scratch.write(Self.document, to: "d.json")
    func preview(_ more: String...) throws -> ProgramRun {
      try Program.artpipe(
        ["preview", "d.json", "--output", "p.png", "--count", "4", "--scale", "1"] + more, in: scratch.path)
    }
    let plain = try preview()
    #expect(plain.status == 0)
    #expect(plain.output == "p.png\n")
    #expect(plain.errors.contains("no augmentation"))
    // Two rows of two pairs, each 56 pixels wide, with lines of 4 around.
    let before = try ImageDecoder().decode(file: scratch.path(of: "p.png"))
    #expect((before.width, before.height) == (2 * 56 + 12, 2 * 28 + 12))
    func half(_ image: PixelImage, _ column: Int) -> [UInt8] {
      (4..<32).flatMap { y in image.pixels[(y * image.width + 4 + column * 28)...].prefix(28) }
    }
    #expect(half(before, 0) == half(before, 1))
    let changed = try preview("--set", "model.recipe.diffAugment=true", "--set", "dataset.augment.shift=1")
    #expect(changed.errors.contains("changed by the dataset's 'augment' and the recipe's 'diffAugment'"))
    let after = try ImageDecoder().decode(file: scratch.path(of: "p.png"))
    #expect(half(after, 0) == half(before, 0))
    #expect(half(after, 1) != half(before, 1))
    let wrong = try preview("--set", "model.recipe.diffAugment.cutout=2")
    #expect(
      wrong.errors
        == "error: --set model.recipe.diffAugment.cutout=2: model.recipe.diffAugment.cutout: expected a number from 0 to "
        + "0.9, found 2\n")
    #expect(wrong.status == 65)
  }

  @Test func morphWritesAVideo() throws {
    let scratch = try Scratch()
    let model = try train(scratch)
    let run = try Program.artpipe(
      "morph", "--model", model, "--output", "m.mp4", "--frames", "10", "--fps", "10", "--walks", "2", "--size", "100",
      in: scratch.path)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output == "m.mp4\n")
    let probe = try Probe(scratch.path(of: "m.mp4"))
    #expect(probe.frames == 10)
    #expect(abs(probe.seconds - 1) < 0.01)
    #expect(probe.width > probe.height)
    let wrong = try Program.artpipe(
      "morph", "--model", model, "--output", "m.mp5", "--frames", "1", in: scratch.path)
    #expect(
      wrong.errors == """
        error: --frames 1: expected a whole number from 2 to 10,000,000, found 1
        error: --output m.mp5: expected a name that ends in .mp4, .m4v, .gif, .webp, .mov or .webm, found "m.mp5"

        """)
    #expect(wrong.status == 65)
  }

  @Test func imagesAreRenderedInAnySize() throws {
    let scratch = try Scratch()
    let model = """
      {"plugin": "cppn-art", "size": 12, "generator": {"widths": [8, 8]}, "discriminator": {"channels": [4, 4]},
      "recipe": {"batchSize": 8}}
      """
    let document = """
      {"name": "small", "model": \(model), "dataset": {"kind": "blossoms", "count": 32},
        "stages": [{"kind": "train", "steps": 3, "samples": 0}]}
      """
    try scratch.write(document, to: "d.json")
    let trained = try Program.artpipe("run", "d.json", in: scratch.path)
    try #require(trained.status == 0, "\(trained.errors)")
    func artpipe(_ command: String, _ render: String, _ output: String, _ more: String...) throws -> ProgramRun {
      try Program.artpipe(
        [command, "--model", "runs/small/train/checkpoint.safetensors", "--render", render, "--output", output] + more,
        in: scratch.path)
    }
    let video = try artpipe("morph", "96x54", "m.mp4", "--frames", "5")
    #expect(video.status == 0, "\(video.errors)")
    let probe = try Probe(scratch.path(of: "m.mp4"))
    #expect((probe.width, probe.height, probe.frames) == (96, 54, 5))
    #expect(try artpipe("sample", "50x30", "wide", "--count", "2").status == 0)
    let image = try ImageDecoder().decode(file: scratch.path(of: "wide/0002.png"))
    #expect((image.width, image.height, image.channels) == (50, 30, 3))
    #expect(try artpipe("sample", "50x30", "w.safetensors", "--count", "2").status == 0)

    let wrong = [
      ("1080p", "--render 1080p: expected a width and a height such as 1920x1080"),
      ("20x0", "--render 20x0: expected a whole number from 1 to 16,384, found 0"),
    ]
    for (render, message) in wrong {
      let run = try artpipe("sample", render, "x.png")
      #expect(run.status != 0)
      #expect(run.errors.contains(message), "\(run.errors)")
    }
    let digits = try train(scratch)
    let run = try Program.artpipe(
      "morph", "--model", digits, "--render", "96x54", "--output", "x.mp4", in: scratch.path)
    #expect(run.status == 65)
    #expect(run.errors.contains("mlp-gan makes images of 28×28 and no others, so none of 96×54: leave --render out"))
  }

  @Test func theVersionIsTold() throws {
    #expect(try Program.artpipe("--version").output == "0.1.0\n")
    #expect(
      try Program.artpipe("--help").output.contains(
        "  130  stopped by Ctrl-C, SIGTERM or SIGHUP; the same command resumes\n"))
  }

  /// One image has no border, and comes in its own size.
  @Test func oneImageIsThatImage() throws {
    let scratch = try Scratch()
    let run = try Program.artpipe(
      "sample", "--model", "digits-fast", "--count", "1", "--scale", "1", "-o", "one.png", in: scratch.path)
    #expect(run.status == 0, "\(run.errors)")
    let probe = try Probe(scratch.path(of: "one.png"))
    #expect(probe.width == 28 && probe.height == 28)
  }

  @Test(arguments: ["a.bmp", "a.webp", "a.gif", "a.mp4"])
  func imagesThatAreNotWrittenMakeNoFolder(name: String) throws {
    let scratch = try Scratch()
    let run = try Program.artpipe("sample", "--model", "digits-fast", "-o", name, in: scratch.path)
    #expect(run.status == 64)
    #expect(run.errors.contains("is not written here: end the name in .png, .jpg"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path).isEmpty)
  }

  @Test func numbersOfSamplesMayBeRanges() throws {
    let scratch = try Scratch()
    func morph(_ numbers: String, _ folder: String) throws -> ProgramRun {
      try Program.artpipe(
        "morph", "--model", "digits-fast", "--sample-numbers", numbers, "--frames", "6", "-o", "\(folder)/walk.gif",
        in: scratch.path)
    }
    #expect(try morph("2-4,7", "a").status == 0)
    #expect(try morph("2,3,4,7", "b").status == 0)
    #expect(try scratch.data("a/walk.gif") == scratch.data("b/walk.gif"))
    let wrong = try morph("4-2", "c")
    #expect(wrong.status == 65)
    #expect(wrong.errors.hasPrefix("error: --sample-numbers 4-2: expected"), "\(wrong.errors)")
  }
}
