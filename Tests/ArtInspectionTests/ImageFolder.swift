import ArtData
import ArtFiles
import ArtMedia
import ArtTensor
import ArtTestSupport
import Foundation

@testable import ArtInspection

/// Folders of images to look at.
struct ImageFolder {
  let folder: TemporaryFolder
  /// The folder of the images, in a scratch folder that is gone with the test.
  let path: String

  init(_ name: String = "shells") throws {
    folder = try TemporaryFolder()
    path = folder.path(of: name)
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  /// Adds a fixture of the decoders' tests.
  func add(fixture: String, as name: String? = nil) throws {
    let fixtures = String(#filePath.dropLast("ArtInspectionTests/ImageFolder.swift".count)) + "ArtMediaTests/Fixtures"
    try FileManager.default.copyItem(atPath: "\(fixtures)/\(fixture)", toPath: "\(path)/\(name ?? fixture)")
  }

  func add(_ image: PixelImage, as name: String) throws {
    let file = "\(path)/\(name)"
    try FileManager.default.createDirectory(
      atPath: Paths.split(file).folder, withIntermediateDirectories: true)
    let bytes = Paths.fileExtension(name) == "jpg" ? try JPEGFormat().encode(image) : try PNGFormat().encode(image)
    try Data(bytes).write(to: URL(filePath: file))
  }

  /// Adds images that differ from each other.
  func add(_ count: Int, in subfolder: String = "", _ image: (UInt64) throws -> PixelImage) throws {
    for number in 0..<count {
      let name = subfolder.isEmpty ? "\(number).png" : "\(subfolder)/\(number).png"
      try add(image(UInt64(number)), as: name)
    }
  }

  func inspection() throws -> Inspection {
    try Inspection(path, FolderSource(path: path), pool: ThreadPool(threads: 2))
  }

  /// Soft patches of colour, of which no two are alike.
  static func patches(
    _ seed: UInt64, width: Int = 64, height: Int = 64, isGrey: Bool = false, alpha: UInt8? = nil
  ) throws -> PixelImage {
    var numbers = RepeatedNumbers(seed: seed)
    let channels = isGrey ? 1 : 3
    let small = try PixelImage(
      width: 4, height: 4, channels: channels, pixels: (0..<16 * channels).map { _ in numbers.byte() })
    let image = try small.resized(width: width, height: height)
    guard let alpha else { return image }
    let clear = try image.converted(toChannels: 4)
    var pixels = clear.pixels
    for corner in stride(from: 3, to: pixels.count / 2, by: 4) { pixels[corner] = alpha }
    return try PixelImage(width: width, height: height, channels: 4, pixels: pixels)
  }

  /// Numbers that are the same in each run (Knuth's linear congruential generator for MMIX).
  struct RepeatedNumbers {
    private var state: UInt64

    init(seed: UInt64) {
      state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
      for _ in 0..<4 { _ = byte() }
    }

    mutating func byte() -> UInt8 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return UInt8(truncatingIfNeeded: state >> 56)
    }
  }
}
