import ArtNN
import ArtGraph
import ArtCPU
@testable import ArtGAN
import ArtGraph
import ArtMedia
import ArtNN
import ArtSettings
import ArtTensor
import DCGANMNIST
import Foundation
import MLPGAN
import Testing

@Suite("A constant pace")
struct PaceTests {
  @Test("a curve meets its points, never falls and keeps its ends")
  func curve() {
    let (x, y) = ([0.1, 0.2, 0.2, 0.6, 0.9], [0.3, 0.3, 0.35, 0.4, 1])
    let curve = MonotoneCurve(x: x, y: y)
    #expect(curve(0) == 0 && curve(1) == 1)
    #expect(curve(0.1) == 0.3 && curve(0.6) == 0.4)
    // Of points of the same place the last counts.
    #expect(curve(0.2) == 0.35)
    let values = (0...1000).map { curve(Double($0) / 1000) }
    #expect(zip(values, values.dropFirst()).allSatisfy { $0 <= $1 })
    for share in [0.0, 0.3, 0.77, 1] { #expect(abs(MonotoneCurve.identity(share) - share) < 1e-15) }
    // What is written down is read back as the same.
    #expect(MonotoneCurve(x: curve.x, y: curve.y) == curve)
  }

  /// Along this path the images change by a known function: its first piece rushes in the middle, its second begins slowly.
  private static func change(_ place: PathPlace) -> Double {
    switch place.piece {
    case 0: 3 / (1 + exp(-20 * (place.share - 0.5)))
    default: 3 + 5 * place.share * place.share
    }
  }

  private static func measure(_ places: [PathPlace]) -> [[Float]] {
    zip(places, places.dropFirst()).map { from, to in
      let end = to.piece == from.piece ? to : PathPlace(piece: from.piece, share: 1)
      let step = change(end) - change(from)
      // The second measure says the same on another scale; the third nothing.
      return [Float(step * step), Float(9 * step * step), 0]
    }
  }

  @Test("steps become equal, and the lengths are those of the path")
  func search() throws {
    let found = PaceSearch(pieces: 2, steps: { _ in [30, 50] })(Self.measure)
    #expect(PaceSearch.unevenness(found.before[0]) > 3)
    for steps in found.after { #expect(PaceSearch.unevenness(steps) < 1.11) }
    let ratio = found.pace.lengths[1] / found.pace.lengths[0]
    #expect(abs(ratio - 5 / 3) < 0.01)

    let plain = SceneTime([.init(hold: 3, transition: 40), .init(hold: 0, transition: 40)], isClosed: true)
    let time = PacedTime(plain.sharingFrames(by: found.pace.lengths, isFixed: [false, false]), pace: found.pace)
    #expect(time.count == plain.count)
    let frames = (0..<time.count).map(time.place)
    #expect(frames.prefix(4).allSatisfy { $0 == PathPlace(piece: 0, share: 0) })
    let steps = zip(frames.dropFirst(3), frames.dropFirst(4)).map { from, to in
      Self.change(to.piece == from.piece ? to : PathPlace(piece: from.piece, share: 1)) - Self.change(from)
    }
    #expect(PaceSearch.unevenness(steps) < 1.11)
  }

  @Test("what does not change is no trouble")
  func still() {
    let found = PaceSearch(pieces: 1, steps: { _ in [8] })({ places in places.dropFirst().map { _ in [0, 0] } })
    #expect(found.pace == Pace(lengths: [0], curves: [.identity]))
  }

  /// A model of each kind of discriminator with weights from nowhere.
  private static func checkpoint(_ plugin: any ModelPlugin, classes: Bool) throws -> Checkpoint {
    var definition = try define(plugin, [:])
    if classes {
      definition.conditioning = ClassConditioning()
      definition = try definition.conditioned(on: ["a", "b"].map { ImageClass(name: $0, count: 1) })
    }
    let variables = CPUDevice(threads: 1).makeVariables()
    try definition.generator.initialize(variables, key: RandomKey(seed: 4))
    try definition.discriminator.initialize(variables, key: RandomKey(seed: 5))
    var tensors: [String: Tensor] = [:]
    for name in try definition.weightShapes().keys { tensors[name] = variables[name] }
    return try Checkpoint(definition: definition, state: nil, tensors: tensors)
  }

  @Test("pixels are compared as they are", arguments: [false, true])
  func pixels(classes: Bool) throws {
    let checkpoint = try Self.checkpoint(MLPGAN(), classes: classes)
    let points = Array(checkpoint.definition.points(seed: 8, count: 20))
    let meter = try ChangeMeter(checkpoint, by: .pixels, device: CPUDevice(threads: 2))
    let changes = try meter.changes(alongPoints: 20, { points[$0] })
    var images: [[Float]] = []
    try Sampler(checkpoint, device: CPUDevice(threads: 1)).forEachRaw(points) { images.append(Array($1)) }
    #expect(changes.count == 19)
    for (number, change) in changes.enumerated() {
      let squares = zip(images[number], images[number + 1]).map { Double($0 - $1) * Double($0 - $1) }
      let mean = squares.reduce(0, +) / Double(squares.count)
      #expect(change.count == 1)
      #expect(abs(Double(change[0]) - mean) < 1e-5 * mean + 1e-9, "step \(number)")
    }
  }

  @Test("features are those of the first blocks, and the same on any number of threads")
  func features() throws {
    let checkpoint = try Self.checkpoint(DCGANMNIST(), classes: true)
    #expect(checkpoint.definition.hasFeatures)
    let points = Array(checkpoint.definition.points(seed: 8, count: 18))
    let all = try [1, 3].map { threads in
      try ChangeMeter(checkpoint, by: .features, device: CPUDevice(threads: threads))
        .changes(alongPoints: 18, { points[$0] })
    }
    #expect(all[0] == all[1])
    #expect(all[0].allSatisfy { $0.count == checkpoint.definition.featureParts().count && $0.allSatisfy { $0 > 0 } })
    // The same image twice is no change.
    let still = try ChangeMeter(checkpoint, by: .features, device: CPUDevice(threads: 1))
      .changes(alongPoints: 3, { _ in points[0] })
    #expect(still.joined().allSatisfy { $0 == 0 })
  }

  @Test("measuring can be stopped")
  func stopping() throws {
    struct Stopped: Error {}
    let checkpoint = try Self.checkpoint(MLPGAN(), classes: false)
    let point = checkpoint.definition.point(seed: 1)
    let meter = try ChangeMeter(checkpoint, by: .features, device: CPUDevice(threads: 1))
    #expect(throws: Stopped.self) {
      try meter.changes(alongPoints: 100, { _ in point }) { done in
        #expect(done == 15)
        throw Stopped()
      }
    }
  }
}
