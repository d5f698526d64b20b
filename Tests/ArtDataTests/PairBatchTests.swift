import ArtFiles
import ArtSettings
import ArtTensor
import Testing

@testable import ArtData

/// Batches of images and inputs: windows, the same on both sides of pairs, and each side's own where they are not paired.
struct PairBatchTests {
  /// `count` images whose pixels tell where they are: the image, the row, the column; inputs are their negatives.
  private func numbered(
    _ count: Int, inputs: Int? = nil, height: Int = 5, width: Int = 6, inputSize: (Int, Int)? = nil,
    isPaired: Bool = true
  ) throws -> Dataset {
    func pixels(_ count: Int, _ height: Int, _ width: Int, _ change: (UInt8) -> UInt8) -> [UInt8] {
      (0..<count).flatMap { image in
        (0..<height).flatMap { y in
          (0..<width).flatMap { x in [UInt8(image), UInt8(y), UInt8(x)].map(change) }
        }
      }
    }
    let (inputHeight, inputWidth) = inputSize ?? (height, width)
    return try Dataset(
      name: "numbers", height: height, width: width, channels: 3, pixels: pixels(count, height, width) { $0 },
      inputs: DatasetInputs(
        name: "numbers", height: inputHeight, width: inputWidth, channels: 3,
        pixels: pixels(inputs ?? count, inputHeight, inputWidth) { 255 - $0 }, isPaired: isPaired))
  }

  private func fill(_ sampler: BatchSampler, step: Int) -> (images: [Float], inputs: [Float]) {
    var images = [Float](repeating: .nan, count: sampler.batchSize * sampler.imageShape.count)
    images.withUnsafeMutableBufferPointer { sampler.fill($0, step: step, range: 0...255) }
    var inputs = [Float](repeating: .nan, count: sampler.batchSize * (sampler.inputShape?.count ?? 0))
    inputs.withUnsafeMutableBufferPointer { sampler.fillInputs($0, step: step, range: 0...255) }
    return (images, inputs)
  }

  private func sampler(
    _ set: Dataset, size: (height: Int, width: Int)? = nil, seed: UInt64 = 1, _ steps: [any ImageAugmentation] = []
  ) throws -> BatchSampler {
    try BatchSampler(
      dataset: set, size: size, batchSize: 4, augmentation: Augmentation(steps), key: RandomKey(seed: seed))
  }

  static let changes: [[any ImageAugmentation]] = [
    [], [RandomFlip()], [RandomFlip(), RandomCrop(0.4)], [RandomShift(2)], [RandomRotation(20), RandomFlip()],
  ]

  /// Whatever is drawn, an input is the negative of its image: the same window, flip and everything else.
  @Test(arguments: changes, [nil, (height: 3, width: 2), (height: 5, width: 4)] as [(height: Int, width: Int)?])
  func pairsStayTogether(changes: [any ImageAugmentation], size: (height: Int, width: Int)?) throws {
    let sampler = try sampler(numbered(7), size: size, changes)
    #expect(sampler.inputShape == sampler.imageShape)
    for step in 0..<8 {
      let (images, inputs) = fill(sampler, step: step)
      #expect(zip(images, inputs).allSatisfy { abs($0 + $1 - 255) < 1e-3 })
      #expect(sampler.inputIndices(step: step) == sampler.indices(step: step))
    }
  }

  /// Windows are parts of their image, lie everywhere that they fit, and follow from key and step.
  @Test func windowsAreWholeParts() throws {
    let (first, second) = (try sampler(numbered(3), size: (3, 2)), try sampler(numbered(3), size: (3, 2)))
    var corners: Set<[Float]> = []
    let batches = (0..<60).map { fill(first, step: $0).images }
    for step in (0..<60).reversed() {
      let images = fill(second, step: step).images
      #expect(images == batches[step])
      for slot in 0..<4 {
        let window = Array(images[(slot * 18)..<(slot * 18 + 18)])
        var expected: [Float] = []
        for place in 0..<6 {
          let (row, column) = (Float(place / 2), Float(place % 2))
          expected += [window[0], window[1] + row, window[2] + column]
        }
        #expect(window == expected)
        #expect(Int(window[0]) == second.indices(step: step)[slot])
        corners.insert([window[1], window[2]])
      }
    }
    #expect(corners.count == 3 * 5)
    let others = try sampler(numbered(3), size: (3, 2), seed: 2)
    #expect(fill(others, step: 0).images != batches[0])
  }

  /// A shift out of a window shows what lies around it, not its border repeated.
  @Test func changesSeeWhatIsAroundTheWindow() throws {
    let sampler = try sampler(numbered(1, height: 9, width: 9), size: (3, 3), [RandomShift(1)])
    for step in 0..<20 {
      let images = fill(sampler, step: step).images
      for slot in 0..<4 {
        let columns = (0..<3).map { images[slot * 27 + $0 * 3 + 2] }
        // Only at the image's own border a column comes twice.
        #expect(columns[1] - columns[0] == 1 || columns[0] == 0)
        #expect(columns[2] - columns[1] == 1 || columns[2] == 8)
      }
    }
  }

  /// Each side goes through its own images in its own order, with windows of its own.
  @Test func unpairedSidesAreDrawnApart() throws {
    let set = try numbered(4, inputs: 6, inputSize: (4, 9), isPaired: false)
    let sampler = try BatchSampler(
      dataset: set, inputIndices: [0, 2, 3, 5], size: (3, 3), batchSize: 4, augmentation: Augmentation([RandomFlip()]),
      key: RandomKey(seed: 4))
    #expect(sampler.imageShape == [3, 3, 3] && sampler.inputShape == [3, 3, 3])
    var (orders, flips) = (0, 0)
    for step in 0..<30 {
      let (images, inputs) = fill(sampler, step: step)
      #expect(sampler.indices(step: step).sorted() == [0, 1, 2, 3])
      let drawn = sampler.inputIndices(step: step)
      #expect(drawn.sorted() == [0, 2, 3, 5])
      if drawn.map({ [0, 2, 3, 5].firstIndex(of: $0) }) != sampler.indices(step: step).map(Optional.some) {
        orders += 1
      }
      for slot in 0..<4 {
        #expect(255 - Int(inputs[slot * 27]) == drawn[slot])
        let across = (images[slot * 27 + 5] - images[slot * 27 + 2], inputs[slot * 27 + 2] - inputs[slot * 27 + 5])
        #expect(abs(across.0) == 1 && abs(across.1) == 1)
        if across.0 != across.1 { flips += 1 }
      }
    }
    #expect(orders > 15)
    #expect((35...85).contains(flips))
  }

  /// What is random is made anew at each draw, from what the batch shows of the target, and follows from key and step.
  @Test(arguments: [[Noise(strength: 0.5, least: 0.5)], [Holes(size: 1, color: .white)]] as [[any InputMaker]])
  func randomInputsAreDrawnAnew(makers: [any InputMaker]) throws {
    let plain = try Dataset(
      name: "n", height: 8, width: 8, channels: 3, pixels: (0..<192).map { UInt8(100 + $0 % 50) })
    let set = try InputMaking(makers).pairs(of: plain, DatasetRequest(seed: 5))
    let inputs = try #require(set.inputs)
    #expect(inputs.pixels != plain.pixels)
    #expect(try InputMaking(makers).pairs(of: plain, DatasetRequest(seed: 5)).contentHash == set.contentHash)
    #expect(try InputMaking(makers).pairs(of: plain, DatasetRequest(seed: 6)).inputs?.pixels != inputs.pixels)
    let (one, two) = (try sampler(set, [RandomFlip()]), try sampler(set, [RandomFlip()]))
    var seen: Set<[Float]> = []
    for step in 0..<5 {
      let (images, inputs) = fill(one, step: step)
      #expect(fill(two, step: step).inputs == inputs)
      #expect(fill(one, step: step).inputs == inputs)
      for slot in 0..<4 {
        let range = (slot * 192)..<(slot * 192 + 192)
        seen.insert(Array(inputs[range]))
        // Something is left of the image, as the batch flipped it.
        let kept = zip(images[range], inputs[range]).count { abs($0 - $1) < 200 }
        #expect(kept > 0 && Array(images[range]) != Array(inputs[range]))
      }
    }
    #expect(seen.count == 20)
  }

  @Test func refusesWhatDoesNotFit() throws {
    let set = try numbered(2, inputs: 3, inputSize: (4, 4), isPaired: false)
    let cases: [((Int, Int), [Int]?, String)] = [
      (
        (6, 6), nil,
        "numbers: windows of 6×6 cannot be cut out of images of 6×5; load larger images, or take a smaller size"
      ),
      (
        (5, 4), nil,
        "numbers: windows of 4×5 cannot be cut out of inputs of 4×4; load larger images, or take a smaller size"
      ),
      (
        (0, 4), nil,
        "numbers: windows of 4×0 cannot be cut out of images of 6×5; load larger images, or take a smaller size"
      ),
      ((4, 4), [3], "numbers: there is no input 3 among 3"),
      ((4, 4), [], "numbers: there are no inputs to draw from"),
    ]
    for (size, indices, expected) in cases {
      let error = #expect(throws: DatasetError.self) {
        try BatchSampler(
          dataset: set, inputIndices: indices, size: (height: size.0, width: size.1), batchSize: 1,
          key: RandomKey(seed: 1))
      }
      #expect(error?.description == expected)
    }
  }
}
