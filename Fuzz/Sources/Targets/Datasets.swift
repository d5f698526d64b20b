import ArtData
import ArtTensor

/// Sets of images in IDX files and in CIFAR-10's, plain and packed.
extension FuzzTarget {
  static let idx = FuzzTarget("idx") { input in
    let source = IDXSource(path: input.file("fuzz-images-idx3-ubyte"))
    attempt { try source.check() }
    attempt { _ = try source.load(DatasetRequest(height: 4, width: 4, channels: 1, seed: 1)) }
    attempt { _ = try IDXFile(input.bytes, name: "fuzz") }
  }

  static let cifar = FuzzTarget("cifar") { input in
    for name in ["cifar-10-binary.tar.gz", "test_batch.bin"] {
      let source = CIFARSource(path: input.file(name), part: .test)
      attempt { try source.check() }
      attempt { _ = try source.load(DatasetRequest(height: 4, width: 4, channels: 1, seed: 1)) }
    }
  }
}
