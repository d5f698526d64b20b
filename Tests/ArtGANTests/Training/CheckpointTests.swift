import ArtFiles
import ArtGAN
import ArtNN
import ArtTensor
import Foundation
import Testing

@Suite("Checkpoints")
struct CheckpointTests {
  static func trained() throws -> Checkpoint {
    let trainer = try TrainerTests.trainer(Examples.definition(steps: 2))
    _ = try trainer.train()
    return try trainer.checkpoint()
  }

  @Test("are the same after writing and reading, and in bytes")
  func roundTrip() throws {
    let checkpoint = try Self.trained()
    try Examples.withFile { path in
      try checkpoint.write(to: .typed(path))
      let copy = try Checkpoint(readingFrom: path)
      #expect(copy == checkpoint)
      #expect(try Examples.bytes(of: copy) == Examples.bytes(of: checkpoint))
      let names = try SafetensorsReader(path: path).names
      #expect(names.contains("generator.layers.0.kernel"))
      #expect(names.contains("optimizer.generator.layers.0.kernel.m"))
    }
  }

  @Test("are written from where the numbers are as from a copy")
  func writtenInPlace() throws {
    let trainer = try TrainerTests.trainer(Examples.definition(steps: 2))
    _ = try trainer.train()
    let bytes = try Examples.bytes(of: trainer.checkpoint())
    try Examples.withFile { path in
      try trainer.writeCheckpoint(to: .typed(path))
      #expect(try Array(Data(contentsOf: URL(fileURLWithPath: path))) == Array(bytes))
    }
  }

  @Test("can be read without the training state")
  func weightsOfAFile() throws {
    let checkpoint = try Self.trained()
    try Examples.withFile { path in
      try checkpoint.write(to: .typed(path))
      #expect(try Checkpoint(readingFrom: path, weightsOnly: true) == checkpoint.weightsOnly())
      #expect(try Checkpoint.state(inFile: path) == checkpoint.state)
      try checkpoint.weightsOnly().write(to: .typed(path))
      #expect(try Checkpoint(readingFrom: path, weightsOnly: true) == checkpoint.weightsOnly())
      #expect(try Checkpoint.state(inFile: path) == nil)
    }
  }

  @Test("can leave the training state out")
  func weights() throws {
    let checkpoint = try Self.trained()
    let weights = try checkpoint.weightsOnly()
    #expect(weights.state == nil)
    #expect(Set(weights.tensors.keys) == Set(try checkpoint.definition.weightShapes().keys))
    #expect(try Examples.bytes(of: weights).count < Examples.bytes(of: checkpoint).count / 2)
    try Examples.withFile { path in
      try weights.write(to: .typed(path))
      #expect(try Checkpoint(readingFrom: path) == weights)
      try weights.write(to: .typed(path), weightFormat: .float16)
      let rounded = try Checkpoint(readingFrom: path)
      #expect(rounded != weights)
      for (name, tensor) in weights.tensors {
        let pairs = zip(tensor.scalars, rounded.tensors[name]?.scalars ?? [])
        #expect(pairs.allSatisfy { abs($0 - $1) <= abs($0) / 1024 + 1e-7 })
      }
    }
  }

  static let damages: [Damage<Safetensors>] = [
    Damage(
      "is incomplete: the model needs a tensor 'generator.layers.0.kernel', which is missing; use another copy of the file"
    ) {
      $0.tensors["generator.layers.0.kernel"] = nil
    },
    Damage(
      "is incomplete: the model needs a tensor 'optimizer.generator.layers.0.kernel.m', which is missing; use another copy of the file"
    ) {
      $0.tensors["optimizer.generator.layers.0.kernel.m"] = nil
    },
    Damage(
      "does not fit its model: it holds a tensor 'generator.layers.9.kernel', which the model does not have; use another copy of the file"
    ) {
      $0.tensors["generator.layers.9.kernel"] = Tensor(1)
    },
    Damage(
      "does not fit its model: the tensor 'discriminator.layers.5.bias' has shape [2], the model needs [1]; use another copy of the file"
    ) {
      $0.tensors["discriminator.layers.5.bias"] = .zeros([2])
    },
    Damage(
      "is unusable: the tensor 'discriminator.layers.5.bias' holds values that are not finite numbers; use an earlier checkpoint of its training"
    ) {
      $0.tensors["discriminator.layers.5.bias"] = Tensor(repeating: .nan, shape: [1])
    },
    Damage(
      "is no artpipe checkpoint: it does not say which model its tensors belong to; give one that 'train' or 'export' wrote"
    ) {
      $0.metadata["artpipe.format"] = nil
    },
    Damage("was written by a newer artpipe (format 'checkpoint 9'): update artpipe to read it") {
      $0.metadata["artpipe.format"] = "checkpoint 9"
    },
    Damage(
      "is a feature network, by which 'evaluate' compares images (--features), and makes none: give a model's checkpoint"
    ) { $0.metadata["artpipe.format"] = "features 1" },
    Damage(
      "cannot be used: the field 'pixelRange' of its definition has the impossible value \"x\""
    ) { $0.metadata["artpipe.definition"] = $0.metadata["artpipe.definition"]?.replacing("\"signed\"", with: "\"x\"") },
    Damage(
      "cannot be used: its definition makes no model: the generator's output has shape [8, 8, 1], but the model needs "
        + "[8, 9, 1]"
    ) {
      $0.metadata["artpipe.definition"] = $0.metadata["artpipe.definition"]?
        .replacing("\"imageShape\":[8,8,1]", with: "\"imageShape\":[8,9,1]")
    },
  ]

  @Test(
    "that do not fit their model are refused by the tensor's name",
    arguments: damages)
  func damage(_ damage: Damage<Safetensors>) throws {
    let checkpoint = try Self.trained()
    try Examples.withFile { path in
      try checkpoint.write(to: .typed(path))
      var file = try Safetensors(path: path)
      damage.body(&file)
      try file.write(to: .typed(path))
      #expect {
        try Checkpoint(readingFrom: path)
      } throws: {
        "\($0)" == "\(path): \(damage.message)"
      }
    }
  }

  @Test("cut short anywhere are refused, never half read")
  func truncation() throws {
    let checkpoint = try Self.trained().weightsOnly()
    try Examples.withFile { path in
      try checkpoint.write(to: .typed(path))
      let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
      for count in stride(from: 0, to: bytes.count, by: 97) {
        try bytes.prefix(count).write(to: URL(fileURLWithPath: path))
        #expect(throws: SafetensorsError.self) { try Checkpoint(readingFrom: path) }
      }
    }
  }
}
