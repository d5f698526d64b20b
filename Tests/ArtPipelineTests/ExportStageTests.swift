import ArtGAN
import ArtMedia
import ArtPipeline
import ArtTensor
import Foundation
import Testing

struct ExportStageTests {
  private func run(_ folder: TemporaryFolder, _ export: String = "{\"kind\": \"export\"}") throws {
    let document = """
      {"seed": 4, "model": {"plugin": "mlp-gan", "recipe": {"batchSize": 8, "ema": {"decay": 0.9}}},
        "dataset": {"kind": "strokes", "count": 40},
        "stages": [{"kind": "train", "steps": 3, "samples": 0}, \(export)]}
      """
    _ = try Workbench.run(Workbench.plan(document), in: folder)
  }

  @Test func theAveragedWeightsAreKeptAlone() throws {
    let folder = try TemporaryFolder()
    try run(
      folder, #"{"kind": "export", "file": "mine.safetensors", "weightFormat": "float32", "notes": ["Of strokes."]}"#)
    let trained = try Checkpoint(readingFrom: folder.path(of: "train/checkpoint.safetensors"), weightsOnly: true)
    let exported = try Checkpoint(readingFrom: folder.path(of: "mine.safetensors"))
    #expect(exported.state == nil)
    #expect(exported.tensors == trained.tensors)
    #expect(exported.definition.notes == trained.definition.notes + ["Of strokes."])
  }

  @Test func theyTakeHalfTheSpaceUnlessSetOtherwise() throws {
    let folder = try TemporaryFolder()
    try run(folder)
    let trained = try Checkpoint(readingFrom: folder.path(of: "train/checkpoint.safetensors"), weightsOnly: true)
    let exported = try Checkpoint(readingFrom: folder.path(of: "export.safetensors"))
    let numbers = trained.tensors.values.reduce(0) { $0 + $1.shape.count }
    let size = try folder.data("export.safetensors").count
    #expect(size > 2 * numbers && size < 2 * numbers + 20_000)
    for (name, tensor) in trained.tensors {
      let rounded = try #require(exported.tensors[name])
      for (a, b) in zip(tensor.scalars, rounded.scalars) { #expect(abs(a - b) <= abs(a) / 1024 + 1e-7) }
    }
  }

  @Test func aLoadedFileMakesImages() throws {
    let (folder, next) = (try TemporaryFolder(), try TemporaryFolder())
    try run(folder)
    let document = """
      {"stages": [{"kind": "load", "file": "\(folder.path(of: "export.safetensors"))"},
        {"kind": "sample", "count": 4}, {"kind": "sheet", "scale": 1, "padding": 0}]}
      """
    _ = try Workbench.run(Workbench.plan(document), in: next)
    let sheet = try ImageDecoder().decode(file: next.path(of: "sheet.png"))
    #expect((sheet.width, sheet.height) == (56, 56))
  }

  @Test func otherFormatsHaveTheirOwnEnding() throws {
    let folder = try TemporaryFolder()
    try run(folder, #"{"kind": "export", "format": "onnx", "uint8": true, "notes": ["Of strokes."]}"#)
    let file = try folder.data("export.onnx")
    // The version of the form comes first.
    #expect(Array(file.prefix(2)) == [8, 8])
    #expect(file.range(of: Data("Of strokes.".utf8)) != nil)
    // Float32, the generator alone.
    let trained = try Checkpoint(readingFrom: folder.path(of: "train/checkpoint.safetensors"), weightsOnly: true)
    let numbers = try trained.generatorTensors().reduce(0) { $0 + $1.tensor.shape.count }
    #expect(file.count > 4 * numbers && file.count < 4 * numbers + 20_000)
  }

  @Test(
    "Settings that cannot be are told",
    arguments: [
      (#""file": "mine.bin""#, "stages[1].file: expected a name that ends in .safetensors, found \"mine.bin\""),
      (
        #""format": "onnx", "file": "mine.safetensors""#,
        "stages[1].file: expected a name that ends in .onnx, found \"mine.safetensors\""
      ),
      (
        #""format": "onx""#,
        "stages[1].format: this program has no export format 'onx'; did you mean 'onnx'?"
      ),
      (
        #""uint8": true"#,
        "stages[1]: unknown key 'uint8'; it is one of the format 'onnx', and this is 'safetensors'"
      ),
      (
        #""format": "onnx", "weightFormat": "float16""#,
        "stages[1]: unknown key 'weightFormat'; it is one of the format 'safetensors', and this is 'onnx'"
      ),
      (
        #""format": "onnx", "direction": "back""#,
        "stages[1].direction: 'mlp-gan' makes images from noise and has no direction: leave 'direction' out"
      ),
    ])
  func refused(settings: String, message: String) {
    #expect {
      try run(TemporaryFolder(), "{\"kind\": \"export\", \(settings)}")
    } throws: {
      "\($0)".contains(message)
    }
  }
}
