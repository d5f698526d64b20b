import ArtCPU
import ArtData
import ArtGAN
import ArtGraph
import ArtTensor
import Testing

@Suite("Batches of a data set")
struct DatasetBatchesTests {
  static func dataset(_ count: Int = 10, channels: Int = 1) throws -> Dataset {
    let size = 64 * channels
    return try Dataset(
      name: "grey steps", height: 8, width: 8, channels: channels,
      pixels: (0..<count).flatMap { [UInt8](repeating: UInt8($0 * 25), count: size) })
  }

  static func batch(_ batches: DatasetBatches, _ number: Int) -> [Float] {
    [Float](unsafeUninitializedCapacity: 6 * 64) { buffer, count in
      buffer.initialize(repeating: 0)
      batches.fill(batch: number, into: buffer)
      count = buffer.count
    }
  }

  @Test("follow from seed and number, on the model's scale")
  func repeatable() throws {
    let definition = Examples.definition()
    let batches = try DatasetBatches(Self.dataset(), for: definition, seed: 1)
    let third = Self.batch(batches, 3)
    #expect(Self.batch(batches, 4) != third)
    #expect(Self.batch(batches, 3) == third)
    #expect(try Self.batch(DatasetBatches(Self.dataset(), for: definition, seed: 1), 3) == third)
    #expect(try Self.batch(DatasetBatches(Self.dataset(), for: definition, seed: 2), 3) != third)
    let scale = Set((0..<10).map { definition.pixelRange.value(of: UInt8($0 * 25)) })
    #expect(third.allSatisfy { number in scale.contains { abs($0 - number) < 1e-6 } })
  }

  @Test("have a hash that tells every difference")
  func hashes() throws {
    let definition = Examples.definition()
    let hashes = try [
      DatasetBatches(Self.dataset(), for: definition, seed: 1),
      DatasetBatches(Self.dataset(9), for: definition, seed: 1),
      DatasetBatches(Self.dataset(), indices: [1, 2, 3], for: definition, seed: 1),
      DatasetBatches(Self.dataset(), augmentation: Augmentation([RandomFlip()]), for: definition, seed: 1),
      DatasetBatches(Self.dataset(), augmentation: Augmentation([RandomShift(1)]), for: definition, seed: 1),
      DatasetBatches(Self.dataset(), augmentation: Augmentation([RandomRotation(1)]), for: definition, seed: 1),
    ].map(\.contentHash)
    #expect(Set(hashes).count == hashes.count)
    #expect(try DatasetBatches(Self.dataset(), for: definition, seed: 1).contentHash == hashes[0])
  }

  @Test("refuse images of another shape")
  func shapes() throws {
    #expect(throws: TrainingError.imageShape(found: [8, 8, 3], expected: [8, 8, 1])) {
      try DatasetBatches(Self.dataset(channels: 3), for: Examples.definition(), seed: 1)
    }
  }

  @Test("let a training with random changes be resumed to the bit")
  func resume() throws {
    let definition = Examples.definition(updateRule: .alternating(discriminatorSteps: 2), steps: 8)
    let augmentation = Augmentation([RandomFlip(), RandomCrop(0.2), RandomShift(1)])
    func batches() throws -> DatasetBatches {
      try DatasetBatches(
        Self.dataset(), indices: [0, 2, 3, 5, 6, 7, 9], augmentation: augmentation, for: definition, seed: 5)
    }
    let device = CPUDevice(threads: 1)
    let whole = try Trainer(definition, batches: batches(), seed: 5, device: device)
    _ = try whole.train()
    let first = try Trainer(definition, batches: batches(), seed: 5, device: device)
    for _ in 0..<3 { _ = try first.step() }
    let second = try Trainer(resuming: first.checkpoint(), batches: batches(), device: device)
    _ = try second.train()
    #expect(try Examples.bytes(of: second.checkpoint()) == Examples.bytes(of: whole.checkpoint()))
  }
}
