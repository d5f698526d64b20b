import ArtTestSupport
import Foundation
import Testing

@testable import ArtMedia

@Suite struct SoundReaderTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  struct Case: CustomTestStringConvertible {
    var name: String
    var options: [String]
    /// The largest error of a sample; that of lossy kinds is of their making.
    var largest: Float
    var testDescription: String { name }
  }

  static let cases = [
    Case(name: "a.wav", options: ["-c:a", "pcm_s16le"], largest: 1e-4),
    Case(name: "b.wav", options: ["-c:a", "pcm_s24le"], largest: 1e-4),
    Case(name: "c.wav", options: ["-c:a", "pcm_f32le"], largest: 1e-4),
    Case(name: "d.wav", options: ["-c:a", "pcm_u8"], largest: 0.01),
    Case(name: "a.aiff", options: [], largest: 1e-4),
    Case(name: "a.flac", options: [], largest: 1e-4),
    Case(name: "a.mp3", options: ["-b:a", "192k"], largest: 0.25),
    Case(name: "a.ogg", options: ["-c:a", "libvorbis", "-q:a", "6"], largest: 0.25),
    Case(name: "a.opus", options: ["-c:a", "libopus", "-b:a", "128k"], largest: 0.25),
    Case(name: "a.m4a", options: ["-c:a", "aac", "-b:a", "192k"], largest: 0.25),
    Case(name: "b.m4a", options: ["-c:a", "alac"], largest: 1e-4),
    Case(name: "a.mov", options: ["-c:a", "pcm_s16be"], largest: 1e-4),
    Case(name: "a.webm", options: ["-c:a", "libopus", "-b:a", "128k"], largest: 0.25),
    // The name says nothing.
    Case(name: "a.png", options: ["-c:a", "flac", "-f", "flac"], largest: 1e-4),
  ]

  /// A tone with a click, so that a shift shows.
  static var sound: TestSound {
    var sound = TestSound(rate: 48_000, seconds: 1) { 0.2 * sin(2 * .pi * 300 * $0) }
    sound.addClick(at: 0.5, frequency: 1000, loudness: 0.6)
    return sound
  }

  func write(_ bytes: [UInt8], _ name: String) throws -> String {
    try Data(bytes).write(to: URL(filePath: folder.file(name)))
    return folder.file(name)
  }

  func convert(_ source: String, to name: String, _ options: [String]) throws -> String {
    _ = try VideoTools.run(["ffmpeg", "-v", "error", "-y", "-i", source] + options + [folder.file(name)])
    return folder.file(name)
  }

  func all(_ reader: SoundReader, by count: Int = 1000) throws -> [Float] {
    var samples: [Float] = []
    while case let more = try reader.read(count), !more.isEmpty { samples += more }
    return samples
  }

  @Test(arguments: cases)
  func readsWhatOthersWrote(_ item: Case) throws {
    let expected = Self.sound.samples
    let source = try write(Self.sound.wav(channels: 2), "source.wav")
    let reader = try SoundReader(try convert(source, to: item.name, item.options))
    #expect(reader.rate == 48_000 && reader.channels == 2)
    let samples = try all(reader)
    #expect(reader.damagedParts == 0)
    // What encoders add at the beginning is left out; at the end some samples may be too many, or of Vorbis too few.
    try #require(samples.count >= 2 * (expected.count - 256) && samples.count < 2 * (expected.count + 2048))
    let errors = (0..<min(expected.count, samples.count / 2)).map { abs(samples[2 * $0] - expected[$0]) }
    #expect(errors.max() ?? 1 <= item.largest)
    #expect(errors.reduce(0, +) / Float(errors.count) < 0.01)
  }

  @Test func mixesAndConverts() throws {
    let file = try write(Self.sound.wav(channels: 2), "a.wav")
    let reader = try SoundReader(file, rate: 24_000, channels: 1)
    #expect(reader.rate == 24_000 && reader.channels == 1)
    let samples = try all(reader, by: 777)
    #expect(abs(samples.count - 24_000) <= 1)
    for index in stride(from: 100, to: 11_000, by: 7) {
      #expect(abs(samples[index] - Float(0.2 * sin(2 * .pi * 300 * Double(index) / 24_000))) < 0.002)
    }
    // In pieces of any size the same.
    #expect(try all(SoundReader(file, rate: 24_000, channels: 1), by: 24_000) == samples)
  }

  @Test func takesTheSoundOfAVideo() throws {
    let source = try write(Self.sound.wav(), "source.wav")
    let video = try convert(
      source, to: "a.mp4", ["-f", "lavfi", "-i", "color=red:s=32x32:d=1", "-c:a", "aac", "-b:a", "128k"])
    let samples = try all(SoundReader(video, channels: 1))
    let loudest = samples.indices.max { abs(samples[$0]) < abs(samples[$1]) } ?? 0
    #expect(abs(loudest - 24_000) < 100)
  }

  @Test func ofManyChannelsTwoRemain() throws {
    let source = try write(Self.sound.wav(channels: 2), "source.wav")
    let reader = try SoundReader(try convert(source, to: "a.flac", ["-ac", "6"]))
    #expect(reader.channels == 2)
  }

  static let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  static let refusals: [(bytes: [UInt8], message: String, hasAdvice: Bool)] = [
    (Array("#EXTM3U\n#EXTINF:1,\n/etc/passwd\n".utf8), "this is text, which is not read as sound", true),
    (Array("ffconcat version 1.0\nfile /etc/passwd\n".utf8), "this is text, which is not read as sound", true),
    ([0x25] + Array("PDF-1.7".utf8), "this is a PDF document, which is not read as sound", true),
    ([1, 2, 3, 4, 5], "this is no sound that can be read", true),
    ([], "the file is empty", false),
    (Array("RIFF....WAVE".utf8), "this WAV file is damaged: its beginning cannot be read", false),
    (Array("fLaC".utf8), "this FLAC file is damaged: its beginning cannot be read", false),
  ]

  @Test(arguments: refusals)
  func refuses(_ bytes: [UInt8], message: String, hasAdvice: Bool) throws {
    let file = try write(bytes, "a")
    let error = #expect(throws: MediaError.self) { try SoundReader(file) }
    let advice = hasAdvice ? "; these can: \(SoundKind.titles)" : ""
    #expect(error?.description == "\(file): \(message)\(advice)")
  }

  @Test func refusesWhatHasNoSound() throws {
    _ = try VideoTools.run([
      "ffmpeg", "-v", "error", "-f", "lavfi", "-i", "color=red:s=32x32:d=0.2", folder.file("a.mp4"),
    ])
    let error = #expect(throws: MediaError.self) { try SoundReader(folder.file("a.mp4")) }
    #expect(error?.description == "\(folder.file("a.mp4")): it has no sound: a track with sound is needed")
    #expect(error?.code == .noSound)
    let missing = #expect(throws: MediaError.self) { try SoundReader("/nowhere/a.wav") }
    #expect(missing?.description == "/nowhere/a.wav: cannot open the file: no such file or directory")
    let device = #expect(throws: MediaError.self) { try SoundReader("/dev/zero") }
    #expect(device?.description == "/dev/zero: this is not a regular file")
    let empty = try write(TestSound(seconds: 0).wav(), "empty.wav")
    #expect(throws: MediaError.self) { try SoundReader(empty) }
  }

  @Test func refusesSoundsThatAreTooLong() throws {
    let file = try write(Self.sound.wav(), "a.wav")
    let reader = try SoundReader(file, limits: SoundLimits(seconds: 0.5))
    let error = #expect(throws: MediaError.self) { while try !reader.read(5000).isEmpty {} }
    #expect(error?.code == .tooLarge)
    let large = #expect(throws: MediaError.self) { try SoundReader(file, limits: SoundLimits(fileBytes: 1000)) }
    #expect(large?.reason == "the file has 96044 bytes, and at most 1000 are read")
  }

  /// Whatever the bytes are, reading ends, and all that comes out is sound.
  @Test(arguments: ["a.wav", "c.wav", "a.flac", "a.mp3", "a.ogg", "a.m4a", "a.aiff", "a.webm"])
  func survivesAnyBytes(name: String) throws {
    let options = try #require(Self.cases.first { $0.name == name }).options
    let source = try write(Self.sound.wav(), "source.wav")
    let whole = try MediaError.contents(of: convert(source, to: name, options))
    var state: UInt64 = 7
    for round in 0..<12 {
      var bytes = whole
      for _ in 0...(round * 8) {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        // The beginning decides about most.
        let reach = round % 2 == 0 ? min(200, bytes.count) : bytes.count
        bytes[Int(state >> 33) % reach] = UInt8(truncatingIfNeeded: state >> 24)
      }
      let file = try write(round % 3 == 0 ? Array(bytes.prefix(bytes.count / 2)) : bytes, "changed-" + name)
      do throws(MediaError) {
        let reader = try SoundReader(file, rate: 24_000, channels: 1, limits: SoundLimits(seconds: 60))
        while case let samples = try reader.read(5000), !samples.isEmpty {
          #expect(samples.allSatisfy { abs($0) <= 1 })
        }
      } catch {
        #expect(error.file == file)
      }
    }
  }

  @Test func samplesThatAreNoNumbersAreSilence() throws {
    var bytes = try MediaError.contents(
      of: convert(write(Self.sound.wav(), "source.wav"), to: "c.wav", ["-c:a", "pcm_f32le"]))
    let start = bytes.count - 48_000 * 4
    for (index, value) in [Float.nan, .infinity, -.infinity, 1e30].enumerated() {
      withUnsafeBytes(of: value.bitPattern.littleEndian) {
        bytes.replaceSubrange(start + 4 * index..<start + 4 * index + 4, with: $0)
      }
    }
    #expect(try SoundReader(write(bytes, "odd.wav")).read(4) == [0, 1, -1, 1])
  }

  /// What is damaged is left out, and the rest is heard.
  @Test(arguments: [("a.flac", [String]()), ("a.mp3", ["-b:a", "128k"]), ("a.ogg", ["-c:a", "libvorbis"])])
  func goesOnBehindDamage(name: String, options: [String]) throws {
    // Longer, for Ogg's pages are large.
    var sound = Self.sound
    for _ in 0..<2 { sound.samples += sound.samples }
    let source = try write(sound.wav(), "source.wav")
    var bytes = try MediaError.contents(of: convert(source, to: name, options))
    let middle = bytes.count * 3 / 4
    for place in middle..<min(middle + 400, bytes.count) { bytes[place] = UInt8(truncatingIfNeeded: place &* 37) }
    let reader = try SoundReader(try write(bytes, "damaged-" + name))
    let samples = try all(reader)
    #expect(samples.count > 24_000)
    #expect(samples.allSatisfy { $0.isFinite })
    // Cut off anywhere, the beginning is heard.
    let cut = try SoundReader(try write(Array(bytes.prefix(middle - 100)), "cut-" + name))
    #expect(try all(cut).count > 8000)
  }
}
