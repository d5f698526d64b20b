import ArtFiles
import ArtSettings
import ArtTensor
import Testing

@testable import ArtData

struct DrawnSetTests {
  static let sources: [any DatasetSource] = [StrokesSource(count: 200), BlossomsSource(count: 200)]

  @Test(arguments: [0, 1])
  func followsFromTheSeed(which: Int) throws {
    let source = Self.sources[which]
    let set = try source.load(DatasetRequest(seed: 5))
    #expect(try source.load(DatasetRequest(seed: 5, pool: ThreadPool(threads: 3))).contentHash == set.contentHash)
    #expect(try source.load(DatasetRequest(seed: 6)).contentHash != set.contentHash)
  }

  /// Pinned: a drawn set is the same images everywhere and for good, or runs could not be repeated.
  @Test func hashesStay() throws {
    let strokes = try StrokesSource(count: 50).load(DatasetRequest(seed: 1))
    let blossoms = try BlossomsSource(count: 50).load(DatasetRequest(seed: 1))
    #expect(strokes.contentHash.hex == "dc2d1cc52c4c20015b778ed524d0428b9a622347910553846544035d91d0a245")
    #expect(blossoms.contentHash.hex == "63a39a35b58096397717b566d50dc81fe35163bd5a5bbccd195769671494d285")
  }

  /// Strokes are white ink on nothing; blossoms have no gaps.
  @Test func withAlpha() throws {
    let (ink, grey) = (
      try StrokesSource(count: 3).load(DatasetRequest(channels: 4)), try StrokesSource(count: 3).load(DatasetRequest())
    )
    #expect(ink.isTransparent)
    #expect(ink.pixels == grey.pixels.flatMap { [$0, $0, $0, $0] })
    let (opaque, color) = (
      try BlossomsSource(count: 3).load(DatasetRequest(channels: 4)),
      try BlossomsSource(count: 3).load(DatasetRequest())
    )
    #expect(!opaque.isTransparent)
    #expect(opaque.pixels.enumerated().filter { $0.offset % 4 < 3 }.map(\.element) == color.pixels)
  }

  @Test func imagesDoNotDependOnTheCount() throws {
    let few = try StrokesSource(count: 7).load(DatasetRequest())
    let many = try StrokesSource(count: 40).load(DatasetRequest())
    #expect(many.pixels.starts(with: few.pixels))
    #expect(many.labels?.starts(with: few.labels ?? []) == true)
  }

  @Test(arguments: [0, 1])
  func hasAllClassesEvenly(which: Int) throws {
    let set = try Self.sources[which].load(DatasetRequest())
    let labels = try #require(set.labels)
    #expect(set.classNames.count == 10)
    for index in 0..<10 { #expect(labels.count { $0 == index } == 20) }
    #expect(Array(labels.prefix(10)).sorted() == Array(0...9))
    #expect(Array(labels.prefix(10)) != Array(labels.dropFirst(10).prefix(10)))
  }

  /// No image comes twice, and two of one class differ clearly: the mean difference of a pixel is above 5 of 255 for
  /// nearly all pairs.
  @Test(arguments: [0, 1])
  func varies(which: Int) throws {
    let set = try Self.sources[which].load(DatasetRequest())
    let labels = try #require(set.labels)
    let size = set.imageSize
    var close = 0
    var pairs = 0
    for a in 0..<set.count {
      for b in 0..<a where labels[a] == labels[b] {
        let sum = (0..<size).reduce(0) { $0 + abs(Int(set.pixels[a * size + $1]) - Int(set.pixels[b * size + $1])) }
        #expect(sum > 0, "images \(a) and \(b) are the same")
        pairs += 1
        if sum < 5 * size { close += 1 }
      }
    }
    #expect(close * 20 < pairs, "\(close) of \(pairs) pairs are close")
  }

  /// Digits lie as MNIST's do: black border, centred by mass, about as much ink.
  @Test func digitsLieLikeMNIST() throws {
    let set = try StrokesSource(count: 1000).load(DatasetRequest(pool: ThreadPool(threads: 2)))
    var ink = 0
    for image in 0..<set.count {
      var (mass, x, y) = (0, 0, 0)
      for row in 0..<28 {
        for column in 0..<28 {
          let value = Int(set.pixels[image * 784 + row * 28 + column])
          mass += value
          x += value * column
          y += value * row
          if row == 0 || row == 27 || column == 0 || column == 27 { #expect(value == 0) }
        }
      }
      #expect(mass > 255 * 20)
      #expect(abs(Double(x) / Double(mass) - 13.5) < 2.5)
      #expect(abs(Double(y) / Double(mass) - 13.5) < 2.5)
      ink += mass
    }
    // MNIST's mean is 33.
    #expect((28...42).contains(ink / set.pixels.count))
  }

  /// The same scene in another size: averaged down, the large image is close to the small one.
  @Test func blossomsScale() throws {
    let source = BlossomsSource(count: 30)
    let small = try source.load(DatasetRequest(height: 28, width: 28))
    let large = try source.load(DatasetRequest(height: 112, width: 112))
    #expect(large.labels == small.labels)
    var difference = 0
    for image in 0..<30 {
      for row in 0..<28 {
        for place in 0..<84 {
          var sum = 0
          for dy in 0..<4 {
            for dx in 0..<4 {
              let x = place / 3 * 4 + dx
              sum += Int(large.pixels[((image * 112 + row * 4 + dy) * 112 + x) * 3 + place % 3])
            }
          }
          difference += abs(sum / 16 - Int(small.pixels[(image * 28 + row) * 84 + place]))
        }
      }
    }
    #expect(Double(difference) / Double(small.pixels.count) < 4)
  }

  static let sizes: [(height: Int?, width: Int?, channels: Int?, expected: [Int])] = [
    (nil, nil, nil, [28, 28]), (16, nil, nil, [16, 16]), (nil, 20, 1, [20, 20]), (40, 24, 3, [40, 24]),
    (1, 1, 3, [1, 1]),
  ]

  @Test(arguments: sizes)
  func drawsAnySize(size: (height: Int?, width: Int?, channels: Int?, expected: [Int])) throws {
    let request = DatasetRequest(height: size.height, width: size.width, channels: size.channels)
    let strokes = try StrokesSource(count: 12).load(request)
    #expect([strokes.height, strokes.width] == size.expected)
    #expect(strokes.channels == size.channels ?? 1)
    let blossoms = try BlossomsSource(count: 12).load(request)
    #expect([blossoms.height, blossoms.width] == size.expected)
    #expect(blossoms.channels == size.channels ?? 3)
    #expect(Set(blossoms.pixels).count > 5)
  }

  @Test func drawsOnlyWhatIsAsked() throws {
    let strokes = try StrokesSource(count: 20, digits: [3, 7]).load(DatasetRequest())
    #expect(strokes.classNames == ["3", "7"])
    let blossoms = try BlossomsSource(count: 20, species: ["rose"], backgrounds: ["dusk"]).load(DatasetRequest())
    #expect(blossoms.classNames == ["rose"])
  }

  static let mistakes: [(any DatasetSource, DatasetRequest, String)] = [
    (
      StrokesSource(), DatasetRequest(height: 5000),
      "strokes: cannot draw images of 5000×5000 with 1 channels; sides go from 1 to 4096, channels are 1, 3 or 4"
    ),
    (
      BlossomsSource(), DatasetRequest(channels: 2),
      "blossoms: cannot draw images of 28×28 with 2 channels; sides go from 1 to 4096, channels are 1, 3 or 4"
    ),
    (
      BlossomsSource(), DatasetRequest(height: 4096),
      "blossoms: 6,000 images of 50,331,648 bytes do not fit into memory; ask for fewer or smaller ones"
    ),
    (
      StrokesSource(digits: [12]), DatasetRequest(),
      "strokes: 10,000 images of the digits [12] cannot be drawn"
    ),
  ]

  @Test(arguments: 0..<4)
  func refusesNonsense(which: Int) {
    let (source, request, expected) = Self.mistakes[which]
    let error = #expect(throws: DatasetError.self) { try source.load(request) }
    #expect(error?.description == expected)
  }
}
