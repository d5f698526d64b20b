import ArtFiles
import ArtMedia
import Testing

@testable import ArtData

struct DatasetInputsTests {
  private func set(
    _ count: Int = 6, inputs: Int = 6, _ size: (Int, Int) = (2, 1), add: UInt8 = 100, isPaired: Bool = true
  ) throws -> Dataset {
    try Dataset(
      name: "n", height: 2, width: 1, channels: 1, pixels: (0..<count).flatMap { [UInt8($0), UInt8($0)] },
      inputs: DatasetInputs(
        name: "n", height: size.0, width: size.1, channels: 1,
        pixels: (0..<inputs).flatMap { [UInt8](repeating: UInt8($0) + add, count: size.0 * size.1) }, isPaired: isPaired
      ))
  }

  @Test func pairsFit() throws {
    let cases: [(() throws -> Dataset, String)] = [
      ({ try set(inputs: 5) }, "n: there are 6 images, but 5 inputs to pair them with"),
      ({ try set(1, inputs: 2) }, "n: there are 1 image, but 2 inputs to pair them with"),
      ({ try set(6, inputs: 6, (1, 2)) }, "n: the inputs are of 2×1, and the images that they are paired with of 1×2"),
      ({ try set(inputs: 0) }, "n: there are no images"),
    ]
    for (make, expected) in cases {
      let error = #expect(throws: DatasetError.self) { try make() }
      #expect(error?.description == expected)
    }
    #expect(try set(inputs: 9, (3, 3), isPaired: false).inputs?.count == 9)
  }

  @Test func hashesTellInputsApart() throws {
    let plain = try Dataset(
      name: "n", height: 2, width: 1, channels: 1, pixels: (0..<6).flatMap { [UInt8($0), UInt8($0)] })
    let all = try [
      plain, set(), set(add: 101), set(isPaired: false), set(inputs: 3, isPaired: false),
      set(inputs: 6, (1, 2), isPaired: false),
    ]
    #expect(Set(all.map(\.contentHash.hex)).count == all.count)
  }

  @Test func subsetsAndSplitsKeepPairs() throws {
    let some = try set().subset([4, 1])
    #expect(some.pixels == [4, 4, 1, 1])
    #expect(some.inputs?.pixels == [104, 104, 101, 101])
    #expect(try some.inputs?.image(1).pixels == [101, 101])
    #expect(try set(inputs: 2, isPaired: false).subset([3]).inputs?.pixels == [100, 100, 101, 101])
    let paired = try set().split(validation: 0.5, seed: 3)
    #expect(paired.trainingInputs == paired.training && paired.validationInputs == paired.validation)
    let plain = try Dataset(name: "n", height: 2, width: 1, channels: 1, pixels: [UInt8](repeating: 0, count: 12))
    let without = plain.split(validation: 0.5, seed: 3)
    #expect(without.training == paired.training)
    #expect(without.trainingInputs.isEmpty && without.validationInputs.isEmpty)
  }

  @Test(arguments: [(20, 0.2, 4), (1, 0.2, 0), (40, 0, 0), (3, 0.1, 1)] as [(Int, Double, Int)])
  func unpairedInputsAreSplitApart(inputs: Int, fraction: Double, kept: Int) throws {
    let set = try set(10, inputs: inputs, isPaired: false)
    let split = set.split(validation: fraction, seed: 1)
    #expect(split.validationInputs.count == kept)
    #expect((split.trainingInputs + split.validationInputs).sorted() == Array(0..<inputs))
    #expect(split == set.split(validation: fraction, seed: 1))
  }
}
