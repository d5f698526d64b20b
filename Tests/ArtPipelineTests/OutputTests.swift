import ArtFiles
import ArtMedia
import ArtSettings
import Foundation
import Testing

@testable import ArtPipeline

/// Sheets for games and for paper, files of a size, images of a few colours.
struct OutputTests {
  private static let head = """
    {"model": {"plugin": "mlp-gan", "recipe": {"batchSize": 8}}, "dataset": {"kind": "strokes", "count": 16},
      "stages": [{"kind": "train", "steps": 1, "samples": 0},
    """

  private func run(_ stages: String, _ log: EventLog = EventLog()) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    _ = try Workbench.run(Workbench.plan("\(Self.head) \(stages)]}"), in: folder, observer: log.observer)
    return folder
  }

  private func problem(_ stages: String) throws -> String {
    let error = #expect(throws: Problems.self) { try Workbench.plan("\(Self.head) \(stages)]}") }
    return error?.description ?? ""
  }

  private struct Atlas: Decodable {
    struct Box: Decodable, Hashable {
      let x: Int
      let y: Int
      let w: Int
      let h: Int
    }
    struct Entry: Decodable {
      let frame: Box
      let rotated: Bool
      let sourceSize: [String: Int]
      let duration: Int?
    }
    struct Meta: Decodable {
      let image: String
      let size: [String: Int]
      let format: String
    }
    let frames: [String: Entry]
    let meta: Meta
  }

  private func atlas(_ folder: TemporaryFolder, _ name: String) throws -> Atlas {
    try JSONDecoder().decode(Atlas.self, from: Data(contentsOf: URL(fileURLWithPath: folder.path(of: name))))
  }

  private func image(_ folder: TemporaryFolder, _ name: String) throws -> PixelImage {
    try ImageDecoder().decode(file: folder.path(of: name))
  }

  /// What the atlas names is what 'images' writes.
  @Test func anAtlasSaysWhereEachImageStands() throws {
    let folder = try run(
      """
      {"kind": "sample", "count": 5}, {"kind": "sheet", "atlas": true, "scale": 2, "padding": 3, "columns": 2},
      {"kind": "images", "scale": 2},
      {"kind": "interpolate", "from": "train", "frames": 6, "keyframes": 2, "walks": 2, "fps": 12},
      {"kind": "sheet", "id": "walk", "atlas": true, "frames": 3, "scale": 1, "file": "sprites.png"}
      """)
    let atlas = try atlas(folder, "sheet.json")
    let sheet = try image(folder, "sheet.png")
    #expect(atlas.meta.image == "sheet.png")
    #expect(atlas.meta.size == ["w": sheet.width, "h": sheet.height])
    #expect(atlas.frames.keys.sorted() == (1...5).map { "000\($0).png" })
    for (name, entry) in atlas.frames {
      let tile = try image(folder, "images/\(name)")
      #expect(entry.sourceSize == ["w": tile.width, "h": tile.height])
      #expect(entry.duration == nil && !entry.rotated)
      let box = entry.frame
      var rows: [UInt8] = []
      for y in box.y..<box.y + box.h {
        let start = (y * sheet.width + box.x) * sheet.channels
        rows += sheet.pixels[start..<start + box.w * sheet.channels]
      }
      #expect(rows == tile.pixels, "\(name)")
    }
    let walks = try self.atlas(folder, "sprites.json")
    #expect(
      walks.frames.keys.sorted()
        == [
          "walk-1-0001.png", "walk-1-0003.png", "walk-1-0005.png", "walk-2-0001.png", "walk-2-0003.png",
          "walk-2-0005.png",
        ])
    #expect(walks.frames.values.allSatisfy { $0.duration == 167 })
  }

  @Test func aPrintHasItsSizeInMillimetres() throws {
    let folder = try run(
      """
      {"kind": "sample", "count": 6},
      {"kind": "sheet", "printWidth": 50, "margin": 5, "dpi": 254, "columns": 3, "background": "#102030", "numbers": true},
      {"kind": "sheet", "id": "photo", "format": "jpeg", "dpi": 150}
      """)
    let bytes = try FileReader.contents(of: folder.path(of: "sheet.png"), limit: 1 << 24)
    #expect(bytes.firstRange(of: Array("pHYs".utf8) + [0, 0, 39, 16, 0, 0, 39, 16, 1]) != nil)
    let sheet = try image(folder, "sheet.png")
    #expect(sheet.width == 500)
    // The margins are free, and the images come as near to them as a whole number of times lets.
    func isFree(_ x: Int) -> Bool {
      (0..<sheet.height).allSatisfy { y in
        Array(sheet.pixels[(y * 500 + x) * 3..<(y * 500 + x) * 3 + 3]) == [0x10, 0x20, 0x30]
      }
    }
    #expect((0..<50).allSatisfy { isFree($0) && isFree(499 - $0) })
    let used = (0..<500).filter { !isFree($0) }.count
    #expect(used > 400 - 3 * 28 && used <= 400)
    let jpeg = try FileReader.contents(of: folder.path(of: "photo.jpg"), limit: 1 << 24)
    #expect(jpeg[13..<18] == [1, 0, 150, 0, 150])
  }

  @Test func aGIFFitsItsLimit() throws {
    let walk = #"{"kind": "interpolate", "frames": 12, "keyframes": 3, "fps": 12}"#
    let log = EventLog()
    let free = try run(#"\#(walk), {"kind": "video", "format": "gif", "size": 112}"#)
    let whole = try FileReader.contents(of: free.path(of: "video.gif"), limit: 1 << 24).count
    let limit = whole / 3
    let folder = try run(
      #"\#(walk), {"kind": "video", "format": "gif", "size": 112, "maxSize": "\#(limit) B"}"#, log)
    let bytes = try FileReader.contents(of: folder.path(of: "video.gif"), limit: 1 << 24).count
    #expect(bytes <= limit && bytes > limit / 12)
    let told = log.take()
    #expect(told.contains { $0.hasPrefix("note: with 256 colours the GIF is larger than") })
    #expect(told.contains { $0.contains("encoded with gif, with ") && $0.hasSuffix(" so that it fits") })
    // One that fits anyway is the same file.
    let large = try run(#"\#(walk), {"kind": "video", "format": "gif", "size": 112, "maxSize": "80 MB"}"#)
    #expect(
      try FileReader.contents(of: large.path(of: "video.gif"), limit: 1 << 24).count > whole / 2)
    let error = #expect(throws: PipelineError.self) {
      _ = try run(#"\#(walk), {"kind": "video", "format": "gif", "size": 112, "maxSize": "100 B"}"#)
    }
    #expect(
      error?.message.contains("even with 16 colours, one frame in 6, 1/8 of the size; make the walk shorter") == true)
  }

  @Test func aRateSetsTheSizeOfAVideo() throws {
    let folder = try run(
      """
      {"kind": "interpolate", "frames": 96, "keyframes": 8, "fps": 24},
      {"kind": "video", "id": "low", "size": 224, "bitrate": "60k"}, {"kind": "video", "id": "high", "size": 224, "bitrate": "240 kbit/s"}
      """)
    func bits(_ name: String) throws -> Double {
      // Without the recipe's text.
      Double(try FileReader.contents(of: folder.path(of: name), limit: 1 << 24).count - 4000) * 8 / 4
    }
    #expect((40_000...90_000).contains(try bits("low.mp4")))
    #expect((170_000...300_000).contains(try bits("high.mp4")))
  }

  @Test func imagesHaveTheColoursOfAPalette() throws {
    let folder = try run(
      """
      {"kind": "sample", "count": 2}, {"kind": "images", "palette": ["#1a1c2c", "#f4f4f4", "#94b0c2"], "scale": 2},
      {"kind": "sheet", "palette": ["#1a1c2c", "#f4f4f4"], "padding": 0},
      {"kind": "video", "format": "gif", "palette": ["#1a1c2c", "#f4f4f4"], "size": 100}
      """)
    func colors(_ name: String) throws -> Set<[UInt8]> {
      let pixels = try image(folder, name).converted(toChannels: 3).pixels
      return Set(stride(from: 0, to: pixels.count, by: 3).map { Array(pixels[$0..<$0 + 3]) })
    }
    let (dark, light, blue): ([UInt8], [UInt8], [UInt8]) = (
      [0x1A, 0x1C, 0x2C], [0xF4, 0xF4, 0xF4], [0x94, 0xB0, 0xC2]
    )
    #expect(try colors("images/0001.png").isSubset(of: [dark, light, blue]))
    #expect(try colors("sheet.png") == [dark, light])
    #expect(try colors("video.gif").isSubset(of: [dark, light]))
  }

  /// The colours of the data, and no others; other data give others.
  @Test func aPaletteIsTakenFromTheData() throws {
    let (folder, data) = (try TemporaryFolder(), try TemporaryFolder())
    func write(_ shades: [UInt8]) throws {
      for number in 0..<16 {
        let pixels = (0..<28 * 28).map { shades[($0 / 7 + number) % shades.count] }
        let image = try PixelImage(width: 28, height: 28, channels: 1, pixels: pixels)
        try FilePlace.typed(data.path(of: "\(number).png")).write(PNGFormat().encode(image))
      }
    }
    let document = """
      {"model": {"plugin": "mlp-gan", "recipe": {"batchSize": 8}}, "dataset": "\(data.path)",
        "stages": [{"kind": "train", "steps": 1, "samples": 0}, {"kind": "sample", "count": 4},
          {"kind": "sheet", "palette": "from data", "padding": 0}]}
      """
    func shades() throws -> Set<UInt8> {
      _ = try Workbench.run(Workbench.plan(document), in: folder)
      return Set(try image(folder, "sheet.png").pixels)
    }
    try write([10, 90, 200])
    #expect(try shades().isSubset(of: [10, 90, 200]))
    try write([30, 120, 130, 250])
    #expect(try shades().isSubset(of: [30, 120, 130, 250]))
    let error = #expect(throws: Problems.self) {
      try Workbench.plan(
        """
        {"stages": [{"kind": "load", "file": "\(folder.path(of: "train/checkpoint.safetensors"))"}, "sample",
          {"kind": "sheet", "palette": "from data"}]}
        """)
    }
    #expect(error?.description.contains("the key 'dataset' is missing: the images that 'sheet' works with") == true)
  }

  @Test(arguments: [
    (#"{"kind": "sheet", "margin": 3}"#, "margin: 'margin' goes with 'printWidth', which says how wide the paper is"),
    (#"{"kind": "sheet", "printWidth": 90, "scale": 3}"#, "scale: 'printWidth' says how large the images become"),
    (#"{"kind": "sheet", "printWidth": 90, "margin": 45}"#, "margin: two margins of 45 mm leave nothing of 90 mm"),
    (#"{"kind": "sheet", "printWidth": 90, "atlas": true}"#, "atlas: an atlas is of a sheet for the screen"),
    (#"{"kind": "video", "maxSize": "8 MB"}"#, "maxSize: a .mp4 video cannot be made to fit, as a GIF can"),
    (#"{"kind": "video", "format": "gif", "maxSize": "much"}"#, #"expected an amount such as "8 MB", found "much""#),
    (#"{"kind": "video", "format": "gif", "bitrate": "4M"}"#, "bitrate: a .gif video has no bit rate to choose"),
    (#"{"kind": "video", "quality": 50, "bitrate": "4M"}"#, "bitrate: give either 'quality' or 'bitrate'"),
    (#"{"kind": "video", "bitrate": "4 parsecs"}"#, #"expected an amount such as "4M", found "4 parsecs""#),
    (#"{"kind": "images", "palette": ["blu"]}"#, "palette: 'blu' is not a colour"),
    (#"{"kind": "images", "palette": []}"#, "palette: a palette has from 1 to 256 colours, not 0"),
    (#"{"kind": "images", "palette": "from images"}"#, "palette: 'from images' is not a colour"),
    (
      #"{"kind": "video", "palette": ["red"], "upscaling": "smooth"}"#,
      "upscaling: smooth enlarging makes colours that are not in the 'palette'"
    ),
  ])
  func mistakesAreExplained(stage: String, words: String) throws {
    let found = try problem(#"{"kind": "sample", "count": 2}, \#(stage)"#)
    #expect(found.contains(words), "\(found)")
  }

  @Test func paperIsWideEnoughBeforeAnythingRuns() throws {
    let plan = try Workbench.plan(
      #"\#(Self.head) {"kind": "sample", "count": 9}, {"kind": "sheet", "printWidth": 10, "columns": 9}]}"#)
    let problems = #expect(throws: Problems.self) { try plan.check(plan.demand(on: nil), for: RunFolder("runs/x")) }
    #expect(
      problems?.description.contains(
        "the images take 272 pixels in a row, and the paper has 118: 10 mm at 300 dpi, without margins; take fewer")
        == true)
  }
}
