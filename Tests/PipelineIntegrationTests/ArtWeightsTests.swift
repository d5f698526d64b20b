import ArtMedia
import Foundation
import Testing

/// The weights of `art-64` that come along, and the pipeline that made them.
struct ArtWeightsTests {
  @Test func thePipelineLearnsTransparentImagesWhereTheyArePut() throws {
    let scratch = try Scratch()
    let pipeline = "Pipelines/art-64-weights.json"
    try scratch.write(Data(contentsOf: URL(fileURLWithPath: "\(Program.package)/\(pipeline)")), to: pipeline)
    let without = try Program.artpipe("validate", pipeline, in: scratch.path)
    #expect(without.status == 66)
    #expect(without.errors.contains("dataset.path: there is no file or folder 'data/emoji'"))

    for number in 0..<12 {
      // Coloured on the left, nothing on the right.
      let pixels = (0..<(64 * 64)).flatMap { place -> [UInt8] in
        place % 64 < 32 + number ? [UInt8(20 * number), UInt8(place / 16 % 256), 200, 255] : [0, 0, 0, 0]
      }
      let image = try PixelImage(width: 64, height: 64, channels: 4, pixels: pixels)
      try scratch.write(Data(PNGFormat().encode(image)), to: "images/\(number % 2)/\(number).png")
    }
    let settings = ["dataset.path=images", "stages.train={\"kind\": \"train\", \"steps\": 2, \"samples\": 0}"]
    let run = try Program.artpipe(
      ["run", pipeline] + settings.flatMap { ["--set", $0] }, in: scratch.path)
    try #require(run.status == 0, "\(run.errors)")
    #expect(
      run.outputLines.map { URL(fileURLWithPath: $0).lastPathComponent } == [
        "checkpoint.safetensors", "art-64.safetensors", "sheet.png", "metrics.txt", "metrics.json", "nearest.png",
        "report.html",
      ])
    let weights = try scratch.data("runs/art-64-weights/art-64.safetensors")
    #expect(weights.prefix(100_000).range(of: Data("Twemoji, © Twitter and contributors, CC-BY 4.0".utf8)) != nil)
  }

  @Test func theWeightsDrawImagesOnWhite() throws {
    let scratch = try Scratch()
    let run = try Program.artpipe(
      "sample", "--model", "Assets/Weights/art-64.safetensors", "--count", "32", "--output", scratch.path(of: "emoji"))
    try #require(run.status == 0, "\(run.errors)")
    let names = try FileManager.default.contentsOfDirectory(atPath: scratch.path(of: "emoji")).sorted()
    let images = try names.filter { $0.hasSuffix(".png") }
      .map { try ImageDecoder().decode(file: scratch.path(of: "emoji/\($0)")) }
    #expect(images.count == 32)
    #expect(Set(images.map(\.pixels)).count == 32)
    #expect(images.allSatisfy { ($0.width, $0.height, $0.channels) == (64, 64, 3) })
    // Most emoji leave their corners free, and are neither white nor grey all along the middle.
    let corners = images.filter { $0.pixels.prefix(3).allSatisfy { $0 > 230 } }
    #expect(corners.count >= 16)
    let coloured = images.filter { image in
      (16..<48).contains { x in
        let pixel = image.pixels[((32 * 64 + x) * 3)...].prefix(3).map(Int.init)
        return (pixel.max() ?? 0) - (pixel.min() ?? 0) > 60
      }
    }
    #expect(coloured.count >= 16)
  }
}
