import ArtMedia
import Foundation
import Testing

/// `sample` and `morph`, on a model trained for a few steps.
struct SampleCommandTests {
  @Test func samplesBecomeWhatTheNameSays() throws {
    let scratch = try Scratch()
    let model = try SmallModel.train(in: scratch)
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

  @Test func classesAreAskedForByNameAndNumber() throws {
    let scratch = try Scratch()
    try scratch.write(
      SmallModel.document.replacing(#""plugin": "mlp-gan","#, with: #""plugin": "dcgan-mnist", "classes": true,"#),
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
    let digits = try SmallModel.train(in: scratch)
    let run = try Program.artpipe(
      "morph", "--model", digits, "--render", "96x54", "--output", "x.mp4", in: scratch.path)
    #expect(run.status == 65)
    #expect(run.errors.contains("mlp-gan makes images of 28×28 and no others, so none of 96×54: leave --render out"))
  }

  @Test func morphWritesAVideo() throws {
    let scratch = try Scratch()
    let model = try SmallModel.train(in: scratch)
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
