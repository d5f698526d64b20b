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

  /// What a stranger may write into the state, and what is said about it.
  @Test(
    "of impossible numbers are refused",
    arguments: [
      (#""step":2"#, #""step":-5"#, "'step' must be from 0 to 2, not -5"),
      (#""step":2"#, #""step":9223372036854775806"#, "'step' must be from 0 to 2, not 9223372036854775806"),
      (#""totalSteps":2"#, #""totalSteps":9223372036854775807"#, "'totalSteps' must be from 1 to 1000000000000000"),
      (#""totalSteps":2"#, #""totalSteps":0"#, "'totalSteps' must be from 1 to 1000000000000000, not 0"),
      (#""dataCount":40"#, #""dataCount":-1"#, "'dataCount' must be from 1 to 1000000000000000, not -1"),
      (#""planned":[]"#, #""planned":[{"steps":9,"until":10}]"#, "'planned.until' must be from 0 to 9, not 10"),
      (#""planned":[]"#, #""planned":{"steps":9,"until":-1}"#, "'planned.until' must be from 0 to 9, not -1"),
      (
        #""planned":[]"#, #""planned":[],"rollBacks":[{"step":5,"to":7,"what":"x","rateFactor":0.5}]"#,
        "'rollBacks.to' must be from 0 to 5, not 7"
      ),
      (
        #""planned":[]"#, #""planned":[],"rollBacks":[{"step":5,"to":1,"what":"x","rateFactor":-1e300}]"#,
        "'rollBacks.rateFactor' must be from 1e-09 to 1.0, not -1e+300"
      ),
      (#""planned":[]"#, #""planned":[],"secondsSpent":1e308"#, "'secondsSpent' must be from 0.0 to 100000000000.0"),
      (#""planned":[]"#, #""planned":[],"minutes":-1"#, "'minutes' must be from 0.0 to 1000000000.0, not -1.0"),
      (
        #""planned":[]"#, #""planned":[],"augmentation":{"probability":0.5,"signs":0,"updates":0}"#,
        "'augmentation' does not go with the recipe"
      ),
      (#""batchSize":6"#, #""batchSize":4611686018427387904"#, "batchSize: must be from 1 to 65536"),
      (#""batchSize":6"#, #""batchSize":1099511627776"#, "batchSize: must be from 1 to 65536"),
      (#""step":2"#, #""step":1e400"#, "'artpipe.state' cannot be read"),
    ])
  func impossible(old: String, new: String, words: String) throws {
    let checkpoint = try CheckpointTests.trained()
    try Examples.withFile { path in
      try checkpoint.write(to: .typed(path))
      var file = try Safetensors(path: path)
      for key in ["artpipe.state", "artpipe.definition"] {
        file.metadata[key] = file.metadata[key]?.replacing(old, with: new)
      }
      try file.write(to: .typed(path))
      let error = #expect(throws: CheckpointFileError.self) { try Checkpoint(readingFrom: path) }
      #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
    }
  }

  /// Every number of the definition and the state in turn, each replaced by numbers that no checkpoint has. Whatever comes
  /// of it, the program goes on.
  @Test("of any absurd number are read or refused, and no more", arguments: ["artpipe.state", "artpipe.definition"])
  func absurd(key: String) throws {
    let checkpoint = try CheckpointTests.trained()
    try Examples.withFile { path in
      try checkpoint.write(to: .typed(path))
      let sound = try Safetensors(path: path)
      let text = try #require(sound.metadata[key])
      var refused = 0
      for place in text.ranges(of: /-?[0-9]+(\.[0-9]+)?(e-?[0-9]+)?/) {
        let all = ["9223372036854775807", "-5", "1099511627776", "0", "4611686018427387904", "1e308"]
        for number in all.prefix(Self.isThorough || key == "artpipe.state" ? all.count : 2) {
          var file = sound
          file.metadata[key] = text.replacingCharacters(in: place, with: number)
          try file.write(to: .typed(path))
          if (try? Checkpoint(readingFrom: path)) == nil { refused += 1 }
        }
      }
      #expect(refused > 10)
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
