import ArtFiles
import ArtMedia
import ArtSettings
import Foundation
import Testing

@testable import ArtPipeline

/// What outputs tell of the computer and of the images that they come from.
struct RecipeTests {
  @Test(arguments: [
    ("in/d.json", "/elsewhere/photos", "photos"), ("in/d.json", "~/photos", "photos"),
    ("in/d.json", "photos", "photos"),
    ("in/d.json", "../photos", "../photos"), ("/a/b/d.json", "/a/b/c/photos", "c/photos"),
    ("/a/b/d.json", "/a/bc/photos", "photos"), ("/a/b/d.json", "/a/b/../x/photos", "photos"),
    ("/d.json", "/a/photos", "a/photos"),
  ])
  func absolutePathsAreShortened(file: String, path: String, expected: String) throws {
    let value = try SettingValue.parse(#"{"list": [{"path": "\#(path)"}], "number": 5}"#, file: file)
    #expect(
      value.withoutAbsolutePaths.canonicalJSON
        == (try SettingValue.parse(#"{"list": [{"path": "\#(expected)"}], "number": 5}"#, file: file)).canonicalJSON)
  }

  /// Photos with a camera's data, in a folder of a telling name: none of it is in any file of the run.
  @Test func nothingOfTheTrainingImagesIsToldElsewhere() throws {
    let (folder, data) = (try TemporaryFolder(), try TemporaryFolder())
    let secret = "48.8583 N 2.2945 E Ann's camera"
    for number in 0..<24 {
      let image = try PixelImage(width: 28, height: 28, channels: 1, fill: UInt8(number * 10))
      var jpeg = try JPEGFormat().encode(image, ImageOptions())
      // An Exif segment, after the two bytes that begin a JPEG.
      let exif = Array("Exif\0\0MM\0*\0\0\0\u{8}\0\0\0\0\0\0\(secret)".utf8)
      jpeg.insert(contentsOf: [0xFF, 0xE1, 0, UInt8(exif.count + 2)] + exif, at: 2)
      try FilePlace.typed(data.path(of: "\(number).jpg")).write(jpeg)
    }
    let plan = try Workbench.plan(
      """
      {"model": {"plugin": "mlp-gan", "recipe": {"batchSize": 8}}, "dataset": "\(data.path)", "stages": [
        {"kind": "train", "steps": 2, "samples": 4}, {"kind": "evaluate", "samples": 6, "images": 12, "nearest": 4,
          "features": "thumbnails"}, {"kind": "preview", "count": 4}, {"kind": "export", "from": "train"},
        {"kind": "sample", "count": 4}, "sheet", {"kind": "sheet", "format": "jpeg"}, "images",
        {"kind": "interpolate", "frames": 3, "keyframes": 2}, {"kind": "video", "format": "gif", "size": 28}]}
      """)
    _ = try Workbench.run(plan, in: folder)
    let files = try folder.files()
    #expect(files.count > 12)
    for (name, bytes) in files {
      for word in [secret, data.path, folder.path] {
        #expect(bytes.range(of: Data(word.utf8)) == nil, "\(name) holds \(word)")
      }
    }
    let recipe = try #require(try plan.recipe(of: plan.stages[0])["artpipe"])
    #expect(!recipe.contains(data.path) && recipe.contains(Paths.split(data.path).name))
  }

  /// The recipe can be left out. What is cheap is written anew then; no training begins anew for it.
  @Test func theRecipeCanBeLeftOut() throws {
    let (folder, log) = (try TemporaryFolder(), EventLog())
    let document = """
      {"description": "a secret", "model": {"plugin": "mlp-gan", "recipe": {"batchSize": 8}},
        "dataset": {"kind": "strokes", "count": 40}, "stages": [
          {"kind": "train", "steps": 2, "samples": 4}, {"kind": "sample", "count": 4}, "sheet", "images",
          {"kind": "interpolate", "frames": 3, "keyframes": 2, "from": "train"}, {"kind": "video", "format": "webp"},
          {"kind": "video", "id": "film", "size": 28, "from": "interpolate"}]}
      """
    func run(_ overrides: [String]) throws -> [String: Bool] {
      _ = try Workbench.run(Workbench.plan(document, set: overrides), in: folder, observer: log.observer)
      return try folder.files().filter { $0.key != "manifest.json" && $0.key != ".lock" }.mapValues {
        $0.range(of: Data("a secret".utf8)) != nil
      }
    }
    let media = ["sheet.png", "images/0001.png", "video.webp", "film.mp4"]
    let with = try run([])
    for name in media { #expect(with[name] == true, "\(name)") }
    _ = log.take()
    let without = try run(["embedRecipe=false"])
    for name in media { #expect(without[name] == false, "\(name)") }
    let told = log.take()
    #expect(told.contains("unchanged train") && told.contains("ended sheet") && told.contains("ended film"))
    // Keys of runs that leave it in are those of earlier versions.
    let plan = try Workbench.plan(document)
    let inputs = StageInputs(artifact: nil, model: plan.model, images: nil, reference: nil)
    #expect(
      try plan.stages[2].fingerprints(inputs, of: plan.document).keys.sorted() == [
        "artpipe", "convolutionAlgorithms", "seed",
      ])
  }
}
