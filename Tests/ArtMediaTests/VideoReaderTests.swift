import Foundation
import Testing

@testable import ArtMedia

/// Videos that others wrote, against what ffmpeg decodes.
@Suite struct VideoReaderTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  struct Case: CustomTestStringConvertible {
    var name: String
    /// What ffmpeg is told.
    var options: [String]
    var filter = "null"
    var rate = "25"
    var count = 8
    /// What comes out of 64×48.
    var width = 64
    var height = 48
    var codec: String
    var notes: [VideoNote] = []
    /// The largest error.
    var largest = 2
    var decoder: [String] = []
    var channels = 3
    /// The places of the frames that the file has, where these are not all.
    var shown: [Int] = []
    var testDescription: String { name + " " + options.joined(separator: " ") + " " + filter }
  }

  static let lossless = ["-c:v", "libx264", "-qp", "0"]

  static let some = [0, 3, 4, 6, 8, 9, 12, 15, 16, 18, 20, 21]

  static let cases = [
    Case(name: "a.mp4", options: ["-c:v", "libx264"], codec: "h264"),
    Case(name: "a.mov", options: ["-c:v", "libx264", "-bf", "0"], rate: "30000/1001", codec: "h264"),
    Case(name: "a.mkv", options: ["-c:v", "libx264"], rate: "24000/1001", codec: "h264"),
    Case(name: "a.avi", options: ["-c:v", "mpeg4", "-bf", "2", "-qscale:v", "2"], codec: "mpeg4"),
    Case(name: "b.avi", options: ["-c:v", "mjpeg", "-qscale:v", "2"], rate: "12.5", codec: "mjpeg"),
    Case(name: "a.ts", options: ["-c:v", "libx264"], codec: "h264"),
    Case(name: "a.m2ts", options: ["-c:v", "libx264", "-f", "mpegts", "-mpegts_m2ts_mode", "1"], codec: "h264"),
    Case(name: "a.mpg", options: ["-c:v", "mpeg2video", "-qscale:v", "2"], codec: "mpeg2video"),
    Case(name: "a.ogv", options: ["-c:v", "libtheora", "-g", "1"], codec: "theora"),
    Case(name: "a.flv", options: ["-c:v", "flv1", "-qscale:v", "2"], codec: "flv1"),
    Case(name: "a.gif", options: [], codec: "gif", largest: 0),
    Case(name: "a.webm", options: ["-c:v", "libvpx", "-b:v", "1M", "-auto-alt-ref", "1"], codec: "vp8"),
    Case(name: "b.webm", options: ["-c:v", "libvpx-vp9", "-cpu-used", "8"], codec: "vp9"),
    Case(
      name: "c.webm", options: ["-c:v", "libvpx-vp9", "-cpu-used", "8", "-pix_fmt", "yuva420p", "-auto-alt-ref", "0"],
      filter: "format=yuva420p,geq=lum='p(X,Y)':a='4*X'", codec: "vp9", decoder: ["-c:v", "libvpx-vp9"], channels: 4),
    Case(name: "av1.mkv", options: ["-c:v", "libaom-av1", "-cpu-used", "8", "-g", "4"], codec: "av1"),
    Case(
      name: "hevc.mp4",
      options: [
        "-c:v", "libx265", "-pix_fmt", "yuv420p10le", "-preset", "ultrafast", "-x265-params", "log-level=none",
      ],
      codec: "hevc", notes: [.depth(10)]),
    Case(
      name: "prores.mov", options: ["-c:v", "prores_ks", "-pix_fmt", "yuv422p10le"], codec: "prores",
      notes: [.depth(10)]),
    Case(
      name: "qtrle.mov", options: ["-c:v", "qtrle", "-pix_fmt", "argb"],
      filter: "format=argb,geq=r=200:g='X+20*N':b=9:a='4*X'",
      codec: "qtrle", largest: 0, channels: 4),
    Case(name: "grey.mkv", options: ["-c:v", "ffv1", "-pix_fmt", "gray"], codec: "ffv1", largest: 0, channels: 1),
    Case(name: "rgb.mkv", options: ["-c:v", "ffv1", "-pix_fmt", "gbrp"], codec: "ffv1", largest: 0),
    // Full range, and both matrices.
    Case(
      name: "full.mp4", options: lossless + ["-color_range", "pc"], filter: "scale=out_range=full,format=yuv444p",
      codec: "h264"),
    Case(
      name: "bt709.mp4", options: lossless + ["-colorspace", "bt709"],
      filter: "scale=out_color_matrix=bt709,format=yuv444p", codec: "h264"),
    Case(
      name: "bt601.mp4", options: lossless + ["-colorspace", "smpte170m"],
      filter: "scale=out_color_matrix=bt601,format=yuv444p", codec: "h264"),
    // Pixels that are not square.
    Case(
      name: "wide.mkv", options: lossless, filter: "setsar=16/11", width: 93, codec: "h264", notes: [.squared(16, 11)]),
    Case(name: "tall.mp4", options: lossless, filter: "setsar=8/9", height: 54, codec: "h264", notes: [.squared(8, 9)]),
    Case(
      name: "interlaced.mp4", options: ["-c:v", "libx264", "-flags", "+ildct+ilme", "-x264opts", "tff=1"],
      codec: "h264",
      notes: [.interlaced]),
    // Frames at times of their own.
    Case(
      name: "varies.mp4", options: ["-c:v", "libx264"], filter: "select='not(mod(n,3))+not(mod(n,4))'", count: 22,
      codec: "h264", notes: [.variableRate(.standard, repeated: 10, dropped: 0)], shown: some),
    Case(
      name: "varies.mkv", options: ["-c:v", "libx264"], filter: "select='not(mod(n,3))+not(mod(n,4))'", count: 22,
      codec: "h264", notes: [.variableRate(.standard, repeated: 10, dropped: 0)], shown: some),
  ]

  func source(_ item: Case) throws -> String {
    try VideoTools.make(
      folder.file(item.name),
      [
        "-f", "lavfi", "-i", "testsrc2=s=64x48:r=\(item.rate):d=10", "-vf",
        "trim=end_frame=\(item.count),\(item.filter)",
        "-fps_mode", "vfr",
      ] + item.options)
  }

  /// What ffmpeg decodes.
  func decoded(
    _ file: String, width: Int, height: Int, channels: Int = 3, options: [String] = []
  ) throws -> [PixelImage] {
    let bytes = try VideoTools.run(
      ["ffmpeg", "-v", "error"] + options + [
        "-i", "file:" + file, "-map", "0:v:0", "-vf",
        "scale=\(width):\(height):flags=bicubic+accurate_rnd+full_chroma_int+full_chroma_inp+bitexact:sws_dither=none",
        "-fps_mode", "passthrough", "-f", "rawvideo", "-pix_fmt",
        [1: "gray", 3: "rgb24", 4: "rgba"][channels] ?? "",
        "-",
      ])
    let count = width * height * channels
    #expect(bytes.count % count == 0)
    return try stride(from: 0, to: bytes.count - count + 1, by: count).map {
      try PixelImage(width: width, height: height, channels: channels, pixels: Array(bytes[$0..<$0 + count]))
    }
  }

  func all(_ reader: VideoReader) throws -> [PixelImage] {
    var frames: [PixelImage] = []
    while let frame = try reader.next() { frames.append(frame) }
    #expect(try reader.next() == nil)
    return frames
  }

  @Test(arguments: cases)
  func readsWhatOthersWrote(_ item: Case) throws {
    let file = try source(item)
    let reader = try VideoReader(file)
    let parts = item.rate.split(separator: "/").compactMap { Double($0) }
    #expect(reader.info.frameRate == (try FrameRate(parts[0] / (parts.count > 1 ? parts[1] : 1))))
    #expect(reader.info.codec == item.codec && reader.info.notes == item.notes)
    #expect(reader.info.frames == item.count)
    #expect((reader.info.width, reader.info.height) == (item.width, item.height))
    #expect(reader.info.hasAlpha == (item.channels == 4 || item.codec == "gif"))
    let frames = try all(reader)
    var expected = try decoded(
      file, width: item.width, height: item.height, channels: item.channels, options: item.decoder)
    if !item.shown.isEmpty {
      #expect(expected.count == item.shown.count)
      expected = (0..<item.count).map { place in expected[item.shown.lastIndex { $0 <= place } ?? 0] }
    }
    #expect(frames.count == item.count && expected.count == item.count)
    for (frame, other) in zip(frames, expected) { expectSimilar(frame, other, largest: item.largest, mean: 0.5) }
    // They move.
    #expect(Set(frames).count > item.count / 3)
  }

  /// Turned and mirrored in all eight ways, as ffmpeg shows it.
  @Test(arguments: ExifOrientation.allCases)
  func isUpright(_ orientation: ExifOrientation) throws {
    let file = try source(
      Case(name: "a.mp4", options: Self.lossless + ["-pix_fmt", "yuv444p"], count: 2, codec: "h264"))
    var bytes = try MediaError.contents(of: file)
    // The matrix of the track's header is the second in the file; the first is the movie's.
    let plain: [UInt8] = [0, 1, 0, 0] + Array(repeating: 0, count: 12) + [0, 1, 0, 0]
    let place = try #require(bytes.indices.filter { bytes[$0...].starts(with: plain) }.dropFirst().first)
    let turns: [ExifOrientation: [Int32]] = [
      .upright: [1, 0, 0, 1], .mirrored: [-1, 0, 0, 1], .turned180: [-1, 0, 0, -1], .flipped: [1, 0, 0, -1],
      .transposed: [0, 1, 1, 0], .needsClockwiseTurn: [0, 1, -1, 0], .transversed: [0, -1, -1, 0],
      .needsCounterclockwiseTurn: [0, -1, 1, 0],
    ]
    for (index, sign) in try #require(turns[orientation]).enumerated() {
      let offset = place + [0, 4, 12, 16][index]
      withUnsafeBytes(of: (sign * 65_536).bigEndian) { bytes.replaceSubrange(offset..<offset + 4, with: $0) }
    }
    try Data(bytes).write(to: URL(filePath: file))
    let reader = try VideoReader(file)
    #expect(reader.info.notes == (orientation == .upright ? [] : [.turned]))
    let (width, height) = orientation.swapsSides ? (48, 64) : (64, 48)
    #expect((reader.info.width, reader.info.height) == (width, height))
    #expect(try VideoReader.frameSize(of: file) == (width, height))
    let frames = try all(reader)
    // FFmpeg's own program knows no mirroring on top of a quarter turn before version 6.
    let stored = try decoded(file, width: 64, height: 48, options: ["-noautorotate"])
    for (frame, other) in zip(frames, stored) { expectSimilar(frame, other.upright(from: orientation), largest: 2) }
    guard [.upright, .turned180, .needsClockwiseTurn, .needsCounterclockwiseTurn].contains(orientation) else { return }
    for (frame, other) in zip(frames, try decoded(file, width: width, height: height)) {
      expectSimilar(frame, other, largest: 2)
    }
  }

  /// Reading through a file ends at once where it is not to go on, and frames are read whatever is said of that.
  @Test(arguments: ["a.mp4", "a.mkv", "a.ts", "a.avi"])
  func openingIsLeftWhenItIsToStop(name: String) throws {
    let file = try VideoTools.make(
      folder.file(name),
      ["-f", "lavfi", "-i", "testsrc2=s=128x96:r=25:d=2,noise=alls=60:allf=t", "-c:v", "mpeg4", "-q:v", "2"])
    var shares: [Double] = []
    var goesOn = true
    let reader = try VideoReader(file) {
      shares.append($0)
      return goesOn
    }
    #expect(shares.count > 10)
    #expect(shares.allSatisfy { (0...1).contains($0) })
    #expect(shares.contains { $0 > 0.8 })
    goesOn = false
    #expect(try all(reader).count == 50)
    var count = 0
    let error = #expect(throws: MediaError.self) {
      try VideoReader(file) { _ in
        count += 1
        return count < 5
      }
    }
    #expect(error?.code == .unreadable)
    // Some demuxers try once more what they have failed to read.
    #expect(count < 20, "\(count) of \(shares.count)")
    #expect(try VideoReader.frameSize(of: file) == (128, 96))
  }

  /// What artpipe writes comes back, frame by frame.
  @Test(arguments: ["a.mp4", "a.mov", "a.webm", "a.gif"], [(33, 21), (48, 32)])
  func readsItsOwn(name: String, size: (Int, Int)) throws {
    let frames = try VideoTools.frames(count: 7, width: size.0, height: size.1)
    let settings = VideoSettings(frameRate: try FrameRate(20), quality: 100, effort: .fast, keepsAlpha: false)
    let summary = try VideoTools.write(frames, to: folder.file(name), settings)
    let reader = try VideoReader(folder.file(name))
    #expect(reader.info.frameRate == settings.frameRate && reader.info.frames == 7 && reader.info.seconds == 0.35)
    #expect((reader.info.width, reader.info.height) == (summary.width, summary.height))
    for (frame, own) in zip(try all(reader), frames) {
      guard frame.width == own.width, frame.height == own.height else { continue }
      #expect(ImageDifference(frame, own).mean < 8)
    }
  }

  @Test func takesTheFirstOfSeveral() throws {
    let file = try VideoTools.make(
      folder.file("a.mkv"),
      [
        "-f", "lavfi", "-i", "color=red:s=32x32:d=0.2", "-f", "lavfi", "-i", "color=blue:s=16x16:d=0.2", "-map", "0",
        "-map",
        "1", "-c:v", "ffv1", "-pix_fmt", "gbrp",
      ])
    let reader = try VideoReader(file)
    #expect(reader.info.notes == [.firstOf(2)] && reader.info.width == 32)
    #expect(try reader.next()?.pixels.prefix(3) == [254, 0, 0] || reader.info.width == 32)
  }

  /// Light in candela a square metre becomes grey: its code, and what the standards make of it.
  @Test(arguments: ["smpte2084", "arib-std-b67"])
  func highDynamicRangeBecomesUsual(transfer: String) throws {
    let codes = stride(from: 64, through: 940, by: 4).map { UInt16($0) }
    let count = codes.count
    let luma = codes.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    let chroma = [[UInt8]](repeating: [0, 2], count: 2 * count).flatMap { $0 }
    try Data(luma + chroma).write(to: URL(filePath: folder.file("raw")))
    let file = try VideoTools.make(
      folder.file("a.mkv"),
      [
        "-f", "rawvideo", "-pix_fmt", "yuv444p10le", "-s", "\(count)x1", "-i", folder.file("raw"), "-c:v", "ffv1",
        "-color_trc", transfer, "-colorspace", "bt2020nc", "-color_primaries", "bt2020", "-color_range", "tv",
      ])
    let reader = try VideoReader(file)
    #expect(reader.info.notes == [.depth(10), .toneMapped(transfer == "smpte2084" ? "PQ" : "HLG")])
    let frame = try #require(try reader.next())
    func light(_ code: UInt16) -> Double {
      let value = (Double(code) - 64) / 876
      if transfer == "smpte2084" {
        let power = pow(value, 32.0 / 2523)
        return 10_000 * pow(max(power - 107.0 / 128, 0) / (2413.0 / 128 - 2392.0 / 128 * power), 8192.0 / 1305)
      }
      let scene = value <= 0.5 ? value * value / 3 : (exp((value - 0.55991073) / 0.17883277) + 0.28466892) / 12
      return 1000 * pow(scene, 1.2)
    }
    var last = 0
    for (place, code) in codes.enumerated() {
      let found = frame.pixels[3 * place..<3 * place + 3].map { Int($0) }
      #expect(found.max() ?? 0 - (found.min() ?? 0) <= 255 && (found.max() ?? 0) - (found.min() ?? 9) <= 1)
      // The dark half is shown as it is, with white at 203; above it highlights bend, and 1000 is white.
      let usual = light(code) / 203
      let expected = 255 * (usual <= 0.0031308 ? 12.92 * usual : 1.055 * pow(usual, 1 / 2.4) - 0.055)
      if light(code) < 85 { #expect(abs(Double(found[0]) - expected) <= 2, "\(code)") }
      if light(code) > 100 { #expect(Double(found[0]) < expected) }
      if light(code) >= 999 { #expect(found[0] == 255) }
      if (195...211).contains(light(code)) { #expect((205...245).contains(found[0])) }
      #expect(found[0] >= last)
      last = found[0]
    }
    #expect(frame.pixels[0] == 0)
  }
}
