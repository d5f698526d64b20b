import ArtFiles
import Foundation
import Testing

@testable import ArtMedia

@Suite struct GIFTests {
  let folder: TemporaryFolder
  var file: String { folder.file("a.gif") }

  init() throws { folder = try TemporaryFolder() }

  /// The blocks of a GIF file, read as the specification has it.
  struct Blocks {
    var delays: [Int] = []
    var parts: [[Int]] = []
    var localPalettes = 0
    var loops: Int?
    var comments: [String] = []
    var isComplete = false

    init(_ bytes: [UInt8]) {
      func word(_ place: Int) -> Int { Int(bytes[place]) | Int(bytes[place + 1]) << 8 }
      var place = 13 + (bytes[10] & 0x80 != 0 ? 3 << (Int(bytes[10] & 7) + 1) : 0)
      func data() -> [UInt8] {
        var all: [UInt8] = []
        while bytes[place] != 0 {
          all += bytes[place + 1...place + Int(bytes[place])]
          place += Int(bytes[place]) + 1
        }
        place += 1
        return all
      }
      while place < bytes.count, !isComplete {
        switch bytes[place] {
        case 0x21:
          let label = bytes[place + 1]
          place += 2
          let content = data()
          if label == 0xF9 { delays.append(Int(content[1]) | Int(content[2]) << 8) }
          if label == 0xFF { loops = Int(content[12]) | Int(content[13]) << 8 }
          if label == 0xFE { comments.append(String(decoding: content, as: UTF8.self)) }
        case 0x2C:
          parts.append((0..<4).map { word(place + 1 + 2 * $0) })
          let flags = bytes[place + 9]
          place += 10
          if flags & 0x80 != 0 {
            localPalettes += 1
            place += 3 << (Int(flags & 7) + 1)
          }
          place += 1
          _ = data()
        case 0x3B: isComplete = place == bytes.count - 1
        default: return
        }
        if isComplete { break }
        if bytes[place] == 0x3B && place != bytes.count - 1 { return }
      }
    }
  }

  func blocks() throws -> Blocks { Blocks(try MediaError.contents(of: file)) }

  /// Few colours are kept exactly, whatever the dithering.
  @Test(arguments: GIFFormat.Dithering.allCases, [1, 2, 3, 4, 17, 255, 256])
  func fewColoursAreExact(dithering: GIFFormat.Dithering, colors: Int) throws {
    let frames = try (0..<6).map { shift in
      var frame = try PixelImage(width: 40, height: 30, channels: 3)
      for y in 0..<30 {
        for x in 0..<40 {
          let color = (x * 7 + y * 11 + x * y / 5 + shift) % colors
          for channel in 0..<3 { frame[x, y, channel] = UInt8((color * [37, 91, 151][channel] + shift * 5) & 255) }
        }
      }
      return frame
    }
    try VideoTools.write(
      frames, to: file, as: GIFFormat(dithering: dithering), VideoSettings(frameRate: try FrameRate(10)))
    let decoded = try VideoTools.frames(file, width: 40, height: 30)
    #expect(decoded == frames)
    #expect(try ImageDecoder().decode(file: file) == frames[0])
  }

  @Test(arguments: [(GIFFormat.Dithering.none, 6.2), (.ordered, 6.8), (.diffusion, 7.2)])
  func manyColoursStayClose(dithering: GIFFormat.Dithering, mean: Double) throws {
    let frames = try VideoTools.frames(count: 5, width: 120, height: 80)
    try VideoTools.write(frames, to: file, as: GIFFormat(dithering: dithering), VideoSettings())
    let decoded = try VideoTools.frames(file, width: 120, height: 80)
    #expect(decoded.count == 5)
    for (frame, decoded) in zip(frames, decoded) {
      #expect(ImageDifference(frame, decoded).mean < mean)
      // Dithering gives up single pixels for the right colour of an area.
      let area = try ImageDifference(
        frame.resized(width: 15, height: 10), decoded.resized(width: 15, height: 10))
      #expect(area.mean < (dithering == .none ? 2.5 : 1.5))
    }
  }

  @Test(arguments: [
    (10.0, 5, [10, 10, 10, 10, 10]), (30.0, 6, [3, 4, 3, 3, 4, 3]), (50.0, 4, [2, 2, 2, 2]),
    (24.0, 4, [4, 4, 5, 4]), (60.0, 6, [2, 3, 2, 3]), (100.0, 4, [2, 2]), (0.5, 2, [200, 200]), (60.0, 1, [2]),
  ])
  func delaysKeepTime(rate: Double, count: Int, delays: [Int]) throws {
    let frames = try VideoTools.frames(count: count, width: 20, height: 20)
    try VideoTools.write(frames, to: file, VideoSettings(frameRate: try FrameRate(rate)))
    let blocks = try blocks()
    #expect(blocks.isComplete)
    #expect(blocks.delays == delays)
    #expect(blocks.loops == 0)
    let report = try VideoTools.probe(file)
    #expect(try report.stream().codecName == "gif")
    #expect(try report.stream().nbReadFrames == "\(delays.count)")
  }

  @Test func commentsOfAnyLengthAreKept() throws {
    let comment = String(repeating: "{\"seed\": 7} é ", count: 60)
    try VideoTools.write(
      try VideoTools.frames(count: 2, width: 20, height: 20), to: file, VideoSettings(title: "T", comment: comment))
    #expect(try blocks().comments == ["Title: T", comment])
  }

  @Test func framesThatDoNotChangeCostNothing() throws {
    let still = try gradient(width: 50, height: 40, channels: 3)
    var changed = still
    changed.fill(x: 10, y: 5, width: 4, height: 3, with: .white)
    try VideoTools.write(
      [still, still, still, changed, changed], to: file, VideoSettings(frameRate: try FrameRate(10)))
    let blocks = try blocks()
    #expect(blocks.delays == [30, 20])
    #expect(blocks.parts == [[0, 0, 50, 40], [10, 5, 4, 3]])
    #expect(blocks.localPalettes == 0)
    let decoded = try VideoTools.frames(file, width: 50, height: 40)
    #expect(decoded.count == 2)
    #expect(ImageDifference(decoded[1], changed).mean < 7)
  }

  @Test func palettesFollowTheImage() throws {
    let frames = try (0..<8).map { index in
      var frame = try gradient(width: 60, height: 40, channels: 3)
      frame.withUnsafeMutablePixels { pixels in
        for place in pixels.indices where place % 3 != index % 3 { pixels[place] /= 8 }
      }
      return frame
    }
    try VideoTools.write(frames, to: file, as: GIFFormat(dithering: .none), VideoSettings())
    #expect(try blocks().localPalettes >= 6)
    for (frame, decoded) in zip(frames, try VideoTools.frames(file, width: 60, height: 40)) {
      #expect(ImageDifference(frame, decoded).mean < 2)
    }
  }

  @Test func longNoiseFillsTheCodeTable() throws {
    // Noise makes the LZW table overflow and start anew many times.
    var state: UInt32 = 1
    var frame = try PixelImage(width: 300, height: 200, channels: 1)
    frame.withUnsafeMutablePixels { pixels in
      for place in pixels.indices {
        state = state &* 1_664_525 &+ 1_013_904_223
        pixels[place] = UInt8(state >> 24)
      }
    }
    try VideoTools.write([frame], to: file, VideoSettings())
    #expect(try VideoTools.frames(file, width: 300, height: 200) == [frame.converted(toChannels: 3)])
  }
}
