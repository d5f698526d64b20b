import ArtGAN
import Foundation
import Testing

@Suite("Walks through latent space")
struct LatentWalkTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var mode: LatentWalk.Mode
    var isClosed: Bool
    var easing: Easing
    var keyframes: Int
    var distribution: LatentDistribution

    var testDescription: String { "\(mode) \(isClosed ? "closed" : "open") \(easing) \(keyframes) \(distribution)" }

    func walk(frames: Int) throws -> LatentWalk {
      let space = LatentSpace(size: 12, distribution: distribution)
      return try LatentWalk(
        keyframes: Array(space.points(seed: 5, count: keyframes)), mode: mode, easing: easing, isClosed: isClosed,
        frames: frames, distribution: distribution)
    }
  }

  static let cases: [Case] = LatentWalk.Mode.allCases.flatMap { mode in
    [false, true].flatMap { isClosed in
      [(2, Easing.linear), (3, .easeInOut), (5, .cosine), (4, .easeIn), (4, .easeOut)].flatMap { keyframes, easing in
        LatentDistribution.allCases.map {
          Case(mode: mode, isClosed: isClosed, easing: easing, keyframes: keyframes, distribution: $0)
        }
      }
    }
  }

  @Test("frames on keyframes are the keyframes, to the bit", arguments: cases)
  func keyframes(_ example: Case) throws {
    let segments = example.isClosed ? example.keyframes : example.keyframes - 1
    let walk = try example.walk(frames: example.isClosed ? segments * 7 : segments * 7 + 1)
    for (index, key) in walk.keyframes.enumerated() { #expect(walk[index * 7] == key) }
  }

  @Test("a loop closes exactly and shows no frame twice", arguments: cases.filter(\.isClosed))
  func closing(_ example: Case) throws {
    let walk = try example.walk(frames: 23)
    #expect(walk[walk.count] == walk[0])
    #expect(walk[walk.count + 5] == walk[5])
    #expect(walk[-1] == walk[22])
    #expect(walk.count == 23)
    // Two keyframes are walked there and back, on the same line.
    if example.keyframes > 2 { #expect(Set(walk).count == 23) }
  }

  @Test("an open walk begins at its first keyframe and ends at its last", arguments: cases.filter { !$0.isClosed })
  func ends(_ example: Case) throws {
    let walk = try example.walk(frames: 23)
    #expect(walk.first == walk.keyframes.first)
    #expect(walk.last == walk.keyframes.last)
    #expect(Set(walk).count == 23)
    #expect(try Array(example.walk(frames: 1)) == [walk.keyframes[0]])
  }

  @Test("any frame is the same alone and in the whole", arguments: cases)
  func alone(_ example: Case) throws {
    let whole = Array(try example.walk(frames: 41))
    for frame in [40, 17, 3] { #expect(try example.walk(frames: 41)[frame] == whole[frame]) }
  }

  @Test(
    "normal points keep a sensible distance from the origin",
    arguments: cases.filter { $0.distribution == .normal && $0.mode != .linear })
  func norms(_ example: Case) throws {
    let walk = try example.walk(frames: 97)
    let norms = walk.keyframes.map(length)
    let range = (norms.min() ?? 0) * 0.9999...(norms.max() ?? 0) * 1.0001
    for point in walk { #expect(range.contains(length(point))) }
  }

  @Test(
    "uniform points stay in their cube",
    arguments: cases.filter { $0.distribution == .uniform && $0.mode != .spherical })
  func cube(_ example: Case) throws {
    for point in try example.walk(frames: 97) { #expect(point.allSatisfy { abs($0) <= 1 }) }
  }

  @Test("a spline has no corners, also where a loop closes", arguments: [true, false])
  func smoothness(isClosed: Bool) throws {
    let keyframes = Array(LatentSpace(size: 12).points(seed: 9, count: 4))
    let frames = 4000
    let walk = try LatentWalk(keyframes: keyframes, mode: .spline, isClosed: isClosed, frames: frames)
    let speed = (1..<frames).map { distance(walk[$0], walk[$0 - 1]) }.max() ?? 0
    let range = isClosed ? 0..<frames : 1..<frames - 1
    for frame in range {
      let bend = zip(walk[frame - 1], zip(walk[frame], walk[frame + 1])).map { $0 - 2 * $1.0 + $1.1 }
      #expect(length(bend) < 0.05 * speed, "frame \(frame)")
    }
    // The same walk with straight lines does have corners, so the test can fail.
    let broken = try LatentWalk(keyframes: keyframes, mode: .linear, isClosed: isClosed, frames: frames)
    let corners = range.count { frame in
      let bend = zip(broken[frame - 1], zip(broken[frame], broken[frame + 1])).map { $0 - 2 * $1.0 + $1.1 }
      return length(bend) > 0.05 * speed
    }
    #expect(corners > 0)
  }

  @Test("a spline goes round the origin between opposite points")
  func opposite() throws {
    let key = LatentSpace(size: 12).point(seed: 3)
    let walk = try LatentWalk(keyframes: [key, key.map { -$0 }], mode: .spline, frames: 101)
    for (here, next) in zip(walk, walk.dropFirst()) {
      #expect(abs(length(here) - length(key)) < 1e-3)
      #expect(distance(here, next) < 0.2 * length(key))
    }
  }

  @Test("easing is slow where it says, and keeps its ends")
  func easing() {
    for easing in Easing.allCases {
      #expect(easing(0) == 0 && easing(1) == 1)
      let steps = stride(from: 0.0, through: 1, by: 0.01).map(easing.callAsFunction)
      #expect(zip(steps, steps.dropFirst()).allSatisfy { $0 < $1 })
    }
    #expect(Easing.easeIn(0.5) == 0.25)
    #expect(Easing.easeOut(0.5) == 0.75)
    #expect(Easing.easeInOut(0.25) == 0.15625)
    #expect(abs(Easing.cosine(0.25) - 0.14644660940672627) < 1e-12)
  }

  @Test(
    "impossible walks are refused in words",
    arguments: [
      ([[Float]](), 5, "a walk needs at least 2 keyframes, but has 0"),
      ([[1, 2]], 5, "a walk needs at least 2 keyframes, but has 1"),
      ([[1, 2], [1, 2, 3]], 5, "keyframe 1 has 3 coordinates, but the first has 2"),
      ([[1, 2], [.nan, 0]], 5, "keyframe 1 holds a value that is not a finite number"),
      ([[1, 2], [3, 4]], 0, "a walk needs at least 1 frame, but 0 were asked for"),
    ])
  func errors(keyframes: [[Float]], frames: Int, message: String) {
    #expect {
      try LatentWalk(keyframes: keyframes, frames: frames)
    } throws: {
      "\($0)" == message
    }
  }

  private func length(_ x: [Float]) -> Double { x.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot() }

  private func distance(_ a: [Float], _ b: [Float]) -> Double { length(zip(a, b).map { $0 - $1 }) }
}
