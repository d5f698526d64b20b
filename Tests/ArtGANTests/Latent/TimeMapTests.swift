import ArtGAN
import Testing

@Suite("When a walk is where")
struct TimeMapTests {
  private static func scenes(_ lengths: [(Int, Int)], easing: Easing = .linear) -> [SceneTime.Scene] {
    lengths.map { SceneTime.Scene(hold: $0.0, transition: $0.1, easing: easing) }
  }

  /// Piece and share, as `1 0.25`.
  private static func words(_ time: any TimeMap) -> [String] {
    (0..<time.count).map { frame in
      let place = time.place(of: frame)
      return "\(place.piece) \(place.share)"
    }
  }

  @Test(
    "scenes are held, and left in whole frames",
    arguments: [
      ([(2, 2), (1, 4)], true, ["0 0.0", "0 0.0", "0 0.0", "0 0.5", "1 0.0", "1 0.0", "1 0.25", "1 0.5", "1 0.75"]),
      // An open walk ends on its last scene, which is seen once at least.
      ([(1, 2), (0, 9)], false, ["0 0.0", "0 0.0", "0 0.5", "0 1.0"]),
      ([(1, 1), (2, 9)], false, ["0 0.0", "0 0.0", "0 1.0", "0 1.0"]),
      // A cut leads to the next scene at once.
      ([(2, 0), (1, 2)], true, ["0 0.0", "0 0.0", "1 0.0", "1 0.0", "1 0.5"]),
    ])
  func scenes(lengths: [(Int, Int)], isClosed: Bool, expected: [String]) {
    #expect(Self.words(SceneTime(Self.scenes(lengths), isClosed: isClosed)) == expected)
  }

  @Test("even time is that of scenes without holds")
  func even() {
    let even = EvenTime(frames: 12, pieces: 3, isClosed: true)
    let scenes = SceneTime(Self.scenes([(0, 4), (0, 4), (0, 4)]), isClosed: true)
    #expect(Self.words(even) == Self.words(scenes))
    let open = EvenTime(frames: 9, pieces: 2)
    // The same place has two names where a piece ends: the end of one is the start of the next.
    #expect(Self.words(open).last == "1 1.0")
    #expect(Self.words(SceneTime(Self.scenes([(0, 4), (0, 4), (0, 0)]), isClosed: false)) == Self.words(open))
  }

  @Test("frames never go back", arguments: [true, false])
  func order(isClosed: Bool) {
    let time = SceneTime(Self.scenes([(3, 7), (0, 5), (2, 0), (1, 4)], easing: .easeInOut), isClosed: isClosed)
    let places = (0..<time.count).map(time.place)
    #expect(zip(places, places.dropFirst()).allSatisfy { $0 <= $1 })
    for (number, start) in time.starts.dropLast().enumerated() where isClosed || number < 3 {
      #expect(time.place(of: start) == PathPlace(piece: number, share: 0))
    }
  }

  @Test(
    "frames are shared out by what transitions change",
    arguments: [
      ([10, 10, 10], [1.0, 2, 3], [false, false, false], [5, 10, 15]),
      // Fixed ones and cuts keep their frames.
      ([10, 10, 10], [1.0, 2, 3], [true, false, false], [10, 8, 12]),
      ([6, 0, 6], [1.0, 100, 2], [false, false, false], [4, 0, 8]),
      // None is lost, and none without change has no frame.
      ([3, 3, 3], [0.0, 0, 9], [false, false, false], [1, 1, 7]),
      ([4, 4], [0.0, 0], [false, false], [4, 4]),
      ([1, 1, 1], [0.0, 5, 5], [false, false, false], [1, 1, 1]),
    ])
  func sharing(frames: [Int], lengths: [Double], isFixed: [Bool], expected: [Int]) {
    let time = SceneTime(Self.scenes(frames.map { (2, $0) }), isClosed: true)
    let shared = time.sharingFrames(by: lengths, isFixed: isFixed)
    #expect(shared.scenes.map(\.transition) == expected)
    #expect(shared.scenes.map(\.hold) == frames.map { _ in 2 })
    #expect(shared.count == time.count)
  }
}
