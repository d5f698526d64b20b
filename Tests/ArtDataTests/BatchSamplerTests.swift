import ArtFiles
import ArtTensor
import Foundation
import Testing

@testable import ArtData

struct BatchSamplerTests {
  private func fill(_ sampler: BatchSampler, step: Int, range: ClosedRange<Float> = 0...1) -> [Float] {
    var batch = [Float](repeating: .nan, count: sampler.batchSize * sampler.dataset.imageSize)
    batch.withUnsafeMutableBufferPointer { sampler.fill($0, step: step, range: range) }
    return batch
  }

  private func make(
    _ count: Int, batchSize: Int, indices: [Int]? = nil, seed: UInt64 = 1, _ augmentation: Augmentation = .none
  ) throws -> BatchSampler {
    try BatchSampler(
      dataset: DatasetTests.numbered(count, labels: (0..<count).map { $0 % 2 }), indices: indices,
      batchSize: batchSize, augmentation: augmentation, key: RandomKey(seed: seed))
  }

  /// Each run of `count` draws, wherever batches end, is a shuffle of all images.
  @Test(arguments: [(10, 5), (10, 3), (10, 10), (10, 16), (3, 8), (1, 4), (100, 7)])
  func epochsGoOnceThroughAll(count: Int, batchSize: Int) throws {
    let sampler = try make(count, batchSize: batchSize)
    let steps = (count * 4 + batchSize - 1) / batchSize
    let drawn = (0..<steps).flatMap { sampler.indices(step: $0) }
    var orders: [[Int]] = []
    for epoch in 0..<4 {
      let order = Array(drawn[(epoch * count)..<((epoch + 1) * count)])
      #expect(order.sorted() == Array(0..<count))
      orders.append(order)
    }
    if count >= 10 { #expect(Set(orders).count == 4) }
    #expect(sampler.stepsPerEpoch * batchSize >= count)
    #expect((sampler.stepsPerEpoch - 1) * batchSize < count)
  }

  @Test func stepsFollowFromKeyAndStepAlone() throws {
    let forward = try make(20, batchSize: 6, Augmentation([RandomFlip(), RandomCrop(0.2), RandomShift(1)]))
    let batches = (0..<12).map { fill(forward, step: $0) }
    let backward = try make(20, batchSize: 6, Augmentation([RandomFlip(), RandomCrop(0.2), RandomShift(1)]))
    for step in (0..<12).reversed() {
      #expect(fill(backward, step: step) == batches[step])
      #expect(backward.indices(step: step) == forward.indices(step: step))
    }
    let other = try make(20, batchSize: 6, seed: 2)
    #expect(other.indices(step: 0) != forward.indices(step: 0))
  }

  @Test func drawsOnlyTheChosen() throws {
    let sampler = try make(10, batchSize: 4, indices: [2, 5, 9])
    let drawn = (0..<9).flatMap { sampler.indices(step: $0) }
    #expect(Set(drawn) == [2, 5, 9])
    #expect(sampler.count == 3)
  }

  @Test(arguments: [-1...1, 0...1, 0...255] as [ClosedRange<Float>])
  func scales(range: ClosedRange<Float>) throws {
    let pixels: [UInt8] = [0, 51, 204, 255]
    let set = try Dataset(name: "n", height: 2, width: 2, channels: 1, pixels: pixels)
    let sampler = try BatchSampler(dataset: set, batchSize: 1, key: RandomKey(seed: 0))
    let span = range.upperBound - range.lowerBound
    let expected = [0, 0.2, 0.8, 1].map { range.lowerBound + span * $0 }
    for (found, expected) in zip(fill(sampler, step: 0, range: range), expected) {
      #expect(abs(found - expected) <= span * 1e-6)
    }
  }

  @Test func imagesAndLabelsBelongTogether() throws {
    let sampler = try make(9, batchSize: 4)
    for step in 0..<5 {
      let indices = sampler.indices(step: step)
      var labels = [Float](repeating: -1, count: 4)
      labels.withUnsafeMutableBufferPointer { sampler.fillLabels($0, step: step) }
      #expect(labels == indices.map { Float($0 % 2) })
      let batch = fill(sampler, step: step, range: 0...255)
      #expect(batch == indices.flatMap { [Float($0), Float($0)] })
    }
  }

  /// An image in which every pixel is different: 3 rows, 4 columns, 3 channels.
  private func varied(_ augmentation: Augmentation, draws: Int) throws -> [[Float]] {
    let set = try Dataset(name: "n", height: 3, width: 4, channels: 3, pixels: (0..<36).map { UInt8($0 * 7) })
    let sampler = try BatchSampler(
      dataset: set, batchSize: draws, augmentation: augmentation, key: RandomKey(seed: 3))
    let batch = fill(sampler, step: 0, range: 0...255)
    return stride(from: 0, to: batch.count, by: 36).map { Array(batch[$0..<($0 + 36)]) }
  }

  @Test func flipsHalf() throws {
    let plain = (0..<36).map { Float($0 * 7) }
    let mirrored = (0..<36).map { i -> Float in
      let (row, column, channel) = (i / 12, i / 3 % 4, i % 3)
      return plain[row * 12 + (3 - column) * 3 + channel]
    }
    let drawn = try varied(Augmentation([RandomFlip()]), draws: 200)
    let flipped = drawn.count { $0 == mirrored }
    #expect(drawn.allSatisfy { $0 == plain || $0 == mirrored })
    #expect((70...130).contains(flipped))
  }

  @Test func shiftsByWholePixels() throws {
    let drawn = try varied(Augmentation([RandomShift(1)]), draws: 100)
    func shifted(_ dx: Int, _ dy: Int) -> [Float] {
      (0..<36).map { i in
        let (y, x, c) = (i / 12, i / 3 % 4, i % 3)
        let (row, column): (Int, Int) = (min(max(y + dy, 0), 2), min(max(x + dx, 0), 3))
        return Float((row * 12 + column * 3 + c) * 7)
      }
    }
    let all: [[Float]] = (0..<9).map { shifted($0 % 3 - 1, $0 / 3 - 1) }
    #expect(drawn.allSatisfy(all.contains))
    #expect(Set(drawn).count == 9)
  }

  @Test func cropsStayInside() throws {
    let drawn = try varied(Augmentation([RandomCrop(0.4)]), draws: 50)
    #expect(Set(drawn).count == 50)
    for image in drawn {
      #expect(image.min() ?? -1 >= 0)
      #expect(image.max() ?? 999 <= 245)
      // Values rise along rows and columns as in the image.
      #expect(image[0] <= image[9])
      #expect(image[0] <= image[24])
    }
  }

  /// A white point on black stays at its distance from the middle, and turns no further than it may.
  @Test func turnsAroundTheMiddle() throws {
    var pixels = [UInt8](repeating: 0, count: 21 * 21)
    for (y, x) in [(9, 17), (9, 18), (10, 17), (10, 18), (11, 17), (11, 18)] { pixels[y * 21 + x] = 255 }
    let set = try Dataset(name: "n", height: 21, width: 21, channels: 1, pixels: pixels)
    let sampler = try BatchSampler(
      dataset: set, batchSize: 60, augmentation: Augmentation([RandomRotation(30)]), key: RandomKey(seed: 3))
    let batch = fill(sampler, step: 0, range: 0...1)
    var angles: [Double] = []
    for image in 0..<60 {
      var (sum, across, down) = (0.0, 0.0, 0.0)
      for place in 0..<441 {
        let value = Double(batch[image * 441 + place])
        sum += value
        across += value * Double(place % 21 - 10)
        down += value * Double(place / 21 - 10)
      }
      #expect(abs((across * across + down * down).squareRoot() / sum - 7.5) < 0.2)
      angles.append(atan2(down, across) * 180 / .pi)
    }
    #expect(angles.allSatisfy { abs($0) < 31 })
    #expect(angles.contains { $0 > 20 } && angles.contains { $0 < -20 })
  }

  /// The beginnings of hashes of batches, as they were when the four were one type: their streams and bits stay.
  static let bits: [([any ImageAugmentation], String)] = [
    ([RandomFlip()], "4624065125ebb967"),
    ([RandomCrop(0.3)], "66ebbb74f2887971"),
    ([RandomShift(2)], "0cd8eac17f182d5f"),
    ([RandomRotation(25)], "cda8450132fefa7c"),
    ([RandomFlip(), RandomCrop(0.2), RandomShift(1)], "6d76398852fd1f4a"),
    ([RandomFlip(), RandomCrop(0.2), RandomShift(1), RandomRotation(10)], "128b4ca91a3de3aa"),
  ]

  @Test(arguments: bits)
  func augmentationsKeepTheirBits(steps: [any ImageAugmentation], hash: String) throws {
    let pixels = (0..<(9 * 7 * 3 * 5)).map { UInt8(truncatingIfNeeded: $0 * 37 + $0 / 11) }
    let set = try Dataset(name: "n", height: 9, width: 7, channels: 3, pixels: pixels)
    let sampler = try BatchSampler(
      dataset: set, batchSize: 32, augmentation: Augmentation(steps), key: RandomKey(seed: 11))
    let batch = fill(sampler, step: 3, range: -1...1)
    #expect(SHA256.hash(batch.withUnsafeBytes { Array($0) }).hex.hasPrefix(hash))
  }

  @Test func refusesNonsense() throws {
    let cases: [(Int, [Int]?, String)] = [
      (0, nil, "numbers: a batch of 0 images makes no sense"),
      (4, [], "numbers: there are no images to draw from"),
      (4, [3, 10], "numbers: there is no image 10 among 10"),
    ]
    for (batchSize, indices, expected) in cases {
      let error = #expect(throws: DatasetError.self) { try make(10, batchSize: batchSize, indices: indices) }
      #expect(error?.description == expected)
    }
  }
}
