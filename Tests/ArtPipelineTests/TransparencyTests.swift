import ArtMedia
@testable import ArtPipeline
import ArtSettings
import Foundation
import Testing

/// Models that learn transparency: from the images to sheets, files and videos.
struct TransparencyTests {
  private static func document(_ stages: String, dataset: String = "strokes") -> String {
    """
    {"model": {"plugin": "mlp-gan", "color": "rgba", "recipe": {"batchSize": 8, "diffAugment": true}},
      "dataset": {"kind": "\(dataset)", "count": 16},
      "stages": [{"kind": "train", "steps": 2, "samples": 4, "evaluate": {"samples": 6}}, {"kind": "sample", "count": 4},
        \(stages)]}
    """
  }

  @Test func alphaReachesEveryFile() throws {
    let folder = try TemporaryFolder()
    let stages = """
      {"kind": "sheet", "id": "white"}, {"kind": "sheet", "id": "clear", "background": "transparent"},
      {"kind": "sheet", "id": "flat", "format": "jpeg"}, {"kind": "images", "scale": 2},
      {"kind": "images", "id": "jpegs", "format": "jpeg"}, {"kind": "video", "format": "webp", "size": 28},
      {"kind": "video", "id": "web", "format": "webm", "size": 28, "quality": 95}
      """
    _ = try Workbench.run(Workbench.plan(Self.document(stages)), in: folder)
    func image(_ name: String) throws -> PixelImage { try ImageDecoder().decode(file: folder.path(of: name)) }
    let own = try image("images/0001.png")
    #expect(own.channels == 4 && own.width == 56)
    #expect(!own.pixels.enumerated().allSatisfy { $0.offset % 4 < 3 || $0.element == 255 })
    #expect(try image("clear.png").channels == 4)
    #expect(try image("clear.png")[0, 0, 3] == 0)
    #expect(try image("white.png").channels == 3)
    for name in ["flat.jpg", "jpegs/0001.jpg"] { #expect(try image(name).channels == 3, "\(name)") }
    #expect(try image("video.webp").channels == 4)
    // FFmpeg's own decoder of VP9 drops the second stream, which has the transparency.
    let web = try FFmpegProgram.pixels(of: folder.path(of: "web.webm"), "rgba", decoder: "libvpx-vp9").prefix(4 * 784)
    let errors = (0..<784).map { abs(Int(web[4 * $0 + 3]) - Int(own[2 * ($0 % 28), 2 * ($0 / 28), 3])) }
    #expect(errors.reduce(0, +) < 4 * 784)
    // The sheet shows the same pixels on white.
    let (white, clear) = (try image("white.png"), try image("clear.png").composited(on: .white))
    #expect(white == clear)
    let record = try String(contentsOfFile: folder.path(of: "train/evaluations.jsonl"), encoding: .utf8)
    #expect(record.contains("slicedWasserstein"))
  }

  /// Soft edges are no further colours, wherever the images stand.
  @Test(
    arguments: [
      (##"["#ff0000", "white", "#000080"]"##, ["#ff0000", "#ffffff", "#000080"]), (#""from data""#, nil),
    ] as [(String, Set<String>?)])
  func aPaletteLocksWhatIsTransparentToo(palette: String, colors: Set<String>?) throws {
    let folder = try TemporaryFolder()
    let stages = [
      ("white", "sheet", ""), ("clear", "sheet", #", "background": "transparent""#), ("images", "images", ""),
      ("moving", "video", #", "format": "webp", "quality": 100, "size": 28"#),
    ].map { #"{"kind": "\#($1)", "id": "\#($0)", "palette": \#(palette)\#($2)}"# }
    _ = try Workbench.run(Workbench.plan(Self.document(stages.joined(separator: ", "))), in: folder)
    for name in ["white.png", "clear.png", "images/0001.png", "moving.webp"] {
      let image = try ImageDecoder().decode(file: folder.path(of: name)).converted(toChannels: 4)
      var found: Set<String> = []
      for start in stride(from: 0, to: image.pixels.count, by: 4) {
        let pixel = image.pixels[start..<start + 4].map { $0 }
        #expect(pixel[3] == 0 || pixel[3] == 255)
        if pixel[3] == 255 { found.insert(RGBColor(red: pixel[0], green: pixel[1], blue: pixel[2]).description) }
      }
      // White is behind one of the sheets.
      if let colors { #expect(found.isSubset(of: colors), "\(name)") }
      #expect(found.count <= ColorPalette.most + 1, "\(name)")
    }
  }

  @Test func imagesWithoutAlphaAreTold() throws {
    let log = EventLog()
    let plan = try Workbench.plan(Self.document("\"sheet\"", dataset: "blossoms"))
    _ = try Workbench.run(plan, in: TemporaryFolder(), observer: log.observer)
    let words = #"warning: no image of blossoms is transparent: "color": "rgb" learns the same with less work"#
    #expect(log.take().contains(words))
  }

  @Test(arguments: [
    (
      #"{"kind": "sheet", "format": "jpeg", "background": "transparent"}"#,
      "a JPEG file cannot be transparent: give a colour, or write a PNG"
    ),
    (
      ##"{"kind": "sheet", "background": "#ff000080"}"##,
      "expected a colour that is not transparent, or one that is so entirely"
    ),
  ])
  func mistakesAreExplained(stage: String, message: String) {
    let error = #expect(throws: Problems.self) { try Workbench.plan(Self.document(stage)) }
    #expect(error?.problems.first?.message == message)
  }
}
