import ArtTestSupport
import Foundation
import ProgramTestSupport
import Testing

@testable import ArtTorch

/// PyTorch itself, where it is: pytorch/examples' DCGAN, saved by it, gives its images here.
@Suite("Models from PyTorch, with PyTorch")
struct TorchInteropTests {
  private static let python = Python.path(with: "numpy, safetensors, torch")

  @Test(
    "Images and logits are equal",
    .enabled(if: python != nil, Comment(rawValue: Python.reason)),
    arguments: [["--size", "64"], ["--size", "32", "--channels", "1", "--latent", "64"]])
  func equal(options: [String]) throws {
    let folder = try TemporaryFolder()
    let run = try Program.find(
      try #require(Self.python),
      ["\(Program.package)/Tools/interop/dcgan.py", folder.path, "--features", "16"] + options)
    #expect(run.status == 0, "\(run.errors)")
    for files in [["netG.pt", "netD.pt"], ["netD.safetensors", "netG.safetensors"], ["both.pt"]] {
      let model = try TorchModel.read(files.map(folder.path(of:)), id: "imported", model: nil)
      let (images, logits) = try TorchFixture.differences(of: model, expected: folder.path(of: "expected.safetensors"))
      print("\(options) \(files): images differ by \(images), logits by \(logits)")
      #expect(images <= 1e-4)
      #expect(logits <= 1e-4)
    }
  }
}
