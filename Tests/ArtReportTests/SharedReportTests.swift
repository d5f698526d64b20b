import ArtFiles
import ArtMedia
import ArtSettings
import ArtTestSupport
import Foundation
import Testing

@testable import ArtReport

/// A page to send to others holds no training images, no names of files, no paths, and no document in an image.
struct SharedReportTests {
  @Test func nothingOfAnybodyIsInIt() throws {
    let run = try SmallRun()
    try run.changeManifest { manifest in
      var dataset = try #require(manifest["dataset"] as? [String: Any])
      (dataset["name"], dataset["rejected"]) = ("Aunt Hortense", ["Aunt Hortense 7.jpg": "no image"])
      manifest["dataset"] = dataset
      var document = try #require(manifest["document"] as? [String: Any])
      document["dataset"] = ["path": "../hortense/Aunt Hortense", "order": ["Aunt Hortense"]]
      document["reference"] = "elsewhere/Aunt Hortense"
      document["stages"] =
        (document["stages"] as? [Any] ?? []) + [
          ["kind": "load", "file": "hortense.safetensors"],
          ["kind": "own", "palette": "/home/hortense/palette.txt", "other": "hortense.gpl"],
          ["kind": "evaluate", "features": "hortense-net.safetensors"],
        ]
      manifest["document"] = document
    }
    let (report, html) = try run.report(isShared: true)
    let files = SmallRun.files(in: html)
    let secrets = [
      "hortense", "sheet.png", "photo.jpg", "/home/", "\"blob\":\"nearest\"", "Pairs: a generated", run.folder.path,
    ]
    for secret in secrets {
      #expect(!html.lowercased().contains(secret.lowercased()), "\(secret)")
      for (id, data) in files { #expect(data.range(of: Data(secret.utf8)) == nil, "\(id): \(secret)") }
    }
    for (id, data) in files {
      #expect(data.range(of: Data("\"document\"".utf8)) == nil && data.range(of: Data("artpipe".utf8)) == nil, "\(id)")
    }
    #expect(report.nearest == nil && !report.images.contains { $0.training } && report.images.count == 4)
    #expect(html.contains("It holds no training images, no names of files and no paths."))
    #expect(report.warnings.map(\.text).contains("1 image could not be read and was left out."))
    #expect(report.stages.allSatisfy { stage in stage.files.allSatisfy { $0.contains(" file") } })
    let document = try #require(report.recipe?.document)
    #expect(document["dataset"]?["path"]?.string == "your-images" && document["reference"]?.string == "your-images")
    let stages = (document["stages"]?.array ?? []).suffix(3)
    #expect(stages.first?["file"]?.string == "your-model.safetensors")
    #expect(stages.dropFirst().first?["palette"]?.string == "your-file")
    #expect(stages.last?["features"]?.string == "your-network.safetensors")
  }

  /// The images themselves are those of the run.
  @Test func imagesStayAsTheyLook() throws {
    let run = try SmallRun()
    let decoder = ImageDecoder()
    for file in ["sheet.png", "photo.jpg", "gif.gif", "webp.webp", "train/samples/step-0000012.png"] {
      let bytes = Array(try run.data(file))
      let bare = try #require(Media.withoutTexts(bytes))
      #expect(bare.count < bytes.count && Media(bare) == Media(bytes), "\(file)")
      #expect(try decoder.decode(bare, name: file) == decoder.decode(bytes, name: file), "\(file)")
      #expect(Data(bare).range(of: Data("artpipe".utf8)) == nil && Data(bytes).range(of: Data("artpipe".utf8)) != nil)
    }
    let video = Array(try run.data("mp4.mp4"))
    let bare = try #require(Media.withoutTexts(video))
    #expect(bare.count == video.count && Media(bare) == Media(type: "video/mp4"))
    // All that was changed lies in boxes of texts.
    #expect(Data(bare).range(of: Data("stco".utf8))?.lowerBound == Data(video).range(of: Data("stco".utf8))?.lowerBound)
  }

  /// A WebM shows the same without its texts, and no half of one is taken.
  @Test(arguments: ["a recipe", String(repeating: "a long recipe ", count: 90)])
  func textsOfAWebMGo(comment: String) throws {
    let folder = try TemporaryFolder()
    let encoder = try VideoEncoder(
      file: .typed(folder.path(of: "a.webm")), format: WebMFormat(), frameWidth: 16, frameHeight: 16,
      settings: VideoSettings(effort: .fast, keepsAlpha: false, title: "artpipe 1", comment: comment))
    for shade: UInt8 in [10, 200] { try encoder.write(PixelImage(width: 16, height: 16, channels: 1, fill: shade)) }
    try encoder.finish()
    let bytes = Array(try folder.data("a.webm"))
    let bare = try #require(Media.withoutTexts(bytes))
    #expect(Media(bytes) == Media(type: "video/webm") && Media(bare) == Media(bytes) && bare.count == bytes.count)
    #expect(try MetadataReader().metadata(bytes, name: "a").count == 2)
    #expect(try MetadataReader().metadata(bare, name: "a") == [:])
    #expect(Data(bare).range(of: Data("recipe".utf8)) == nil)
    let images = WebMFormat()
    #expect(try images.imageData(of: bare) == images.imageData(of: bytes))
    #expect(Media.withoutTexts(bytes + Array("Aunt Hortense".utf8)) == bare)
    for count in [0, 1, 8, 20, bytes.count / 3, bytes.count / 2, bytes.count - 1] {
      #expect(Media(Array(bytes.prefix(count))) == nil, "\(count) of \(bytes.count)")
    }
    for place in bytes.indices {
      var damaged = bytes
      damaged[place] = 0xFF
      _ = Media(damaged)
    }
  }

  /// What stands behind an image's end is none of it.
  @Test(arguments: ["sheet.png", "photo.jpg", "gif.gif", "webp.webp"])
  func whatFollowsAnImageGoes(file: String) throws {
    let run = try SmallRun()
    let bytes = Array(try run.data(file))
    #expect(Media.withoutTexts(bytes + Array("Aunt Hortense".utf8)) == Media.withoutTexts(bytes))
  }

  @Test(arguments: ["sheet.png", "photo.jpg", "gif.gif", "webp.webp", "mp4.mp4"])
  func halfAFileIsNone(file: String) throws {
    let run = try SmallRun()
    let bytes = Array(try run.data(file))
    for count in [0, 1, 8, 20, bytes.count / 3, bytes.count / 2, bytes.count - 1] {
      #expect(Media(Array(bytes.prefix(count))) == nil, "\(count) of \(bytes.count)")
    }
    // Any byte may be wrong: nothing traps.
    for place in stride(from: 0, to: bytes.count, by: max(bytes.count / 500, 1)) {
      var damaged = bytes
      damaged[place] = 0xFF
      _ = Media(damaged)
    }
  }

  @Test func classesThatWereFoldersHaveNumbers() throws {
    let scratch = try TemporaryFolder()
    for number in 0..<8 {
      let image = try PixelImage(
        width: 12, height: 12, channels: 1, pixels: (0..<144).map { UInt8(($0 * (number + 3)) % 251) })
      let path = scratch.path(of: "images/\(number % 2 == 0 ? "Mary" : "Peter")")
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      try Data(PNGFormat().encode(image)).write(to: URL(fileURLWithPath: "\(path)/\(number).png"))
    }
    let run = try SmallRun(
      running: """
        {"model": {"plugin": "mlp-gan", "size": 12, "classes": true, "recipe": {"batchSize": 4}},
          "dataset": "\(scratch.path(of: "images"))",
          "stages": [{"kind": "train", "steps": 2, "samples": 2}, {"kind": "sample", "class": "Peter", "count": 2}, "sheet"]}
        """)
    let own = try run.report().html
    #expect(own.contains("Mary") && own.contains("Peter"))
    let (report, html) = try run.report(isShared: true)
    #expect(!html.contains("Mary") && !html.contains("Peter") && html.contains("\"Class 1\""))
    #expect(report.recipe?.document["stages"]?.array?[1]["class"]?.number?.integer == 1)
    #expect(report.recipe?.document["dataset"]?.string == "your-images")
  }
}
