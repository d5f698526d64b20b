import ArtFiles
import ArtGAN
import ArtMedia
import ArtTestSupport
import Foundation
import ProgramTestSupport
import Testing

/// `artpipe translate`, as a user runs it.
@Suite("artpipe translate")
struct TranslateTests {
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try TranslationModels.inverter().write(to: .typed(scratch.path(of: "model.safetensors")))
  }

  private static func image(_ width: Int, _ height: Int, channels: Int = 3) throws -> PixelImage {
    try PixelImage(
      width: width, height: height, channels: channels,
      pixels: (0..<width * height * channels).map { UInt8(($0 * 31 + height) % 256) })
  }

  private func write(_ image: PixelImage, _ name: String) throws {
    try scratch.write(Data(try PNGFormat().encode(image)), to: name)
  }

  private func translate(_ words: String...) throws -> ProgramRun {
    try Program.artpipe(["translate", "--model", "model.safetensors"] + words, in: scratch.path)
  }

  private func image(_ name: String) throws -> PixelImage {
    try ImageDecoder().decode(file: scratch.path(of: name))
  }

  @Test func oneImageGivesTheSameBytesTwice() throws {
    let photo = try Self.image(13, 7)
    try write(photo, "photo.png")
    let run = try translate("--input", "photo.png", "--output", "out.png")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output == "out.png\n")
    #expect(try image("out.png").pixels == photo.pixels.map { 255 - $0 })
    let first = try scratch.data("out.png")
    #expect(try translate("--input", "photo.png", "-o", "out.png", "--threads", "1").status == 0)
    #expect(try scratch.data("out.png") == first)
    // It tells how it was made, and is made again.
    let again = try Program.artpipe(
      "rerun", "out.png", "--allow-read", "photo.png", "-o", "again.png", in: scratch.path)
    #expect(again.status == 0, "\(again.errors)")
    #expect(try scratch.data("again.png") == first)
    // With another input it is not.
    try write(Self.image(13, 8), "photo.png")
    #expect(
      try Program.artpipe("rerun", "out.png", "--allow-read", "photo.png", "-o", "other.png", in: scratch.path).status
        == 1)
  }

  @Test func aFolderIsTranslatedIntoAFolder() throws {
    for (name, width) in [("in/a.png", 5), ("in/sub/b.png", 6), ("in/sub/c.png", 7)] {
      try write(Self.image(width, 4, channels: width == 6 ? 4 : 3), name)
    }
    try scratch.write("no image", to: "in/broken.png")
    let run = try translate("--input", "in", "--output", "out", "--strength", "0.5")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output == "out\n")
    #expect(run.errors.contains("in/broken.png: not used"), "\(run.errors)")
    #expect(try Listing.files(in: scratch.path(of: "out")).sorted() == ["a.png", "sub/b.png", "sub/c.png"])
    #expect(try image("out/sub/b.png").channels == 4)
    // What is there stays, and what is missing comes again.
    let first = try scratch.data("out/sub/c.png")
    try FileManager.default.removeItem(atPath: scratch.path(of: "out/sub/c.png"))
    let again = try translate("--input", "in", "--output", "out", "--strength", "0.5")
    #expect(again.errors.contains("2 of 3 images were translated already"), "\(again.errors)")
    #expect(try scratch.data("out/sub/c.png") == first)
    // What it did not make is not replaced, and nothing is written among the images.
    try scratch.write("mine", to: "out/sub/c.png")
    let refused = try translate("--input", "in", "--output", "out", "--strength", "0.5")
    #expect(refused.status == 73)
    #expect(refused.errors.contains("out/sub/c.png: this command did not make what is there"), "\(refused.errors)")
    for place in ["in", "in/out", "in/sub"] {
      let refused = try translate("--input", "in", "--output", place)
      #expect(refused.status == 73, "\(place): \(refused.errors)")
    }
  }

  @Test(arguments: [
    (["--input", "photo.png", "--output", "out.txt"], 65, "--output out.txt"),
    (["--input", "none.png", "--output", "out.png"], 66, "none.png"),
    (["--input", "text.png", "--output", "out.png"], 66, "text.png"),
    (["--input", "photo.png", "--output", "out.png", "--strength", "2"], 65, "from 0 to 1"),
    (["--input", "photo.png", "--output", "out.png", "--direction", "up"], 65, "--direction up"),
    (["--output", "out.png"], 64, "--input"),
  ])
  func whatIsWrongIsTold(words: [String], status: Int32, message: String) throws {
    try write(Self.image(4, 4), "photo.png")
    try scratch.write("no image", to: "text.png")
    let run = try Program.artpipe(["translate", "--model", "model.safetensors"] + words, in: scratch.path)
    #expect(run.status == status, "\(run.errors)")
    #expect(run.errors.contains(message), "\(run.errors)")
    #expect(try !Listing.files(in: scratch.path).contains { $0.hasPrefix("out") })
  }

  @Test func theOtherKindOfModelIsTold() throws {
    try write(Self.image(4, 4), "photo.png")
    let run = try Program.artpipe(
      "translate", "--model", "digits-fast", "--input", "photo.png", "-o", "out.png", in: scratch.path)
    #expect(run.status == 65)
    #expect(run.errors.contains("makes images from noise"), "\(run.errors)")
    for words in [["sample", "-o", "out.png"], ["morph", "-o", "out.mp4"], ["directions", "-o", "out.png"]] {
      let run = try Program.artpipe(words + ["--model", "model.safetensors"], in: scratch.path)
      #expect(run.status == 65, "\(run.errors)")
      #expect(run.errors.contains("translate"), "\(run.errors)")
    }
  }

  @Test func theWayBackAndTheSize() throws {
    try write(Self.image(8, 4), "photo.png")
    #expect(
      try translate("--input", "photo.png", "-o", "out.png", "--direction", "back", "--size", "8").status == 0)
    let found = try image("out.png")
    #expect((found.width, found.height) == (16, 8))
    #expect(stride(from: 0, to: found.pixels.count, by: 3).allSatisfy { found.pixels[$0] == found.pixels[$0 + 1] })
  }
}
