import ArtTestSupport
import Foundation
import ProgramTestSupport
import Testing

/// onnxruntime and OpenVINO make the images that artpipe makes.
@Suite("Exported models in other programs")
struct InteropTests {
  @Test("Images are equal", .enabled(if: Python.path != nil, Comment(rawValue: Python.reason)))
  func images() throws {
    let folder = try TemporaryFolder()
    for model in ExportedModel.fromNoise + ExportedModel.fromImages { try model.write(into: folder.path) }
    let run = try Program.find(
      try #require(Python.path), ["\(Program.package)/Tools/interop/compare.py", folder.path])
    print(run.output)
    #expect(run.status == 0, "\(run.output)\(run.errors)")
  }

  /// The comparison itself can fail.
  @Test("Another image is noticed", .enabled(if: Python.path != nil, Comment(rawValue: Python.reason)))
  func noticed() throws {
    let folder = try TemporaryFolder()
    let model = try #require(ExportedModel.fromNoise.first { $0.description == "mlp-gan" })
    try model.write(into: folder.path)
    let (file, script) = (folder.path(of: "mlp-gan.1.safetensors"), "\(Program.package)/Tools/interop/compare.py")
    // The last number is one of an image, or of the last latent point.
    var bytes = try folder.data("mlp-gan.1.safetensors")
    for place in bytes.count - 4..<bytes.count { bytes[place] = [0, 0, 0xC0, 0x3F][place - (bytes.count - 4)] }
    try bytes.write(to: URL(fileURLWithPath: file))
    let run = try Program.find(try #require(Python.path), [script, folder.path])
    #expect(run.status == 1)
    #expect(run.output.contains("DIFFER"))
  }
}
