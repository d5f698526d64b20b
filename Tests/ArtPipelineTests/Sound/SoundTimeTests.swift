import ArtGAN
import ArtSound
import ArtTensor
import Testing

@testable import ArtPipeline

struct SoundTimeTests {
  static let clicks = [0.5, 1, 1.5, 2, 2.5].map { (time: $0, strength: 1.0) }

  func time(
    _ onsets: [(time: Double, strength: Double)] = clicks, starts: [Int] = [0], frames: Int = 72, isClosed: Bool = true,
    reactivity: Double = 0.7
  ) -> SoundTime {
    SoundTime(
      onsets: onsets, spans: SoundTime.spans(starts: starts, frames: frames, isClosed: isClosed), frames: frames,
      framesPerSecond: 24, reactivity: reactivity)
  }

  /// How far each frame is from the one before, in pieces.
  func steps(_ time: SoundTime) -> [Double] {
    let places = (0..<time.count).map { Double(time.place(of: $0).piece) + time.place(of: $0).share }
    return zip(places, places.dropFirst()).map { $1 - $0 }
  }

  @Test(arguments: [true, false], [0, 0.3, 0.7, 1])
  func neverGoesBackAndArrives(isClosed: Bool, reactivity: Double) {
    let time = time(starts: [0, 24, 48], isClosed: isClosed, reactivity: reactivity)
    #expect(time.count == 72)
    #expect(steps(time).allSatisfy { $0 >= 0 })
    for (piece, frame) in [0, 24, 48].enumerated() {
      #expect(time.place(of: frame) == PathPlace(piece: piece, share: 0))
    }
    let last = time.place(of: 71)
    #expect(last.piece == 2 && (isClosed ? last.share < 1 : last.share == 1))
  }

  @Test func theLargestStepsFallOnTheOnsets() {
    let steps = steps(time())
    for onset in Self.clicks {
      let frame = Int(onset.time * 24)
      // The step that leads to the frame, and those around it.
      #expect(steps[frame - 1] > 3 * steps[frame - 2])
      #expect(steps[frame - 1] > steps[frame])
    }
  }

  /// Scenes may stand still before they go on, whatever is heard then.
  @Test func standsStillBetweenSpans() {
    let time = SoundTime(
      onsets: Self.clicks, spans: [10..<20, 20..<20, 44..<60], frames: 72, framesPerSecond: 24, reactivity: 0.7)
    for frame in 0...10 { #expect(time.place(of: frame) == PathPlace(piece: 0, share: 0)) }
    #expect(time.place(of: 15).piece == 0 && time.place(of: 15).share > 0)
    for frame in 20...44 { #expect(time.place(of: frame) == PathPlace(piece: 2, share: 0)) }
    #expect(time.place(of: 45).share > 0)
    for frame in 60..<72 { #expect(time.place(of: frame) == PathPlace(piece: 2, share: 1)) }
  }

  @Test func withoutOnsetsItIsEven() {
    for time in [time([]), time(reactivity: 0)] {
      for frame in 0..<72 { #expect(abs(time.place(of: frame).share - Double(frame) / 72) < 1e-12) }
    }
    // An onset outside, or at the very beginning, is no fault.
    #expect(time([(9, 1), (0, 1), (-1, 1)]).count == 72)
  }

  @Test(arguments: [
    ([0.5, 1, 1.5, 2, 2.5, 3], 2, 72, [0, 36, 60]), ([0, 1, 2], 1, 72, [0, 24, 48]), ([], 4, 72, [0]),
    // Too near to the one before, or to the end.
    ([0, 1, 1.1, 2.9], 1, 72, [0, 24]),
  ])
  func scenesBeginOnBeats(beats: [Double], each: Int, frames: Int, starts: [Int]) {
    #expect(SoundTime.starts(beats: beats, each: each, frames: frames, framesPerSecond: 24) == starts)
  }

  @Test(arguments: [
    (3, [0.0, 0.9, 2.1], [0, 22, 50]), (3, [], [0, 24, 48]), (3, [0, 0.2], [0, 24, 48]), (2, [1.5], [0, 36]),
  ])
  func keyframesBeginOnTheNearestBeats(pieces: Int, beats: [Double], starts: [Int]) {
    #expect(
      SoundTime.starts(pieces: pieces, beats: beats, frames: 72, framesPerSecond: 24, isClosed: true) == starts)
  }

  /// More pieces than frames: all frames are there.
  @Test(arguments: [true, false])
  func manyPiecesInFewFrames(isClosed: Bool) {
    let starts = SoundTime.starts(pieces: 9, beats: [0.1], frames: 4, framesPerSecond: 24, isClosed: isClosed)
    let time = time(starts: starts, frames: 4, isClosed: isClosed)
    #expect(time.count == 4 && starts.count == 9)
    #expect((0..<4).allSatisfy { time.place(of: $0).piece < 9 })
  }

  @Test(arguments: [LatentDistribution.normal, .uniform], [2, 3, 64])
  func drawnDirectionsAreApart(distribution: LatentDistribution, size: Int) {
    let drawn = SoundMoves.drawn(LatentSpace(size: size, distribution: distribution), seed: 3)
    #expect(drawn.map(\.name) == ["low", "middle", "high"])
    #expect(drawn == SoundMoves.drawn(LatentSpace(size: size, distribution: distribution), seed: 3))
    #expect(drawn != SoundMoves.drawn(LatentSpace(size: size, distribution: distribution), seed: 4))
    for (a, b) in [(0, 1), (0, 2), (1, 2)] where max(a, b) < size {
      let product = zip(drawn[a].vector, drawn[b].vector).reduce(0) { $0 + Double($1.0) * Double($1.1) }
      #expect(abs(product) < 1e-4)
    }
  }
}
