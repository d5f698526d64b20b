import ArtData
import ArtTensor

/// Sets of images in IDX files, plain and packed with gzip.
extension FuzzTarget {
  static let idx = FuzzTarget("idx") { input in
    let source = IDXSource(path: input.file("fuzz-images-idx3-ubyte"))
    attempt { try source.check() }
    attempt { _ = try source.load(DatasetRequest(height: 4, width: 4, channels: 1, seed: 1)) }
    attempt { _ = try IDXFile(input.bytes, name: "fuzz") }
  }
}
