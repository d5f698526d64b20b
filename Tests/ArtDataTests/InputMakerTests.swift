import ArtFiles
import ArtMedia
import ArtSettings
import ArtTensor
import Foundation
import Testing

@testable import ArtData

struct InputMakerTests {
  /// A red disc on blue, of about the same brightness, with a white dot.
  private func disc(_ side: Int = 32, channels: Int = 3) throws -> PixelImage {
    var pixels: [UInt8] = []
    for y in 0..<side {
      for x in 0..<side {
        let (dx, dy) = (Double(x) + 0.5 - Double(side) / 2, Double(y) + 0.5 - Double(side) / 2)
        let distance = (dx * dx + dy * dy).squareRoot() / Double(side)
        pixels += distance < 0.05 ? [255, 255, 255] : distance < 0.3 ? [200, 0, 0] : [0, 60, 210]
      }
    }
    return try PixelImage(width: side, height: side, channels: 3, pixels: pixels).converted(toChannels: channels)
  }

  @Test func registersAll() throws {
    let registry = InputMakerRegistry.standard
    #expect(registry.ids == ["grey", "small", "palette", "edges", "holes", "noise"])
    #expect(registry.all.allSatisfy { !$0.summary.isEmpty })
    var random: [String] = []
    for type in registry.all where type.isRandom { random.append(type.id) }
    #expect(random == ["holes", "noise"])
    let error = #expect(throws: RegistryError.self) { try InputMakerRegistry([Grey.self, Grey.self]) }
    #expect(error?.description == "two makers of inputs have the id 'grey'; each needs one of its own")
  }

  /// Every maker keeps the size, for every number of channels and for images of a pixel.
  @Test(arguments: InputMakerRegistry.standard.ids, [1, 3, 4])
  func makersKeepTheSize(id: String, channels: Int) throws {
    let type = try #require(InputMakerRegistry.standard[id])
    let maker = type.init(SettingsReader(SettingValue(.null, at: nil), log: ProblemLog()))
    for (width, height) in [(1, 1), (1, 9), (7, 2), (16, 16)] {
      let image = try PixelImage(
        width: width, height: height, channels: channels,
        pixels: (0..<(width * height * channels)).map { UInt8($0 * 41 % 256) })
      let input = try maker.input(of: image)
      #expect((input.width, input.height) == (width, height))
      var bytes = image.premultiplied().pixels
      bytes.withUnsafeMutableBufferPointer {
        maker.change(
          InputPixels(bytes: $0, height: height, width: width, channels: channels), random: RandomKey(seed: 1))
      }
      #expect((bytes != image.premultiplied().pixels) == type.isRandom)
      guard channels == 4 else { continue }
      // Colours stay weighed by their alpha.
      #expect(bytes.indices.allSatisfy { bytes[$0] <= bytes[$0 | 3] })
    }
  }

  @Test func greyKeepsBrightness() throws {
    let input = try Grey().input(of: disc())
    #expect(stride(from: 0, to: input.pixels.count, by: 3).allSatisfy { Set(input.pixels[$0..<$0 + 3]).count == 1 })
    #expect(try input.converted(toChannels: 1).pixels == disc().converted(toChannels: 1).pixels)
    let clear = try PixelImage(width: 1, height: 1, channels: 4, pixels: [255, 0, 0, 7])
    #expect(try Grey().input(of: clear).pixels == [76, 76, 76, 7])
  }

  /// Detail of the factor's size is gone, and large areas stay.
  @Test(arguments: [2, 4])
  func smallerLosesDetail(factor: Int) throws {
    let fine = try PixelImage(
      width: 32, height: 32, channels: 1, pixels: (0..<1024).map { $0 % 2 == 0 ? 0 : 255 })
    let input = try Smaller(factor: factor).input(of: fine)
    // But for the borders.
    #expect((4..<28).allSatisfy { x in (4..<28).allSatisfy { abs(Int(input[x, $0]) - 128) < 12 } })
    let half = try PixelImage(width: 32, height: 32, channels: 1, pixels: (0..<1024).map { $0 % 32 < 16 ? 0 : 255 })
    let wide = try Smaller(factor: factor).input(of: half)
    #expect((0..<32).allSatisfy { wide[4, $0] < 12 && wide[28, $0] > 243 })
  }

  @Test func palettesHaveFewColors() throws {
    var pixels: [UInt8] = []
    for place in 0..<1024 {
      let (y, x) = place.quotientAndRemainder(dividingBy: 32)
      for channel in 0..<3 { pixels.append(UInt8((x * 8 + y * 3 * (1 + channel)) % 256)) }
    }
    let photo = try PixelImage(width: 32, height: 32, channels: 3, pixels: pixels)
    let input = try FewColors(colors: 5).input(of: photo)
    let colors = Set(stride(from: 0, to: 3072, by: 3).map { Array(input.pixels[$0..<$0 + 3]) })
    #expect((2...5).contains(colors.count))
  }

  /// The outline is drawn as a closed thin line, though both sides are about equally bright; areas stay white.
  @Test(arguments: [1, 3, 4], [32, 96])
  func edgesAreLines(channels: Int, side: Int) throws {
    let drawing = try Edges().input(of: disc(side, channels: channels))
    #expect(drawing.channels == 1)
    if channels == 1 { return }
    let middle = Double(side) / 2
    for turn in 0..<24 {
      let angle = Double(turn) / 24 * 2 * .pi
      let ray = (0..<(side / 2)).map { r -> Int in
        let (x, y) = (middle + Double(r) * cos(angle), middle + Double(r) * cos(angle - .pi / 2))
        return Int(drawing[min(Int(x), side - 1), min(Int(y), side - 1)])
      }
      let edge = Int(0.3 * Double(side))
      #expect(ray[(edge - 2)...(edge + 2)].min() ?? 255 < 200, "at \(turn)")
      #expect(ray[(edge + 4)...].allSatisfy { $0 == 255 })
    }
    #expect(drawing.pixels.count { $0 < 128 } < 5 * side)
    #expect(try Edges(contrast: 1).input(of: disc(side)).pixels.allSatisfy { $0 == 255 })
  }

  @Test func edgesOfNothingAreNone() throws {
    let flat = try PixelImage(width: 12, height: 9, channels: 3, fill: 90)
    #expect(try Edges().input(of: flat).pixels.allSatisfy { $0 == 255 })
  }

  @Test(arguments: Holes.Form.allCases)
  func holesCoverSome(form: Holes.Form) {
    let holes = Holes(count: 3, size: 0.5, form: form)
    var covered: [Int] = []
    for seed in 0..<40 {
      var bytes = [UInt8](repeating: 9, count: 24 * 16 * 3)
      bytes.withUnsafeMutableBufferPointer {
        holes.change(
          InputPixels(bytes: $0, height: 16, width: 24, channels: 3), random: RandomKey(seed: UInt64(seed)))
      }
      let pixels = stride(from: 0, to: bytes.count, by: 3).map { Array(bytes[$0..<$0 + 3]) }
      #expect(pixels.allSatisfy { $0 == [9, 9, 9] || $0 == [255, 0, 255] })
      covered.append(pixels.count { $0 != [9, 9, 9] })
    }
    // Some strokes begin at a border and leave.
    #expect(covered.count { $0 > 0 } > 30 && covered.allSatisfy { $0 <= 3 * 64 })
    #expect(Set(covered).count > 8)
  }

  @Test func noiseHasItsStrength() {
    func deviation(_ noise: Noise, _ seed: UInt64) -> Double {
      var bytes = [UInt8](repeating: 128, count: 40 * 40 * 3)
      bytes.withUnsafeMutableBufferPointer {
        noise.change(InputPixels(bytes: $0, height: 40, width: 40, channels: 3), random: RandomKey(seed: seed))
      }
      if noise.isGrey {
        #expect(stride(from: 0, to: bytes.count, by: 3).allSatisfy { Set(bytes[$0..<$0 + 3]).count == 1 })
      }
      let squares = bytes.reduce(0.0) { $0 + (Double($1) - 128) * (Double($1) - 128) }
      return (squares / Double(bytes.count)).squareRoot() / 255
    }
    #expect(abs(deviation(Noise(strength: 0.1, least: 0.1), 1) - 0.1) < 0.005)
    #expect(abs(deviation(Noise(strength: 0.1, least: 0.1, isGrey: true), 1) - 0.1) < 0.01)
    let drawn = (0..<20).map { deviation(Noise(strength: 0.2), $0) }
    #expect(drawn.allSatisfy { $0 < 0.21 })
    #expect(drawn.contains { $0 < 0.06 } && drawn.contains { $0 > 0.14 })
  }

  // MARK: - Settings

  private func read(_ value: SettingValue) -> (DatasetSpecification?, String) {
    let log = ProblemLog()
    let found = DatasetRegistry.standard.read(value, path: "dataset", in: SettingsEnvironment(), log: log)
    return (found, log.problems.map(\.description).joined(separator: "\n"))
  }

  @Test func readsWhatToMake() throws {
    let cases: [(SettingValue, [any InputMaker])] = [
      ("grey", [Grey()]), ("small", [Smaller(factor: 2)]), ("noise", [Noise()]), ("edges", [Edges()]),
      (["small": ["factor": 4], "grey": true], [Grey(), Smaller(factor: 4)]),
      (
        ["noise": ["strength": 0.2, "grey": true], "holes": ["form": "strokes", "color": "white"]],
        [Holes(form: .strokes, color: .white), Noise(strength: 0.2, isGrey: true)]
      ),
      (["palette": ["colors": 4, "smoothing": 1], "edges": false], [FewColors(colors: 4, smoothing: 1)]),
    ]
    for (make, expected) in cases {
      let (found, problems) = read(["kind": "strokes", "count": 3, "make": make, "loadSize": 40])
      #expect(problems == "")
      let source = try #require(found?.source as? MadePairs)
      #expect(source.making.makers.map { AnyHashable($0) } == expected.map { AnyHashable($0) })
      #expect(source.loadSize.side == 40)
      let set = try source.load(DatasetRequest(height: 20, width: 30, channels: 3, seed: 1))
      #expect(set.imageShape == [40, 60, 3] && set.inputs?.imageShape == [40, 60, 3])
      #expect(set.count == 3 && set.inputs?.isPaired == true)
    }
  }

  @Test func saysWhatIsWrong() {
    let cases: [(SettingValue, String)] = [
      (["make": "gray"], "did you mean 'grey'"),
      (["make": "fog"], "this program has no maker of inputs 'fog'; known makers of inputs: grey, small, palette"),
      (["make": [:]], "expected at least one of grey, small, palette, edges, holes, noise"),
      (["make": 3], "expected a text or an object, found 3"),
      (["make": ["fog": true]], "unknown key 'fog'"),
      (["make": ["small": ["factor": 1]]], "expected a whole number from 2 to 16"),
      (["make": ["noise": ["strength": 0.1, "least": 0.3]]], "expected a number up to 'strength', 0.1, found 0.3"),
      (["loadSize": 40], "'loadSize' is for images that are translated: say with 'make' what from"),
    ]
    for (settings, expected) in cases {
      var value: SettingValue = ["kind": "strokes"]
      for member in settings.members ?? [] { value[member.key] = member.value }
      let problems = read(value).1
      #expect(problems.contains(expected), "\(problems)")
    }
  }

  @Test func fingerprintsTellMakersApart() throws {
    let request = DatasetRequest(seed: 1)
    func made(_ makers: [any InputMaker], _ side: Int? = nil) throws -> String {
      try #require(
        try MadePairs(of: StrokesSource(count: 3), InputMaking(makers), loadSize: LoadSize(side)).fingerprint(request)
      ).canonicalJSON
    }
    let all = try [
      made([Grey()]), made([Smaller()]), made([Smaller(factor: 4)]), made([Grey(), Smaller()]), made([Holes()]),
      made([Holes(color: .white)]), made([Noise()]), made([Grey()], 40),
    ]
    #expect(Set(all).count == all.count)
    #expect(try made([Holes()]) == all[4])
  }

  @Test func refusesWindowsLargerThanWhatIsLoaded() {
    let source = MadePairs(of: StrokesSource(count: 3), InputMaking([Grey()]), loadSize: LoadSize(16))
    let error = #expect(throws: DatasetError.self) { try source.load(DatasetRequest(height: 20, width: 20)) }
    #expect(
      error?.description
        == "strokes: 'loadSize' is 16, and the model's images are of 20×20; set 'loadSize' to at least 20, or leave it out"
    )
  }

  /// One or three channels for inputs, whatever the images have; the same for any number of threads.
  @Test(arguments: [1, 3, 4])
  func inputsHaveTheirOwnChannels(channels: Int) throws {
    let source = MadePairs(of: StrokesSource(count: 5), InputMaking([Smaller(), Noise(least: 0.1)]))
    func load(_ threads: Int) throws -> Dataset {
      try source.load(
        DatasetRequest(
          height: 12, width: 12, channels: 3, inputChannels: channels, seed: 2, pool: ThreadPool(threads: threads)))
    }
    let set = try load(1)
    #expect(set.channels == 3 && set.inputs?.channels == channels)
    #expect(try load(3).contentHash == set.contentHash)
    let part = try set.subset([3, 1])
    #expect(part.inputs?.drawn?.unchanged?.count == 2 * 144 * channels)
  }
}
