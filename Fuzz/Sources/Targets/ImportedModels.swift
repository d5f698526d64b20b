import ArtFiles
import ArtGAN
import ArtPipeline
import ArtZip
import Foundation

/// Models that other programs saved.
extension FuzzTarget {
  /// State_dicts of PyTorch: as files, and as the pickle of a sound file, whose checksums few changed files have.
  static let torch = FuzzTarget("torch") { input in
    read([input.file("fuzz.pt")])
    let saved = input.folder + "/saved.pt"
    attempt {
      let writer = try ZipWriter(.typed(saved))
      try writer.add("fuzz/data.pkl", input.bytes)
      for key in 0..<7 {
        try writer.add("fuzz/data/\(key)", [UInt8](repeating: 1, count: [512, 8, 8, 8, 8, 8, 128][key]))
      }
      try writer.commit()
      read([saved])
    }
  }

  private static func read(_ files: [String]) {
    attempt { _ = try TorchImport.read(ImportRequest(files: files, id: "fuzz")).checkpoint(seed: 1) }
  }
}
