import ArtFiles
import CFFmpeg
import Foundation
import Testing

@testable import ArtMedia

@Suite struct WebMTests {
  let folder: TemporaryFolder
  var file: String { folder.file("a.webm") }

  init() throws { folder = try TemporaryFolder() }

  /// All frames with their alpha: FFmpeg's own decoder of VP9 drops it.
  private func decoded(width: Int, height: Int) throws -> [PixelImage] {
    let bytes = try VideoTools.run([
      "ffmpeg", "-v", "error", "-xerror", "-c:v", "libvpx-vp9", "-i", "file:" + file, "-fps_mode", "passthrough",
      "-sws_flags", "accurate_rnd+full_chroma_int+bicubic", "-f", "rawvideo", "-pix_fmt", "rgba", "-",
    ])
    let count = width * height * 4
    #expect(bytes.count % count == 0)
    return try stride(from: 0, to: bytes.count - count + 1, by: count).map {
      try PixelImage(width: width, height: height, channels: 4, pixels: Array(bytes[$0..<$0 + count]))
    }
  }

  /// Moving discs of full colours on nothing, with soft edges; what is hidden is black.
  private static func discs(_ count: Int, width: Int, height: Int) throws -> [PixelImage] {
    try (0..<count).map { number in
      let pixels = (0..<width * height).flatMap { place -> [UInt8] in
        let (x, y) = (Double(place % width), Double(place / width))
        let radius = Double(height) / 3
        let distance = hypot(x - Double(width) / 2 - Double(number), y - Double(height) / 2)
        let alpha = UInt8(min(max((radius - distance) * 64, 0), 255))
        return alpha == 0 ? [0, 0, 0, 0] : [250, 200, 40, alpha]
      }
      return try PixelImage(width: width, height: height, channels: 4, pixels: pixels)
    }
  }

  @Test(arguments: [(96, 64, 12, 25.0), (33, 21, 7, 12.5), (1, 1, 1, 24)])
  func isWhatPlayersExpect(width: Int, height: Int, count: Int, rate: Double) throws {
    let frames = try VideoTools.frames(count: count, width: width, height: height)
    let settings = VideoSettings(
      frameRate: try FrameRate(rate), quality: 90, effort: .fast, keepsAlpha: false, title: "Títle",
      comment: "{\"seed\": 1}")
    let summary = try VideoTools.write(frames, to: file, settings)
    #expect(summary.codec == "libvpx-vp9" && summary.frames == count)
    let report = try VideoTools.probe(file)
    let stream = try report.stream()
    #expect(report.streams.count == 1)
    #expect(stream.codecName == "vp9" && stream.pixFmt == "yuv420p")
    #expect((stream.width, stream.height) == (width + width % 2, height + height % 2))
    #expect(stream.nbReadFrames == "\(count)")
    #expect(stream.colorSpace == "smpte170m" && stream.colorRange == "tv")
    // Times are whole milliseconds.
    #expect(abs(report.seconds - Double(count) / rate) < 0.002)
    #expect(report.format.tags?["title"] == "Títle")
    #expect(report.format.tags?["COMMENT"] == "{\"seed\": 1}")
    for (frame, decoded) in zip(frames, try VideoTools.frames(file, width: stream.width, height: stream.height)) {
      guard stream.width == width, stream.height == height else { continue }
      #expect(ImageDifference(frame, decoded).mean < 4)
    }
    #expect(try folder.names == ["a.webm"])
  }

  /// Alpha and the colours that are seen come back, at the edges too, where most transparent pixels are black.
  @Test(arguments: [(64, 48), (45, 33)])
  func transparencyComesBack(width: Int, height: Int) throws {
    let frames = try Self.discs(6, width: width, height: height)
    try VideoTools.write(frames, to: file, VideoSettings(quality: 90))
    let found = try decoded(width: width + width % 2, height: height + height % 2)
    #expect(found.count == frames.count)
    var (alpha, colors, seen) = (0.0, 0.0, 0.0)
    for (frame, found) in zip(frames, found) {
      for y in 0..<height {
        for x in 0..<width {
          alpha = max(alpha, abs(Double(frame[x, y, 3]) - Double(found[x, y, 3])))
          guard frame[x, y, 3] > 0 else { continue }
          for channel in 0..<3 { colors += abs(Double(frame[x, y, channel]) - Double(found[x, y, channel])) }
          seen += 3
        }
      }
    }
    #expect(alpha < 40, "alpha is off by up to \(alpha)")
    #expect(colors / seen < 3, "colours are off by \(colors / seen)")
  }

  @Test func transparencyIsLeftOutWhereNoneIsWanted() throws {
    func write(_ settings: VideoSettings) throws -> PixelImage {
      try VideoTools.write(try Self.discs(2, width: 32, height: 32), to: file, settings)
      return try #require(decoded(width: 32, height: 32).first)
    }
    #expect(try write(VideoSettings(background: .white)).pixels[3] == 0)
    let flat = try write(VideoSettings(background: .white, keepsAlpha: false))
    #expect(flat.pixels[0] > 250 && stride(from: 3, to: flat.pixels.count, by: 4).allSatisfy { flat.pixels[$0] == 255 })
    let plain = try VideoTools.run([
      "ffprobe", "-v", "error", "-show_entries", "stream_tags=alpha_mode", "file:" + file,
    ])
    #expect(!String(decoding: plain, as: UTF8.self).contains("alpha_mode"))
  }

  /// One thread, two or three: the same bytes.
  @Test(arguments: [false, true])
  func threadsChangeNothing(keepsAlpha: Bool) throws {
    let frames = try VideoTools.frames(count: 12, width: 520, height: 16, channels: keepsAlpha ? 4 : 3)
    let settings = VideoSettings(effort: .fast, keepsAlpha: keepsAlpha)
    let own = WebMFormat.container(keepsAlpha ? ART_FRAMES_YUVA420 : ART_FRAMES_YUV420)
    let files = try [1, 2, 3].map { threads in
      let encoders = own.encoders.map { FFmpegEncoder(name: $0.name, threads: threads, options: $0.options) }
      let container = FFmpegContainer(
        title: own.title, name: own.name, options: own.options, frames: own.frames, encoders: encoders,
        others: own.others)
      let place = try FileWriter(.typed(file))
      let writer = try FFmpegVideoWriter(
        place, FFmpegEncoding(container, hasSound: false), width: 520, height: 16, settings: settings)
      for frame in frames { try writer.write(frame) }
      try writer.finish()
      try place.commit()
      return try MediaError.contents(of: file)
    }
    #expect(files[0].count > 1000 && files[0] == files[1] && files[1] == files[2])
  }

  @Test func qualityAndRateSetTheSize() throws {
    let frames = try VideoTools.frames(count: 24, width: 96, height: 64)
    func bytes(_ settings: VideoSettings) throws -> Int {
      try VideoTools.write(frames, to: file, settings)
      return try MediaError.contents(of: file).count
    }
    let sizes = try [10, 50, 90].map { try bytes(VideoSettings(quality: $0, keepsAlpha: false)) }
    #expect(sizes[0] < sizes[1] && sizes[1] < sizes[2])
    let rates = try [40_000, 160_000].map { try bytes(VideoSettings(bitsPerSecond: $0, keepsAlpha: false)) }
    #expect(rates[0] < 8_000 && rates[1] < 30_000 && rates[0] * 2 < rates[1])
  }

  /// Nobody sees them, but lossy frames mix neighbours.
  @Test func hiddenColoursAreThoseOfTheNearest() throws {
    func image(_ rows: [[UInt8?]]) throws -> PixelImage {
      let pixels = rows.joined().flatMap { shade -> [UInt8] in shade.map { [$0, $0 + 1, $0 + 2, 9] } ?? [7, 7, 7, 0] }
      return try PixelImage(width: rows[0].count, height: rows.count, channels: 4, pixels: pixels)
    }
    let spread = try image([
      [nil, nil, nil, nil, nil], [nil, 10, nil, nil, 40], [nil, nil, nil, nil, nil], [nil, nil, nil, nil, nil],
      [nil, nil, nil, nil, nil], [50, nil, 60, 70, nil],
    ]).withHiddenColorsSpread()
    #expect(
      stride(from: 0, to: spread.pixels.count, by: 4).map { spread.pixels[$0] } == [
        10, 10, 10, 40, 40, 10, 10, 10, 40, 40, 10, 10, 10, 40, 40, 10, 10, 10, 40, 40, 50, 50, 60, 70, 70,
        50, 50, 60, 70, 70,
      ])
    let alpha = stride(from: 3, to: spread.pixels.count, by: 4).map { spread.pixels[$0] }
    #expect(alpha.filter { $0 == 9 }.count == 5 && alpha.filter { $0 == 0 }.count == 25)
    let empty = try image([[nil, nil], [nil, nil]])
    #expect(empty.withHiddenColorsSpread() == empty)
  }
}
