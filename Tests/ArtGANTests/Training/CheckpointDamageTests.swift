import ArtFiles
import ArtNN
import ArtTensor
import Foundation
import Testing

@testable import ArtGAN

@Suite("Damaged checkpoints")
struct CheckpointDamageTests {
  /// Changes bytes of a file in place.
  private func flip(_ bit: Int, of place: Int, in path: String) throws {
    let handle = try FileHandle(forUpdating: URL(fileURLWithPath: path))
    defer { try? handle.close() }
    try handle.seek(toOffset: UInt64(place))
    let byte = try #require(try handle.read(upToCount: 1)?.first)
    try handle.seek(toOffset: UInt64(place))
    try handle.write(contentsOf: [byte ^ 1 << bit])
  }

  private func check(_ flips: [(Int, Int)], in path: String) throws {
    for (place, bit) in flips {
      try flip(bit, of: place, in: path)
      let error = #expect(throws: (any Error).self, "bit \(bit) of byte \(place)") {
        try Checkpoint.training(inFile: .typed(path))
      }
      if let error { #expect(Checkpoint.isDamage(error) || "\(error)".contains("newer artpipe")) }
      try flip(bit, of: place, in: path)
    }
    #expect(throws: Never.self) { try Checkpoint(readingFrom: path) }
  }

  private static let isThorough = ProcessInfo.processInfo.environment["ARTPIPE_THOROUGH"] != nil

  /// A bit of every byte of the header and of some of the numbers; thoroughly, of all.
  @Test("are found whichever bit is flipped")
  func everyByte() throws {
    let checkpoint = try CheckpointTests.trained()
    try Examples.withFile { path in
      try checkpoint.write(to: .typed(path))
      let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
      let header = 8 + Int(bytes[0]) + Int(bytes[1]) << 8
      let places = (0..<bytes.count).filter { Self.isThorough || $0 % ($0 < header ? 13 : 127) == 0 }
      try check(
        places.flatMap { place in (Self.isThorough ? 0..<8 : place % 8..<place % 8 + 1).map { (place, $0) } }, in: path)
    }
  }

  @Test("are found whichever of many bits is flipped, in a large one")
  func randomBits() throws {
    var definition = Examples.definition(steps: 1)
    definition.generator = DCGANGenerator(channels: [96, 48, 24], kernelSize: 5)
      .network(latentSize: 5, imageShape: [8, 8, 1])
    let trainer = try TrainerTests.trainer(definition)
    try Examples.withFile { path in
      try trainer.writeCheckpoint(to: .typed(path))
      let size = try Data(contentsOf: URL(fileURLWithPath: path)).count
      var generator = SystemRandomNumberGenerator()
      let flips = (0..<(Self.isThorough ? 10_000 : 100)).map { _ in
        (Int.random(in: 0..<size, using: &generator), Int.random(in: 0..<8, using: &generator))
      }
      #expect(size > 1_000_000)
      try check(flips, in: path)
    }
  }

  @Test("of the format before are read: they had no hash")
  func formatOne() throws {
    let checkpoint = try CheckpointTests.trained()
    try Examples.withFile { path in
      try checkpoint.write(to: .typed(path))
      var file = try Safetensors(path: path)
      file.metadata["artpipe.format"] = "checkpoint 1"
      file.metadata[SafetensorsHash.key] = nil
      let state = try #require(file.metadata["artpipe.state"])
      file.metadata["artpipe.state"] = state.replacing(#""inputs":{},"#, with: "").replacing(
        #""planned":[],"#, with: "")
      try file.write(to: .typed(path))
      #expect(try SafetensorsReader(path: path).metadata[SafetensorsHash.key] == nil)
      #expect(try Checkpoint(readingFrom: path) == checkpoint)
    }
  }
}
