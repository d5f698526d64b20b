import ArtFiles
import ArtMedia
import ArtSettings
import ArtTensor
import Testing

@testable import ArtData

struct DatasetTests {
  static func numbered(_ count: Int, labels: [Int]? = nil) throws -> Dataset {
    try Dataset(
      name: "numbers", height: 1, width: 2, channels: 1, pixels: (0..<(2 * count)).map { UInt8($0 / 2) },
      labels: labels, classNames: labels == nil ? [] : ["a", "b"])
  }

  static let mistakes: [(Int, Int, Int, [Int]?, String)] = [
    (0, 2, 1, nil, "n: images of 0×2 with 1 channels cannot be used"),
    (2, 2, 2, nil, "n: images of 2×2 with 2 channels cannot be used"),
    (2, 2, 3, nil, "n: 8 bytes do not divide into images of 12 bytes"),
    (2, 2, 1, [0], "n: there are 2 images, but 1 labels"),
    (2, 2, 1, [0, 2], "n: the label 2 is none of the 2 classes"),
    (2, 2, 1, [0, -1], "n: the label -1 is none of the 2 classes"),
  ]

  @Test(arguments: mistakes)
  func refusesWhatDoesNotFit(height: Int, width: Int, channels: Int, labels: [Int]?, expected: String) {
    let error = #expect(throws: DatasetError.self) {
      try Dataset(
        name: "n", height: height, width: width, channels: channels, pixels: [UInt8](repeating: 0, count: 8),
        labels: labels, classNames: ["a", "b"])
    }
    #expect(error?.description == expected)
  }

  @Test func refusesNothing() {
    let error = #expect(throws: DatasetError.self) {
      try Dataset(name: "n", height: 1, width: 1, channels: 1, pixels: [])
    }
    #expect(error?.description == "n: there are no images")
  }

  /// Whatever makes a set another set makes another hash; names and rejected files do not.
  @Test func hashesTellSetsApart() throws {
    func make(
      _ name: String = "n", _ height: Int = 2, _ pixels: [UInt8] = [1, 2, 3, 4, 5, 6, 7, 8], _ labels: [Int]? = [0, 1],
      _ names: [String] = ["a", "b"], _ rejected: [RejectedFile] = []
    ) throws -> String {
      try Dataset(
        name: name, height: height, width: 4 / height, channels: 1, pixels: pixels, labels: labels, classNames: names,
        rejected: rejected
      ).contentHash.hex
    }
    let all = try [
      make(), make("n", 1), make("n", 2, [1, 2, 3, 4, 5, 6, 7, 9]), make("n", 2, [1, 2, 3, 4, 5, 6, 7, 8], nil),
      make("n", 2, [1, 2, 3, 4, 5, 6, 7, 8], [1, 0]), make("n", 2, [1, 2, 3, 4, 5, 6, 7, 8], [0, 1], ["a", "c"]),
    ]
    #expect(Set(all).count == all.count)
    let bad = [RejectedFile(file: "a.png", reason: "x")]
    #expect(try make("other", 2, [1, 2, 3, 4, 5, 6, 7, 8], [0, 1], ["a", "b"], bad) == all[0])
  }

  @Test func takesSubsets() throws {
    let set = try Self.numbered(5, labels: [0, 1, 0, 1, 1]).subset([3, 0])
    #expect(set.pixels == [3, 3, 0, 0])
    #expect(set.labels == [1, 0])
    #expect(throws: DatasetError.self) { try Self.numbered(5).subset([]) }
  }

  @Test func givesImages() throws {
    let image = try Self.numbered(5).image(3)
    #expect([image.width, image.height, image.channels] == [2, 1, 1])
    #expect(image.pixels == [3, 3])
    let error = #expect(throws: DatasetError.self) { try Self.numbered(5).image(5) }
    #expect(error?.description == "numbers: there is no image 5 among 5")
  }

  static let splits: [(count: Int, fraction: Double, kept: Int)] = [
    (10, 0, 0), (10, 0.2, 2), (10, 0.01, 1), (10, 1, 9), (1, 0.5, 0), (2, 0.5, 1), (7, -1, 0),
  ]

  @Test(arguments: splits)
  func keepsTheFraction(split: (count: Int, fraction: Double, kept: Int)) throws {
    let set = try Self.numbered(split.count)
    let parts = set.split(validation: split.fraction, seed: 1)
    #expect(parts.validation.count == split.kept)
    #expect((parts.training + parts.validation).sorted() == Array(0..<split.count))
    #expect(parts == set.split(validation: split.fraction, seed: 1))
  }

  @Test func splitsByTheKey() throws {
    let set = try Self.numbered(100)
    let parts = (0..<2).map { set.split(validation: 0.3, seed: $0) }
    #expect(parts[0].validation != parts[1].validation)
    #expect(parts[0].validation != Array(0..<30))
  }
}
