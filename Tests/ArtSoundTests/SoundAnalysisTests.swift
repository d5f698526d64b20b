import ArtMedia
import ArtTestSupport
import Foundation
import Testing

@testable import ArtSound

@Suite struct SoundAnalysisTests {
  let folder: SoundFolder

  init() throws { folder = try SoundFolder() }

  func analysis(_ sound: TestSound, from start: Double = 0) throws -> SoundAnalysis {
    try SoundAnalysis(SoundSurvey(folder.write(sound), from: start))
  }

  struct Beat: CustomTestStringConvertible {
    var tempo: Double
    var seconds = 6.0
    var noise = 0.0
    var rate = 44_100
    var frequency = 1500.0
    var testDescription: String { "\(tempo) with noise \(noise) at \(rate)" }
  }

  @Test(arguments: [
    Beat(tempo: 120), Beat(tempo: 120, noise: 0.1), Beat(tempo: 93, seconds: 8),
    Beat(tempo: 93, seconds: 8, noise: 0.1),
    Beat(tempo: 74, seconds: 8, frequency: 300), Beat(tempo: 150, rate: 22_050),
  ])
  func findsClicksAndTheirTempo(_ beat: Beat) throws {
    let times = TestSound.beats(beat.tempo, until: beat.seconds)
    var sound = TestSound.clicks(at: times, seconds: beat.seconds, rate: beat.rate, frequency: beat.frequency)
    sound.addNoise(beat.noise)
    let heard = try analysis(sound)
    #expect(heard.onsets.count == times.count)
    for time in times {
      let nearest = heard.onsets.map { abs($0.time - time) }.min() ?? .infinity
      #expect(nearest <= 0.01, "the click at \(time) is missed by \(nearest)")
    }
    #expect(heard.onsets.allSatisfy { $0.strength > 0.5 && $0.strength <= 1 })
    #expect(abs((heard.tempo ?? 0) - beat.tempo) <= 1)
    #expect(heard.beats.count >= times.count - 1)
    for beat in heard.beats { #expect(times.contains { abs($0 - beat) <= 0.01 }) }
  }

  /// The bands become loud one after the other.
  @Test func hearsASweepRise() throws {
    let (low, high, seconds) = (50.0, 9000.0, 6.0)
    let ratio = log(high / low)
    let heard = try analysis(
      TestSound(seconds: seconds) { 0.5 * sin(2 * .pi * low * seconds / ratio * (exp($0 / seconds * ratio) - 1)) })
    func time(of frequency: Double) -> Double { seconds * log(frequency / low) / ratio }
    for (time, loudest) in [
      (time(of: 100), SoundAnalysis.Band.low), (time(of: 700), .middle), (time(of: 6000), .high),
    ] {
      for band in SoundAnalysis.Band.allCases {
        let loudness = heard.loudness(band, at: time)
        #expect(band == loudest ? loudness > 0.8 : loudness < 0.2, "\(band) is \(loudness) at \(time)")
      }
    }
    #expect(heard.onsets.count <= 1)
    #expect(heard.tempo == nil)
  }

  @Test func aToneHasNoBeat() throws {
    let heard = try analysis(TestSound(seconds: 4) { 0.5 * sin(2 * .pi * 440 * $0) })
    #expect(heard.onsets.filter { $0.time > 0.1 }.isEmpty)
    #expect(heard.tempo == nil && heard.beats.isEmpty)
    for band in SoundAnalysis.Band.allCases { #expect(heard.loudness(band, at: 2) < 0.01) }
  }

  @Test func vibratoIsNoOnset() throws {
    let heard = try analysis(TestSound(seconds: 4) { 0.5 * sin(2 * .pi * 440 * $0 + 8 * sin(2 * .pi * 6 * $0)) })
    #expect(heard.onsets.filter { $0.time > 0.1 }.isEmpty)
  }

  @Test func steadyNoiseHasNoBeat() throws {
    var sound = TestSound(seconds: 6)
    sound.addNoise(0.3)
    let heard = try analysis(sound)
    #expect(heard.onsets.filter { $0.time > 0.1 }.isEmpty)
    #expect(heard.tempo == nil)
  }

  /// A track may begin with its first beat.
  @Test func hearsAClickAtTheBeginning() throws {
    let heard = try analysis(.clicks(at: TestSound.beats(120, from: 0, until: 4), seconds: 4))
    #expect(heard.onsets.first.map { $0.time <= 0.01 } == true)
  }

  @Test func startsWhereItIsTold() throws {
    let sound = TestSound.clicks(at: TestSound.beats(120, until: 5), seconds: 5)
    let heard = try analysis(sound, from: 1.1)
    #expect(abs(heard.seconds - 3.9) < 0.001)
    #expect(abs((heard.onsets.first?.time ?? 0) - 0.15) <= 0.01)
  }

  @Test func theSameTwice() throws {
    var sound = TestSound.clicks(at: TestSound.beats(100, until: 4), seconds: 4)
    sound.addNoise(0.05)
    #expect(try analysis(sound) == analysis(sound))
  }

  @Test(arguments: [
    (
      TestSound(seconds: 1), 0.0, "the track is silent: nothing in it is louder than -60 dB; name one that can be heard"
    ),
    (
      TestSound(seconds: 1) { 0.0005 * sin(2000 * $0) }, 0,
      "the track is silent: nothing in it is louder than -60 dB; name one that can be heard"
    ),
    (TestSound.clicks(at: [0.5], seconds: 1.5), 2, "the track has only 1.5 seconds: it cannot begin at 2"),
  ])
  func refuses(_ sound: TestSound, start: Double, message: String) throws {
    let file = try folder.write(sound)
    let error = #expect(throws: MediaError.self) { try SoundSurvey(file, from: start) }
    #expect(error?.description == "\(file): \(message)")
  }

  @Test func tellsWhatIsCutOff() throws {
    let bytes = TestSound.clicks(at: [0.5, 1], seconds: 2).wav()
    let file = try folder.write(Array(bytes.prefix(44 + 88_200)))
    let survey = try SoundSurvey(file)
    #expect(abs(survey.seconds - 1) < 0.01)
    #expect(survey.warning == "the sound is cut off after 1 of 2 seconds; what is there is used")
    #expect(try SoundSurvey(folder.write(bytes)).warning == nil)
  }
}

/// A folder for a test's sounds, removed with its last user.
final class SoundFolder {
  private let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "artsound-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func write(_ sound: TestSound) throws -> String { try write(sound.wav()) }

  func write(_ bytes: [UInt8]) throws -> String {
    let file = url.appending(path: "\(UUID().uuidString).wav")
    try Data(bytes).write(to: file)
    return file.path()
  }
}
