import ArtCPU
import ArtGraph
import ArtTensor
import Foundation
import Testing

@testable import ArtGAN

@Suite("Patch contrast")
struct PatchContrastTests {
  @Test("is the cross-entropy of similarities, each image's among themselves", arguments: [1, 3])
  func loss(images: Int) throws {
    let (places, units) = (4, 5)
    func rows(_ seed: UInt64) -> [[Float]] {
      (0..<images * places).map { row in
        let numbers = RandomKey(seed: seed).folded(UInt64(row)).normals(count: units)
        let length = numbers.reduce(0) { $0 + $1 * $1 }.squareRoot()
        return numbers.map { $0 / length }
      }
    }
    let (queries, keys) = (rows(1), rows(2))
    let contrast = PatchContrast(layers: [], projections: [], temperature: 0.07)

    let device = CPUDevice(threads: 1)
    let graph = Graph(for: device)
    let shape: Shape = [images * places, units]
    let loss = contrast.loss(
      graph.constant(Tensor(shape: shape, scalars: queries.flatMap(\.self))),
      graph.constant(Tensor(shape: shape, scalars: keys.flatMap(\.self))), images: images)
    let executor = try device.makeExecutor(Program(graph, outputs: ["loss": loss]), variables: device.makeVariables())
    try executor.run()
    let found = try executor.withOutput("loss") { $0[0] }

    var expected = 0.0
    for place in 0..<images * places {
      let first = place / places * places
      func similarity(_ other: Int) -> Double {
        zip(queries[place], keys[other]).reduce(0) { $0 + Double($1.0) * Double($1.1) } / 0.07
      }
      let all = (first..<first + places).map { exp(similarity($0)) }.reduce(0, +)
      expected += (log(all) - similarity(place)) / Double(images * places)
    }
    #expect(abs(Double(found) - expected) < 1e-4 * max(1, expected))
  }

  @Test("draws different places of each image, the same ones on both sides, mirrored where the image was")
  func places() throws {
    let definition = try TranslationExamples.definition(.contrast)
    let draws = try #require(try TranslationDraws(definition))
    var mirrored = 0
    for update in 0..<40 {
      func drawn(_ name: String, _ count: Int) -> [Int] {
        var numbers = [Float](repeating: -5, count: count)
        numbers.withUnsafeMutableBufferPointer { draws.fill(name, $0, seed: 3, update: update) }
        return numbers.map { Int($0) }
      }
      let isMirrored = draws.isMirrored(seed: 3, update: update)
      mirrored += isMirrored ? 1 : 0
      // Features of 8×8, 8×8 and 4×4 places, of two images.
      for (number, side) in [8, 8, 4].enumerated() {
        let (keys, queries) = (drawn("keys.\(number)", 24), drawn("queries.\(number)", 24))
        for image in 0..<2 {
          let own = keys[(image * 12)..<(image * 12 + 12)]
          #expect(Set(own).count == 12)
          #expect(own.allSatisfy { (image * side * side..<(image + 1) * side * side).contains($0) })
        }
        let expected = keys.map { isMirrored ? $0 / side * side + side - 1 - $0 % side : $0 }
        #expect(queries == expected)
      }
    }
    #expect((8...32).contains(mirrored))
  }

  @Test("fills the history in order, then takes random places half of the time")
  func slots() throws {
    let definition = try TranslationExamples.definition(.cycle)
    let draws = try #require(try TranslationDraws(definition))
    var taken = 0
    for update in 0..<200 {
      var (slots, takes) = ([Float](repeating: 9, count: 2), [Float](repeating: 9, count: 2))
      slots.withUnsafeMutableBufferPointer { draws.fill("historySlots", $0, seed: 3, update: update) }
      takes.withUnsafeMutableBufferPointer { draws.fill("historyTakes", $0, seed: 3, update: update) }
      if update < 2 {
        #expect(slots == [Float(2 * update), Float(2 * update + 1)])
        #expect(takes == [0, 0])
      } else {
        #expect(takes == slots.map { $0 >= 0 ? 1 : 0 })
        #expect(slots[0] < 0 || slots[0] != slots[1])
        #expect(slots.allSatisfy { (-1...3).contains($0) })
        taken += Int(takes[0] + takes[1])
      }
    }
    #expect((120...220).contains(taken))
  }

  @Test("mirrors images, and nothing else")
  func mirror() throws {
    let draws = try #require(try TranslationDraws(TranslationExamples.definition(.contrast)))
    let images = (0..<2 * 192).map { Float($0) }
    var once = images
    once.withUnsafeMutableBufferPointer { draws.mirror($0) }
    #expect(Array(once[..<3]) == [21, 22, 23])
    var twice = once
    twice.withUnsafeMutableBufferPointer { draws.mirror($0) }
    #expect(twice == images)
  }
}
