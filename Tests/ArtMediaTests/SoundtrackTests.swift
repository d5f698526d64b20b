import ArtFiles
import ArtTestSupport
import Foundation
import Testing

@testable import ArtMedia

@Suite struct SoundtrackTests {
  let folder: TemporaryFolder
  var video: String { folder.file("video") }

  init() throws { folder = try TemporaryFolder() }

  func track(_ sound: TestSound, channels: Int = 1) throws -> String {
    let file = folder.file("track-\(sound.rate)-\(sound.samples.count)-\(channels).wav")
    try Data(sound.wav(channels: channels)).write(to: URL(filePath: file))
    return file
  }

  /// Frames of which some are white.
  func write(_ count: Int, white: Set<Int> = [], _ settings: VideoSettings, as format: any VideoFormat = MP4Format())
    throws
  {
    var (black, light) = try (
      PixelImage(width: 32, height: 32, channels: 3), PixelImage(width: 32, height: 32, channels: 3)
    )
    black.fill(with: .black)
    light.fill(with: .white)
    try VideoTools.write((0..<count).map { white.contains($0) ? light : black }, to: video, as: format, settings)
  }

  /// The moments at which a sound becomes loud.
  static func clicks(_ samples: [Float], rate: Int = 48_000) -> [Double] {
    var moments: [Double] = []
    for (index, sample) in samples.enumerated() where abs(sample) > 0.3 {
      let time = Double(index) / Double(rate)
      if time > (moments.last ?? -1) + 0.1 { moments.append(time) }
    }
    return moments
  }

  /// The formats with sound, and FFmpeg's names of it.
  static let formats: [(format: any VideoFormat, codec: String)] = [
    (MP4Format(), "aac"), (MOVFormat(), "pcm_s24le"), (WebMFormat(), "opus"),
  ]

  @Test func theseFormatsHaveSound() {
    #expect(VideoFormatRegistry.builtIn.filter(\.keepsSound).map(\.id) == Self.formats.map(\.format.id))
  }

  struct Rate: CustomTestStringConvertible {
    var rate: Double
    var sampleRate: Int
    var channels = 1
    var testDescription: String { "\(rate) frames, \(sampleRate) samples of \(channels) a second" }
  }

  /// A click sounds when its frame is shown.
  @Test(arguments: [
    (Rate(rate: 25, sampleRate: 48_000), 0), (Rate(rate: 29.97, sampleRate: 44_100, channels: 2), 0),
    (Rate(rate: 24, sampleRate: 22_050), 0), (Rate(rate: 12.5, sampleRate: 96_000), 0),
    (Rate(rate: 29.97, sampleRate: 44_100, channels: 2), 1), (Rate(rate: 24, sampleRate: 22_050), 1),
    (Rate(rate: 29.97, sampleRate: 44_100, channels: 2), 2), (Rate(rate: 24, sampleRate: 22_050), 2),
  ])
  func isInSync(_ item: Rate, _ number: Int) throws {
    let kind = Self.formats[number]
    let rate = try FrameRate(item.rate)
    let count = Int(4 * item.rate)
    let white = Set(stride(from: 7, to: count, by: 13))
    let times = white.sorted().map { Double($0) / rate.framesPerSecond }
    let sound = TestSound.clicks(at: times, seconds: 6, rate: item.sampleRate, frequency: 1000)
    try write(
      count, white: white,
      VideoSettings(
        frameRate: rate, effort: .fast, keepsAlpha: false,
        soundtrack: Soundtrack(file: track(sound, channels: item.channels))), as: kind.format)
    let samples = try VideoTools.sound(video)
    let heard = Self.clicks(samples)
    #expect(heard.count == times.count)
    for (heard, time) in zip(heard, times) { #expect(abs(heard - time) < 0.003) }
    let shown = try VideoTools.frames(video, width: 32, height: 32).enumerated().filter { $0.element.pixels[0] > 128 }
    #expect(Set(shown.map(\.offset)) == white)
    // Both begin at once and end together. An encoder may add up to a frame at the end, which holds silence.
    let seconds = Double(count) / rate.framesPerSecond
    #expect(samples.count >= Int(48_000 * (seconds - 0.002)) && samples.count <= Int(48_000 * (seconds + 0.022)))
    let report = try VideoTools.run([
      "ffprobe", "-v", "error", "-show_entries",
      "stream=codec_type,codec_name,start_time,duration", "-of", "csv=p=0", "file:" + video,
    ])
    let streams = String(decoding: report, as: UTF8.self).split(separator: "\n").map { $0.split(separator: ",") }
    #expect(streams.map { $0[1] } == ["video", "audio"] && streams.last?.first == kind.codec[...])
    #expect(try Double(#require(streams.first)[2]) == 0)
    // WebM has no lengths of streams.
    let lengths = streams.compactMap { Double($0[3]) }
    #expect(lengths.count == (kind.format is WebMFormat ? 0 : 2))
    for length in lengths { #expect(abs(length - seconds) < 0.002) }
  }

  /// Sound of whole numbers comes back as it was.
  @Test func aMOVKeepsEverySample() throws {
    let tone = TestSound(rate: 48_000, seconds: 0.5) { 0.9 * sin(2 * .pi * 440 * $0) }
    let file = try track(tone, channels: 2)
    try write(25, VideoSettings(soundtrack: Soundtrack(file: file)), as: MOVFormat())
    let (own, kept) = (try SoundReader(file), try SoundReader(video))
    #expect(kept.rate == 48_000 && kept.channels == 2)
    #expect(try kept.read(24_000) == own.read(24_000))
    // Silence fills the second.
    #expect(try kept.read(48_000) == [Float](repeating: 0, count: 48_000))
  }

  @Test(arguments: formats)
  func sameFramesAndSoundGiveTheSameBytes(format: any VideoFormat, codec: String) throws {
    let file = try track(.clicks(at: [0.1, 0.7], seconds: 2), channels: 2)
    let settings = VideoSettings(soundtrack: Soundtrack(file: file))
    let files = try (0..<2).map { _ in
      try write(30, white: [3, 4, 20], settings, as: format)
      return try MediaError.contents(of: video)
    }
    #expect(files[0] == files[1])
  }

  func samples(_ track: Soundtrack, rate: Double = 25, steps: [Int]) throws -> [Float] {
    let feed = try SoundtrackSamples(track, frameRate: FrameRate(rate), rates: [48_000])
    var samples: [Float] = []
    for step in steps { samples += try feed.advance(frames: step) }
    return try samples + feed.finish()
  }

  /// What goes on fades out; what ended before is followed by silence; the pieces do not matter.
  @Test func endsWithTheVideo() throws {
    let tone = try track(TestSound(rate: 48_000, seconds: 1) { _ in 0.5 })
    let cut = try samples(Soundtrack(file: tone), steps: Array(repeating: 1, count: 10))
    #expect(cut.count == 19_200)
    #expect(cut[..<18_240].allSatisfy { abs($0 - 0.5) < 1e-4 })
    for index in 18_240..<19_200 {
      #expect(abs(cut[index] - 0.5 * Float(19_200 - index) / 961) < 1e-3)
    }
    #expect(try samples(Soundtrack(file: tone), steps: [3, 7]) == cut)
    let padded = try samples(Soundtrack(file: tone), steps: [40])
    #expect(padded.count == 76_800)
    #expect(padded[47_999] > 0.49 && padded[48_000...].allSatisfy { $0 == 0 })
    // Exactly as long: nothing to fade.
    #expect(try samples(Soundtrack(file: tone), steps: [25]).allSatisfy { abs($0 - 0.5) < 1e-4 })
  }

  @Test func startsLaterAndBeginsAnew() throws {
    let ramp = try track(TestSound(rate: 48_000, seconds: 2) { $0 / 2 })
    let later = try samples(Soundtrack(file: ramp, start: 0.5), steps: [10])
    #expect(abs(later[0] - 0.25) < 1e-3)
    let again = try samples(Soundtrack(file: ramp, start: 0.5, period: 4), steps: [10])
    #expect(again.count == 19_200)
    let period = 4 * 1920
    for index in 0..<period - 960 {
      #expect(again[index] == later[index])
      #expect(again[period + index] == again[index])
    }
    #expect(try samples(Soundtrack(file: ramp, start: 0.5, period: 4), steps: Array(repeating: 1, count: 10)) == again)
    #expect(try samples(Soundtrack(file: ramp, start: 9), steps: [1]).allSatisfy { $0 == 0 })
  }

  @Test func formatsWithoutSoundLeaveItOut() throws {
    let file = try track(.clicks(at: [0.1], seconds: 1))
    for format in VideoFormatRegistry.builtIn where !format.keepsSound {
      try write(3, VideoSettings(soundtrack: Soundtrack(file: file)), as: format)
      let with = try MediaError.contents(of: video)
      try write(3, VideoSettings(), as: format)
      #expect(try MediaError.contents(of: video) == with)
    }
  }

  @Test func aMissingTrackLeavesNothing() throws {
    let error = #expect(throws: MediaError.self) {
      try write(3, VideoSettings(soundtrack: Soundtrack(file: folder.file("no.wav"))))
    }
    #expect(error?.file == folder.file("no.wav"))
    #expect(try folder.names == [])
  }
}
