import ArtFiles
import ArtTestSupport
import Foundation
import Testing

@testable import ArtMedia

@Suite struct SoundtrackTests {
  let folder: TemporaryFolder
  var video: String { folder.file("a.mp4") }

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

  /// The samples of the video's sound, with silence before a later beginning, as players hear it.
  func sound(rate: Int = 48_000) throws -> [Float] {
    let bytes = try VideoTools.run([
      "ffmpeg", "-v", "error", "-xerror", "-i", "file:" + video, "-vn", "-ac", "1", "-ar", "\(rate)", "-af",
      "aresample=async=1:first_pts=0", "-f", "f32le", "-",
    ])
    return bytes.withUnsafeBytes { Array($0.bindMemory(to: Float.self)) }
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

  struct Rate: CustomTestStringConvertible {
    var rate: Double
    var sampleRate: Int
    var channels = 1
    var testDescription: String { "\(rate) frames, \(sampleRate) samples of \(channels) a second" }
  }

  /// A click sounds when its frame is shown.
  @Test(arguments: [
    Rate(rate: 25, sampleRate: 48_000), Rate(rate: 29.97, sampleRate: 44_100, channels: 2),
    Rate(rate: 24, sampleRate: 22_050), Rate(rate: 12.5, sampleRate: 96_000),
  ])
  func isInSync(_ item: Rate) throws {
    let rate = try FrameRate(item.rate)
    let count = Int(4 * item.rate)
    let white = Set(stride(from: 7, to: count, by: 13))
    let times = white.sorted().map { Double($0) / rate.framesPerSecond }
    let sound = TestSound.clicks(at: times, seconds: 6, rate: item.sampleRate, frequency: 1000)
    try write(
      count, white: white,
      VideoSettings(frameRate: rate, effort: .fast, soundtrack: Soundtrack(file: track(sound, channels: item.channels)))
    )
    let heard = Self.clicks(try self.sound())
    #expect(heard.count == times.count)
    for (heard, time) in zip(heard, times) { #expect(abs(heard - time) < 0.003) }
    let shown = try VideoTools.frames(video, width: 32, height: 32).enumerated().filter { $0.element.pixels[0] > 128 }
    #expect(Set(shown.map(\.offset)) == white)
    // Both begin at once and end together.
    let report = try VideoTools.run([
      "ffprobe", "-v", "error", "-show_entries",
      "stream=codec_type,codec_name,start_time,duration,channels,sample_rate",
      "-of", "csv=p=0", "file:" + video,
    ])
    let streams = String(decoding: report, as: UTF8.self).split(separator: "\n").map { $0.split(separator: ",") }
    #expect(streams.count == 2)
    let audio = try #require(streams.last)
    #expect(audio.starts(with: ["aac", "audio"]))
    let times2 = streams.map { $0.suffix(2).compactMap { Double($0) } }
    for time in times2 {
      #expect(time.count == 2 && abs(time[0]) < 0.001)
      #expect(abs(time[1] - Double(count) / rate.framesPerSecond) < 0.002)
    }
  }

  @Test func sameFramesAndSoundGiveTheSameBytes() throws {
    let file = try track(.clicks(at: [0.1, 0.7], seconds: 2), channels: 2)
    let settings = VideoSettings(soundtrack: Soundtrack(file: file))
    let files = try (0..<2).map { _ in
      try write(30, white: [3, 4, 20], settings)
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
    #expect(VideoFormatRegistry.builtIn.filter(\.keepsSound).map(\.id).contains("mp4"))
  }

  @Test func aMissingTrackLeavesNothing() throws {
    let error = #expect(throws: MediaError.self) {
      try write(3, VideoSettings(soundtrack: Soundtrack(file: folder.file("no.wav"))))
    }
    #expect(error?.file == folder.file("no.wav"))
    #expect(try folder.names == [])
  }
}
