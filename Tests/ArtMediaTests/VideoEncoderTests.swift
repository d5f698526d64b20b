import ArtFiles
import Foundation
import Testing

@testable import ArtMedia

@Suite struct VideoEncoderTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(arguments: VideoFormatRegistry.builtIn)
  func sameFramesGiveTheSameBytes(format: any VideoFormat) throws {
    let frames = try VideoTools.frames(count: 30, width: 64, height: 48)
    let settings = VideoSettings(size: .scaled(by: 2), title: "t", comment: "c")
    let files = try ["1", "2"].map { name in
      try VideoTools.write(frames, to: folder.file(name), as: format, settings)
      return try MediaError.contents(of: folder.file(name))
    }
    #expect(files[0] == files[1])
    #expect(files[0].count > 1000)
  }

  /// Encoders of a rate look at what their other threads have done so far. These five hold each other up.
  @Test(arguments: VideoFormatRegistry.builtIn.filter(\.hasBitrate), [3, 4])
  func ratesGiveTheSameBytes(format: any VideoFormat, channels: Int) async throws {
    var state: UInt32 = 1
    // Wide enough for several tiles, and hard enough for the rate to be felt.
    let frames = try (0..<24).map { _ in
      try PixelImage(
        width: 512, height: 96, channels: channels,
        pixels: (0..<512 * 96 * channels).map { _ in
          state = state &* 1_664_525 &+ 1_013_904_223
          return UInt8(state >> 24)
        })
    }
    let settings = VideoSettings(bitsPerSecond: 600_000, effort: .fast)
    let files = try await withThrowingTaskGroup(of: [UInt8].self) { group in
      for name in (0..<5).map(String.init) {
        group.addTask {
          try VideoTools.write(frames, to: folder.file(name), as: format, settings)
          return try MediaError.contents(of: folder.file(name))
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(Set(files).count == 1)
    #expect(files[0].count > 1000)
  }

  @Test(arguments: ["a.mp4", "a.gif", "a.webp", "a.webm"])
  func nothingIsLeftOfUnfinishedVideos(name: String) throws {
    let frame = try gradient(width: 16, height: 16, channels: 3)
    do {
      let dropped = try VideoEncoder(
        file: .typed(folder.file(name)), format: VideoFormatRegistry.standard.format(ofFile: name), frameWidth: 16,
        frameHeight: 16)
      try dropped.write(frame)
      // It has no name until it is whole, or one for the time being.
      #expect(try folder.names.allSatisfy { $0.hasPrefix(".artpipe-") })
    }
    #expect(try folder.names == [])
    let cancelled = try VideoEncoder(
      file: .typed(folder.file(name)), format: VideoFormatRegistry.standard.format(ofFile: name), frameWidth: 16,
      frameHeight: 16)
    try cancelled.write(frame)
    cancelled.cancel()
    #expect(try folder.names == [])
    #expect(throws: MediaError(.invalidArgument, file: folder.file(name), "the video is already finished")) {
      try cancelled.finish()
    }
    let empty = try VideoEncoder(
      file: .typed(folder.file(name)), format: VideoFormatRegistry.standard.format(ofFile: name), frameWidth: 16,
      frameHeight: 16)
    #expect(throws: MediaError(.invalidArgument, file: folder.file(name), "a video needs at least one frame")) {
      try empty.finish()
    }
    #expect(try folder.names == [])
  }

  /// However much larger the video is than its frames.
  @Test func labelsAreWrittenInTheVideosSize() throws {
    let frame = try PixelImage(width: 28, height: 28, channels: 3, fill: 128)
    let label = FrameLabel(["400 steps"])
    let encoder = try VideoEncoder(
      file: .typed(folder.file("a.gif")), format: GIFFormat(), frameWidth: 28, frameHeight: 28,
      settings: VideoSettings(size: .scaled(by: 12)))
    try encoder.write(frame, label: label)
    try encoder.finish()
    var expected = try PixelImage(width: 336, height: 336, channels: 3, fill: 128)
    label.draw(into: &expected)
    let found = try ImageDecoder().decode(file: folder.file("a.gif")).converted(toChannels: 3)
    #expect(found.width == 336 && found.pixels == expected.pixels)
  }

  @Test func finishedVideosTakeNoMoreFrames() throws {
    let frame = try gradient(width: 16, height: 16, channels: 3)
    let encoder = try VideoEncoder(
      file: .typed(folder.file("a.gif")), format: GIFFormat(), frameWidth: 16, frameHeight: 16)
    try encoder.write(frame)
    try encoder.finish()
    #expect(throws: MediaError(.invalidArgument, file: folder.file("a.gif"), "the video is already finished")) {
      try encoder.write(frame)
    }
    #expect(try folder.names == ["a.gif"])
  }

  @Test func framesOfAnotherSizeAreRefused() throws {
    let encoder = try VideoEncoder(
      file: .typed(folder.file("a.mp4")), format: MP4Format(), frameWidth: 16, frameHeight: 16)
    try encoder.write(try gradient(width: 16, height: 16, channels: 3))
    let other = try gradient(width: 16, height: 17, channels: 3)
    #expect(
      throws: MediaError(
        .invalidArgument, file: folder.file("a.mp4"), "frame 1 is 16×17, but the video's frames are 16×16")
    ) { try encoder.write(other) }
    try encoder.write(try gradient(width: 16, height: 16, channels: 1))
    #expect(try encoder.finish().frames == 2)
  }

  @Test(arguments: [
    (
      "/nowhere/a.mp4", VideoSettings(),
      "/nowhere/a.mp4: cannot create the file: no such file or directory"
    ),
    ("a.mp4", VideoSettings(quality: 101), "a.mp4: a video's quality is from 0 to 100, not 101"),
    (
      "a.mp4", VideoSettings(size: .scaled(by: 0)),
      "a.mp4: a video of 0×0 cannot be written; its sides must be from 1 to 16384"
    ),
    (
      "a.webp", VideoSettings(size: .scaled(by: 2000)),
      "a.webp: a video of 32000×32000 cannot be written; its sides must be from 1 to 16383"
    ),
    ("/dev/null", VideoSettings(), "/dev/null: this is not a regular file"),
    ("/tmp", VideoSettings(), "/tmp: this is a folder, not a file"),
  ])
  func refusals(file: String, settings: VideoSettings, message: String) {
    let error = #expect(throws: MediaError.self) {
      let format: any VideoFormat = file.hasSuffix(".webp") ? WebPAnimationFormat() : MP4Format()
      _ = try VideoEncoder(file: .typed(file), format: format, frameWidth: 16, frameHeight: 16, settings: settings)
    }
    #expect(error?.description == message)
  }

  @Test(arguments: [
    (25.0, 25, 1), (29.97, 30_000, 1001), (23.976, 24_000, 1001), (59.94, 60_000, 1001), (12.5, 25, 2), (0.5, 1, 2),
    (10.0 / 3, 10, 3), (12.345, 2469, 200), (0.001, 1, 1000), (1000, 1000, 1), (24.0, 24, 1),
  ])
  func ratesBecomeFractions(rate: Double, numerator: Int, denominator: Int) throws {
    let fraction = try FrameRate(rate)
    #expect((fraction.numerator, fraction.denominator) == (numerator, denominator))
  }

  @Test(arguments: [0, -1, 1001, .nan, .infinity])
  func refusesRatesWithoutSense(rate: Double) {
    let error = #expect(throws: MediaError.self) { try FrameRate(rate) }
    #expect(error?.advice == "use a rate from 0.001 to 1000")
  }
}
