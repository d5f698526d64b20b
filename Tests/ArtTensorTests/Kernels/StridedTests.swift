import ArtTensor
import CArtKernels
import Testing

@Suite struct StridedTests {
  struct Space: Sendable, CustomTestStringConvertible {
    let dims: [Int]
    let strides: [Int]
    var testDescription: String { "\(dims) strides \(strides)" }
    var count: Int { dims.reduce(1, *) }
    var sourceCount: Int { 1 + zip(dims, strides).reduce(0) { $0 + ($1.0 - 1) * $1.1 } }

    /// Where each element lies, by the plain definition.
    var offsets: [Int] {
      (0..<count).map { element in
        var (rest, offset) = (element, 0)
        for axis in dims.indices.reversed() {
          offset += rest % dims[axis] * strides[axis]
          rest /= dims[axis]
        }
        return offset
      }
    }
  }

  static let spaces = [
    Space(dims: [], strides: []),
    Space(dims: [1], strides: [0]),
    Space(dims: [100], strides: [1]),
    Space(dims: [100], strides: [0]),
    Space(dims: [33], strides: [3]),
    Space(dims: [50, 3], strides: [0, 1]),
    Space(dims: [50, 3], strides: [1, 0]),
    Space(dims: [2, 7, 5, 64], strides: [0, 0, 0, 1]),
    Space(dims: [4, 7, 5, 16], strides: [560, 0, 0, 1]),
    Space(dims: [4, 7, 5, 16], strides: [0, 80, 16, 1]),
    Space(dims: [37, 41], strides: [1, 37]),
    Space(dims: [128, 20], strides: [1, 128]),
    Space(dims: [3, 6, 35], strides: [210, 1, 6]),
    Space(dims: [2, 35, 6], strides: [210, 1, 35]),
    Space(dims: [3, 4, 5, 2], strides: [1, 30, 6, 3]),
    Space(dims: [5, 1, 9, 1, 2], strides: [18, 77, 2, 99, 1]),
    Space(dims: [6, 20], strides: [50, 2]),
    Space(dims: [2, 3, 4], strides: [0, 0, 0]),
    Space(dims: [2, 2, 2, 2, 2, 2, 2, 2], strides: [1, 2, 4, 8, 16, 32, 64, 128]),
  ]

  /// Starts and lengths that cut rows and planes in every way.
  static func parts(of count: Int) -> [Range<Int>] {
    let marks = [0, 1, 2, 5, 16, 17, 40, 63, 100, 333, count / 2, count - 1, count].filter { 0...count ~= $0 }
    return marks.flatMap { low in marks.filter { $0 >= low }.map { low..<$0 } }
  }

  @Test(arguments: spaces) func loadReadsEachElementAtItsPlace(_ space: Space) {
    let source = (0..<space.sourceCount).map(Float.init)
    let expected = space.offsets.map(Float.init)
    for part in Self.parts(of: space.count) {
      var out = [Float](repeating: -1, count: part.count + 1)
      art_load_broadcast(&out, source, part.lowerBound, part.count, Int32(space.dims.count), space.dims, space.strides)
      #expect(out == expected[part] + [-1], "\(part)")
    }
  }

  @Test(arguments: spaces, [0, 1, 100_000]) func behindItsEndASpaceStartsAgain(_ space: Space, start: Int) {
    let source = (0..<space.sourceCount).map(Float.init)
    let expected = space.offsets.map(Float.init)
    for length in [1, space.count, space.count + 1, 2 * space.count + 3, 7 * space.count] {
      var out = [Float](repeating: -1, count: length + 1)
      art_load_broadcast(&out, source, start, length, Int32(space.dims.count), space.dims, space.strides)
      #expect(out == (0..<length).map { expected[(start + $0) % space.count] } + [-1], "\(length)")
    }
  }

  @Test func anEmptySpaceLoadsNothing() {
    var out: [Float] = [1, 2]
    art_load_broadcast(&out, [5], 0, 2, 2, [3, 0], [1, 1])
    #expect(out == [1, 2])
  }

  @Test func fillWritesOneNumber() {
    var out = [Float](repeating: 0, count: 10)
    art_fill(&out, 2.5, 9)
    #expect(out == [Float](repeating: 2.5, count: 9) + [0])
  }
}
