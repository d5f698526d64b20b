import ArtFiles
import ArtTestSupport
import Foundation
import Testing

@testable import ArtMedia

/// The sound of a video that is written anew, frame for frame: in step with the images, and the same bytes where it is copied.
@Suite struct KeptSoundTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  static let white = [9, 22, 35, 48]
  static let frames = 55

  struct Case: CustomTestStringConvertible {
    var source: String
    /// What ffmpeg is told about the sound.
    var options: [String]
    var output: String
    var isCopied: Bool
    var title: String
    /// By how much the sound is late, in seconds.
    var shift = 0.0
    /// Whether the images are moved, not the sound.
    var movesImages = false
    var rate = 25.0
    /// In seconds: FFmpeg 5 moves the images of Matroska's files by Opus's delay of 6.5 ms.
    var tolerance: Double { source.hasSuffix(".mkv") && options.contains("libopus") ? 0.008 : 0.003 }
    var testDescription: String { "\(source) \(options) to \(output), \(shift) at \(rate)" }
  }

  static let cases = [
    Case(source: "a.mp4", options: ["-c:a", "aac"], output: "b.mp4", isCopied: true, title: "AAC"),
    Case(source: "a.mp4", options: ["-c:a", "aac"], output: "b.mp4", isCopied: true, title: "AAC", rate: 29.97),
    Case(source: "a.mp4", options: ["-c:a", "aac"], output: "b.mov", isCopied: true, title: "AAC"),
    Case(source: "a.mp4", options: ["-c:a", "aac"], output: "b.webm", isCopied: false, title: "AAC"),
    Case(source: "a.mp4", options: ["-c:a", "ac3"], output: "b.mp4", isCopied: true, title: "AC3"),
    Case(source: "a.mov", options: ["-c:a", "alac"], output: "b.mp4", isCopied: true, title: "ALAC"),
    Case(source: "a.mov", options: ["-c:a", "pcm_s16be"], output: "b.mov", isCopied: true, title: "PCM"),
    Case(source: "a.mkv", options: ["-c:a", "aac"], output: "b.mp4", isCopied: true, title: "AAC"),
    Case(source: "a.mkv", options: ["-c:a", "flac"], output: "b.mp4", isCopied: false, title: "FLAC"),
    Case(source: "a.mkv", options: ["-c:a", "libopus"], output: "b.webm", isCopied: true, title: "Opus"),
    Case(source: "a.mkv", options: ["-c:a", "libvorbis"], output: "b.webm", isCopied: true, title: "Vorbis"),
    Case(source: "a.mkv", options: ["-c:a", "libopus"], output: "b.mp4", isCopied: false, title: "Opus"),
    Case(source: "a.avi", options: ["-c:a", "libmp3lame"], output: "b.mp4", isCopied: true, title: "MP3"),
    Case(source: "a.ts", options: ["-c:a", "aac"], output: "b.mp4", isCopied: false, title: "AAC"),
    Case(source: "a.mpg", options: ["-c:a", "mp2"], output: "b.mp4", isCopied: false, title: "MP2"),
    // The sound begins later or earlier than the images.
    Case(source: "a.mp4", options: ["-c:a", "aac"], output: "b.mp4", isCopied: true, title: "AAC", shift: 0.3),
    Case(source: "a.mp4", options: ["-c:a", "aac"], output: "b.webm", isCopied: false, title: "AAC", shift: 0.3),
    Case(source: "a.mkv", options: ["-c:a", "libopus"], output: "b.webm", isCopied: true, title: "Opus", shift: 0.3),
    Case(source: "a.mov", options: ["-c:a", "pcm_s16le"], output: "b.mov", isCopied: true, title: "PCM", shift: 0.3),
    Case(
      source: "a.mp4", options: ["-c:a", "aac"], output: "b.mp4", isCopied: true, title: "AAC", shift: -0.32,
      movesImages: true),
    Case(
      source: "a.mkv", options: ["-c:a", "libopus"], output: "b.webm", isCopied: true, title: "Opus", shift: -0.32,
      movesImages: true),
    Case(
      source: "a.mkv", options: ["-c:a", "libvorbis"], output: "b.mp4", isCopied: false, title: "Vorbis", shift: -0.32,
      movesImages: true),
    Case(
      source: "a.mov", options: ["-c:a", "pcm_s16le"], output: "b.mov", isCopied: true, title: "PCM", shift: -0.32,
      movesImages: true),
  ]

  /// White frames on black, and clicks as they are shown.
  func source(_ item: Case, longer: Double = 0) throws -> String {
    var (black, light) = try (
      PixelImage(width: 32, height: 32, channels: 3), PixelImage(width: 32, height: 32, channels: 3)
    )
    black.fill(with: .black)
    light.fill(with: .white)
    let rate = try FrameRate(item.rate)
    let images = folder.file("images.mov")
    try VideoTools.write(
      (0..<Self.frames).map { Self.white.contains($0) ? light : black }, to: images, VideoSettings(frameRate: rate))
    let seconds = Double(Self.frames) / rate.framesPerSecond
    let sound = TestSound.clicks(
      at: Self.white.map { Double($0) / rate.framesPerSecond }, seconds: seconds + longer, rate: 48_000, frequency: 1000
    )
    try Data(sound.wav(channels: 2)).write(to: URL(filePath: folder.file("sound.wav")))
    let offset = ["-itsoffset", "\(abs(item.shift))"]
    return try VideoTools.make(
      folder.file(item.source),
      (item.movesImages ? offset : []) + ["-i", images] + (item.movesImages ? [] : offset)
        + [
          "-i", folder.file("sound.wav"), "-map", "0:v", "-map", "1:a", "-pix_fmt", "yuv420p", "-fps_mode",
          "passthrough",
        ] + item.options)
  }

  /// Writes a video's frames as another one with its sound.
  @discardableResult
  func rewrite(_ source: String, to name: String) throws -> KeptSound {
    let reader = try VideoReader(source)
    let format = try VideoFormatRegistry.standard.format(ofFile: name)
    let sound = reader.sound(in: format)
    let encoder = try VideoEncoder(
      file: .typed(folder.file(name)), format: format, frameWidth: reader.info.width, frameHeight: reader.info.height,
      settings: VideoSettings(
        frameRate: reader.info.frameRate, effort: .fast, keepsAlpha: false, soundtrack: sound.track))
    while let frame = try reader.next() { try encoder.write(frame) }
    try encoder.finish()
    return sound
  }

  func payload(_ file: String) throws -> [UInt8] {
    try VideoTools.run([
      "ffmpeg", "-v", "error", "-i", "file:" + file, "-map", "0:a:0", "-c", "copy", "-f", "data", "-",
    ])
  }

  static func whiteFrames(of reader: VideoReader) throws -> [Int] {
    try (0..<reader.info.frames).filter { _ in try #require(try reader.next()).pixels[0] > 128 }
  }

  @Test(arguments: cases)
  func isInStep(_ item: Case) throws {
    let source = try source(item)
    let output = folder.file(item.output)
    let kept = try rewrite(source, to: item.output)
    #expect(kept.track?.kept?.isCopied == item.isCopied)
    let format = try VideoFormatRegistry.standard.format(ofFile: output).title
    #expect(
      kept.words
        == (item.isCopied
          ? "its sound (\(item.title)) is kept as it is"
          : "its sound (\(item.title)) is encoded anew, for \(format) files do not hold it as it is"))
    let (given, written) = try (VideoReader(source), VideoReader(output))
    #expect(written.info.frameRate == (try FrameRate(item.rate)) && written.info.frames == given.info.frames)
    let white = try Self.whiteFrames(of: given)
    #expect(try Self.whiteFrames(of: written) == white)
    // FFmpeg writes an AVI's second frame twice, to make room for its sound.
    #expect(white == Self.white.map { $0 + given.info.frames - Self.frames })
    // As they sound in the source, by its own clock, from the first frame on. An AVI does not tell the delay of its sound.
    let times = SoundtrackTests.clicks(try VideoTools.sound(source)).map { $0 - given.start }.filter { $0 > 0.01 }
    for (time, frame) in zip(times, white.suffix(times.count)) {
      #expect(abs(time - Double(frame) / item.rate - item.shift) < 0.05)
    }
    let samples = try VideoTools.sound(output)
    let heard = SoundtrackTests.clicks(samples)
    #expect(heard.count == times.count && times.count >= 3)
    for (heard, time) in zip(heard, times) { #expect(abs(heard - time) < item.tolerance, "\(heard - time) s") }
    // All of it: what encoders add at the end holds silence.
    let shown = Double(Self.frames) / item.rate
    let seconds = item.isCopied ? shown + item.shift : max(shown, shown + item.shift)
    #expect(abs(Double(samples.count) / 48_000 - seconds) < 0.05, "\(Double(samples.count) / 48_000 - seconds) s")
    if item.isCopied, item.shift >= 0 { #expect(try payload(source) == payload(output)) }
  }

  /// What sounds after the last frame is kept too.
  @Test(arguments: ["b.mp4", "b.webm"])
  func longerSoundStays(output: String) throws {
    let item = Case(source: "a.mp4", options: ["-c:a", "aac"], output: output, isCopied: true, title: "AAC")
    try rewrite(source(item, longer: 3), to: output)
    let seconds = Double(try VideoTools.sound(folder.file(output)).count) / 48_000
    #expect(abs(seconds - 2.2 - 3) < 0.03)
  }

  @Test func tellsWhatIsLeftOut() throws {
    let item = Case(source: "a.mp4", options: ["-c:a", "aac"], output: "b.gif", isCopied: false, title: "AAC")
    let source = try source(item)
    let reader = try VideoReader(source)
    #expect(reader.sound(in: GIFFormat()) == KeptSound(track: nil, words: "its sound is left out: GIF files have none"))
    let silent = try VideoReader(folder.file("images.mov"))
    #expect(silent.sound(in: MP4Format()) == KeptSound(track: nil, words: nil))
    let two = try VideoTools.make(
      folder.file("two.mkv"),
      [
        "-i", source, "-map", "0:v", "-map", "0:a", "-map", "0:a", "-c:v", "copy", "-c:a:0", "copy", "-c:a:1",
        "libvorbis",
      ])
    #expect(
      try VideoReader(two).sound(in: MP4Format()).words == "the first of its 2 sounds (AAC) is kept as it is")
    let odd = try VideoTools.make(
      folder.file("odd.avi"), ["-i", source, "-c:v", "mpeg4", "-c:a", "wmav2"])
    let left = try VideoReader(odd).sound(in: MP4Format())
    #expect(left.track == nil && left.words?.hasPrefix("its sound is left out: this AVI file cannot be read") == true)
  }

  /// The same bytes again; and nothing is left of what fails.
  @Test func isRepeatableAndLeavesNoHalf() throws {
    let item = Case(source: "a.mp4", options: ["-c:a", "aac"], output: "b.mp4", isCopied: true, title: "AAC")
    let source = try source(item)
    let files = try (0..<2).map { _ in
      try rewrite(source, to: "b.mp4")
      return try MediaError.contents(of: folder.file("b.mp4"))
    }
    #expect(files[0] == files[1])
    try FileManager.default.removeItem(atPath: folder.file("b.mp4"))
    let before = try folder.names
    func begin(_ file: String) throws -> VideoEncoder {
      try VideoEncoder(
        file: .typed(folder.file("c.mp4")), format: MP4Format(), frameWidth: 32, frameHeight: 32,
        settings: VideoSettings(
          soundtrack: Soundtrack(file: file, kept: Soundtrack.Kept(origin: 0, isCopied: true))))
    }
    let gone = #expect(throws: MediaError.self) { try begin(folder.file("gone.mp4")) }
    #expect(gone?.file == folder.file("gone.mp4"))
    #expect(try folder.names == before)
    do {
      let encoder = try begin(source)
      try encoder.write(try PixelImage(width: 32, height: 32, channels: 3))
    }
    #expect(try folder.names == before)
  }
}
