import ArtFiles
import ArtMedia
import ArtSettings
import ArtSound
import ArtTensor
import ArtTestSupport
import Foundation
import Testing

@testable import ArtPipeline

struct SoundWalkTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  static let clicks = TestSound.beats(120, from: 0.5, until: 3)

  func track(_ sound: TestSound = .clicks(at: clicks, seconds: 3, rate: 22_050), _ name: String = "track.wav") throws
    -> String
  {
    try Data(sound.wav()).write(to: URL(fileURLWithPath: folder.path(of: name)))
    return folder.path(of: name)
  }

  func document(_ walk: String, _ then: String = #"{"kind": "images", "id": "walk"}"#) -> String {
    """
    {"seed": 5, "model": {"plugin": "mlp-gan", "recipe": {"batchSize": 8}}, "dataset": {"kind": "strokes", "count": 16},
      "stages": [{"kind": "train", "steps": 2, "samples": 0}, {"kind": "interpolate", \(walk)}, \(then)]}
    """
  }

  @discardableResult
  func run(_ document: String, in run: TemporaryFolder, threads: Int = 2) throws -> [String] {
    let log = EventLog()
    _ = try Workbench.run(Workbench.plan(document), in: run, threads: threads, observer: log.observer)
    return log.take()
  }

  func frames(_ run: TemporaryFolder, _ count: Int) throws -> [PixelImage] {
    try (1...count).map {
      try ImageDecoder().decode(file: run.path(of: "walk/" + ImagesStage.digits($0, of: count) + ".png"))
    }
  }

  /// How much each image differs from the one before.
  static func speeds(_ images: [PixelImage]) -> [Double] {
    zip(images, images.dropFirst()).map { a, b in
      let sum = zip(a.pixels, b.pixels).reduce(0.0) { $0 + pow(Double($1.0) - Double($1.1), 2) }
      return (sum / Double(a.pixels.count)).squareRoot()
    }
  }

  /// The images change most where the track clicks, and the walk is as long as the track.
  @Test func imagesMoveWithTheClicks() throws {
    let run = try TemporaryFolder()
    let told = try self.run(document(#""fps": 24, "sound": "\#(track())""#), in: run)
    #expect(told.contains { $0.hasSuffix("track.wav: 3 seconds, 5 onsets, 120 beats a minute") })
    let images = try frames(run, 72)
    let speeds = Self.speeds(images)
    let mean = speeds.reduce(0, +) / Double(speeds.count)
    for click in Self.clicks {
      let frame = Int(click * 24)
      // Speed n is that from frame n to n + 1.
      let around = frame - 5..<min(frame + 5, speeds.count)
      let peak = around.max { speeds[$0] < speeds[$1] } ?? 0
      #expect(abs(peak + 1 - frame) <= 1, "the peak near frame \(frame) is at \(peak + 1)")
      #expect(speeds[peak] > 2 * mean)
    }
    // Nowhere else.
    let clicks = Self.clicks.map { Int($0 * 24) }
    for (frame, speed) in speeds.enumerated() where speed > 2.5 * mean {
      #expect(clicks.contains { abs(frame + 1 - $0) <= 1 }, "frame \(frame + 1) jumps")
    }
  }

  @Test func theSameForAnyNumberOfThreads() throws {
    let document = document(
      #""fps": 12, "keyframes": 3, "sound": {"file": "\#(try track())", "swing": 1}"#,
      #"{"kind": "video", "size": 32, "upscaling": "nearest"}, {"kind": "video", "file": "web.webm", "size": 32}"#)
    let runs = try [1, 2, 3].map { threads in
      let run = try TemporaryFolder()
      try self.run(document, in: run, threads: threads)
      return try [run.data("video.mp4"), run.data("web.webm")]
    }
    #expect(runs[0] == runs[1] && runs[1] == runs[2])
  }

  /// The loudness of the bands moves the images where nothing else does.
  @Test func bandsMoveTheImages() throws {
    let sound = TestSound(rate: 22_050, seconds: 2) { $0 < 1 ? 0 : 0.8 * sin(500 * $0) }
    let walk =
      #""frames": 24, "fps": 12, "keyframes": 2, "seeds": [4, 4], "sound": {"file": "\#(try track(sound))", "swing": "#
    let still = try TemporaryFolder()
    try run(document(walk.replacingOccurrences(of: #""keyframes": 2, "#, with: "") + "0}"), in: still)
    #expect(Set(try frames(still, 24).map(\.pixels)).count == 1)
    let moved = try TemporaryFolder()
    try run(document(walk.replacingOccurrences(of: #""keyframes": 2, "#, with: "") + "1}"), in: moved)
    let images = try frames(moved, 24)
    #expect(images[3] == images[9])
    #expect(images[3] != images[20])
  }

  @Test func videosHaveTheSound() throws {
    let run = try TemporaryFolder()
    let file = try track()
    let told = try self.run(
      document(
        #""fps": 24, "seconds": 2, "sound": "\#(file)""#,
        #"{"kind": "video", "size": 32}, {"kind": "video", "id": "gif", "format": "gif", "size": 28}, "#
          + #"{"kind": "video", "id": "cut", "format": "mov", "size": 28}, {"kind": "video", "id": "web", "format": "webm", "#
          + #""size": 28}"#),
      in: run)
    #expect(told.contains { $0.hasPrefix("note: 48 frames") && $0.hasSuffix("with the sound of \(file)") })
    #expect(told.contains("note: a GIF has no sound: the track is left out"))
    for name in ["video.mp4", "cut.mov", "web.webm"] {
      let reader = try SoundReader(run.path(of: name), channels: 1)
      let samples = try reader.read(10 * reader.rate)
      #expect(abs(Double(samples.count) / Double(reader.rate) - 2) < 0.05)
      let first = samples.firstIndex { abs($0) > 0.3 } ?? 0
      #expect(abs(Double(first) / Double(reader.rate) - 0.5) < 0.003, "\(name)")
    }
  }

  @Test(arguments: [
    (#""sound": "no.wav""#, "sound.file: /FOLDER/no.wav: cannot open the file: no such file or directory"),
    (
      #""sound": "silent.wav""#,
      "sound.file: /FOLDER/silent.wav: the track is silent: nothing in it is louder than -60 dB; name one that can be heard"
    ),
    (
      #""sound": "text.wav""#,
      "sound.file: /FOLDER/text.wav: this is text, which is not read as sound; these can: WAV, AIFF, FLAC, MP3, Ogg, AAC, "
        + "M4A, and videos with sound"
    ),
    (
      #""sound": "short.wav""#,
      "sound: at 24 frames a second, the track is shorter than two frames"
    ),
    (
      #""sound": {"file": "track.wav", "offset": 4}"#,
      "sound.offset: /FOLDER/track.wav: the track has only 3 seconds: it cannot begin at 4"
    ),
    (
      #""sound": {"file": "track.wav", "bands": {"low": "size"}}"#,
      "sound.bands: 'bands' takes its names from a file: name it with 'directions'"
    ),
    (#""flashes": true"#, "flashes: 'flashes' is for a walk with 'sound'"),
  ])
  func mistakesAreToldBeforeAnythingRuns(walk: String, message: String) throws {
    _ = try track()
    _ = try track(TestSound(seconds: 1), "silent.wav")
    _ = try track(.clicks(at: [0], seconds: 0.05), "short.wav")
    try Data("no sound".utf8).write(to: URL(fileURLWithPath: folder.path(of: "text.wav")))
    let walk = walk.replacingOccurrences(of: #"": ""#, with: #"": "\#(folder.path)/"#)
      .replacingOccurrences(of: "\(folder.path)/size", with: "size")
    let error = #expect(throws: Problems.self) { try Workbench.plan(document(walk)) }
    let expected = message.replacingOccurrences(of: "/FOLDER", with: folder.path)
    #expect(
      error?.problems.first?.description.hasSuffix(": stages[1]." + expected) == true, "\(String(describing: error))")
  }

  @Test func aVideoKeepsTheWalksRate() throws {
    let error = #expect(throws: Problems.self) {
      try Workbench.plan(document(#""fps": 24, "sound": "\#(track())""#, #"{"kind": "video", "fps": 30}"#))
    }
    #expect(
      error?.problems.first?.description.hasSuffix(
        "stages[2].fps: the walk is cut to its sound at 24 frames a second; leave 'fps' out") == true)
  }

  /// A storyboard is as long as its track, and its scenes are reached on beats, where they stand still.
  @Test func storyboardsFollowTheBeats() throws {
    let run = try TemporaryFolder()
    let stage = #""hold": 0.4, "transition": 0.6, "loop": false, "sound": {"file": "\#(try track())", "swing": 0}"#
    let document = document(
      #""frames": 2"#,
      #"{"kind": "storyboard", "from": "train", "fps": 24, \#(stage)}, {"kind": "images", "id": "walk"}"#)
    try self.run(document, in: run)
    let images = try frames(run, 72)
    let speeds = Self.speeds(images)
    // Six scenes in three seconds: the second is reached on the beat at 0.5 seconds, and held for 5 frames.
    #expect(speeds[11] > 0)
    #expect(speeds[12..<16].allSatisfy { $0 == 0 })
    #expect(speeds[18] > 0)
  }

  /// Three flashes a second and more are calmed, unless they are asked for.
  @Test(arguments: [false, true])
  func flashesAreCalmed(areAllowed: Bool) throws {
    let run = try TemporaryFolder()
    let file = try track()
    let document = """
      {"stages": [{"kind": "flash", "file": "\(file)", "flashes": \(areAllowed)},
        {"kind": "video", "size": 16, "quality": 100, "upscaling": "nearest"}]}
      """
    let planner = Planner(try Workbench.tools(stages: [FlashStage.self]))
    let log = EventLog()
    _ = try Workbench.run(
      planner.plan(SettingValue.parse(document, file: "test.json")), in: run, observer: log.observer)
    let told = log.take()
    let bytes = try FFmpegProgram.pixels(of: run.path(of: "video.mp4"))
    var meter = FlashMeter(frameRate: 24)
    for start in stride(from: 0, to: bytes.count, by: 256) {
      meter.add(try PixelImage(width: 16, height: 16, channels: 1, pixels: Array(bytes[start..<start + 256])))
    }
    #expect(bytes.count == 48 * 256)
    #expect((meter.flashesPerSecond >= 3) == areAllowed)
    #expect(told.contains { $0.contains("were calmed") } != areAllowed)
  }
}

/// Black and white in turn, as a walk with a sound.
struct FlashStage: PipelineStage {
  static let kind = "flash"
  static let summary = "Flashes"
  static let output = ArtifactKind.walk
  static let isCached = false

  private let file: String
  private let areAllowed: Bool

  init(_ settings: SettingsReader) {
    file = settings.requiredPath("file", "The track.")
    areAllowed = settings.bool("flashes", default: false, "Whether flashes are allowed.")
  }

  var accepts: Set<ArtifactKind> { [] }

  func run(_ context: StageContext) throws -> StageResult {
    StageResult(
      .images(
        ImageStream(
          Images(), framesPerSecond: 24, sound: StreamSound(track: Soundtrack(file: file), allowsFlashes: areAllowed),
          fingerprint: ["flashes": SettingValue(areAllowed)])))
  }

  private struct Images: ImageSource {
    let count = 48
    let trackCount = 1

    func imageShape() -> Shape { [16, 16, 1] }

    func forEachImage(
      of frames: some Sequence<Int>, by execution: Execution, _ body: (PixelImage) throws -> Void
    ) throws {
      for frame in frames {
        try body(PixelImage(width: 16, height: 16, channels: 1, fill: frame / 2 % 2 == 0 ? 0 : 255))
      }
    }
  }
}

/// FFmpeg's program.
enum FFmpegProgram {
  /// The pixels of all frames of a video, grey where not said otherwise.
  static func pixels(of video: String, _ format: String = "gray", decoder: String? = nil) throws -> [UInt8] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments =
      ["ffmpeg", "-v", "error"] + (decoder.map { ["-c:v", $0] } ?? []) + [
        "-i", "file:" + video, "-fps_mode", "passthrough", "-f", "rawvideo", "-pix_fmt", format, "-",
      ]
    let output = Pipe()
    process.standardOutput = output
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return Array(bytes)
  }
}
