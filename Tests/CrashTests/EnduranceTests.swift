import ArtFiles
import ArtMedia
import Foundation
import ProgramTestSupport
import Testing

/// Memory stays where it is, however long the program works. Long: `make endurance`.
@Suite(
  .serialized,
  .enabled(if: ProcessInfo.processInfo.environment["ARTPIPE_ENDURANCE"] != nil, "takes long: 'make endurance'"))
struct EnduranceTests {
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try Scenario.prepare(scratch)
  }

  /// The resident memory of a process in the course of time, in megabytes.
  struct Memory {
    let samples: [Double]
    let seconds: Double

    var peak: Double { samples.max() ?? 0 }
    /// The peaks of the second and of the last fifth: the first has the loading of data and the compiling.
    var early: Double { samples[(samples.count / 5)..<(2 * samples.count / 5)].max() ?? 0 }
    var late: Double { samples.suffix(samples.count / 5).max() ?? 0 }
  }

  private func memory(of arguments: [String], every pause: UInt32 = 100_000) throws -> Memory {
    let running = try Program.Running(Program.artpipe, arguments, in: scratch.path)
    let start = ContinuousClock.now
    var samples: [Double] = []
    while running.process.isRunning {
      let status = try? String(contentsOfFile: "/proc/\(running.process.processIdentifier)/status", encoding: .utf8)
      let line = status?.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
      if let kilobytes = line?.split(separator: " ").dropFirst().first.flatMap({ Double($0) }) {
        samples.append(kilobytes / 1024)
      }
      usleep(pause)
    }
    let run = try running.wait()
    try #require(run.status == 0, "\(run.errors.suffix(1000))")
    return Memory(samples: samples, seconds: (ContinuousClock.now - start) / .seconds(1))
  }

  private func tell(_ what: String, _ memory: Memory) {
    print(
      "endurance: \(what): peak \(Int(memory.peak)) MB, early \(Int(memory.early)) MB, late \(Int(memory.late)) MB, "
        + "\(Int(memory.seconds)) s")
  }

  /// The shipped model in its full size; batches are small, so that it takes minutes and not hours.
  @Test func tenThousandStepsOfTraining() throws {
    try scratch.write(
      """
      {"model": {"plugin": "dcgan-mnist", "recipe": {"batchSize": 2}}, "dataset": {"kind": "strokes", "count": 400},
        "stages": [{"kind": "train", "steps": 10000, "checkpoint": {"every": {"steps": 1000}}, "sheetEvery": 1000, "samples": 4}]}
      """, to: "long.json")
    let memory = try self.memory(of: ["run", "long.json", "--output", "long"])
    tell("10,000 steps of dcgan-mnist", memory)
    #expect(memory.late <= memory.early + 8)
  }

  @Test func aLongVideo() throws {
    try scratch.write(
      """
      {"model": {"plugin": "mlp-gan", "width": 16, "height": 9, "recipe": {"batchSize": 4}},
        "dataset": {"kind": "strokes", "count": 24},
        "stages": [{"kind": "train", "steps": 2, "samples": 0},
          {"kind": "interpolate", "keyframes": 100, "frames": 20000}, {"kind": "video", "size": 1080, "quality": 1}]}
      """, to: "video.json")
    let memory = try self.memory(of: ["run", "video.json", "--output", "video"])
    tell("20,000 frames of 1920×1080", memory)
    #expect(memory.late <= memory.early + 8)
  }

  /// Ten times the files need no more memory.
  @Test func manyImagesAndVideos() throws {
    func document(images: Int, videos: Int) -> String {
      let video = (0..<videos).map {
        #"{"kind": "interpolate", "id": "walk\#($0)", "keyframes": 3, "frames": 24}, "#
          + #"{"kind": "video", "id": "video\#($0)", "size": 64, "format": "\#(["mp4", "gif", "webp"][$0 % 3])"}"#
      }
      let stages =
        [#"{"kind": "train", "steps": 2, "samples": 0}"#] + video
        + [#"{"kind": "sample", "from": "train", "count": \#(images)}"#, #""images""#]
      return #"{"model": {"plugin": "mlp-gan", "size": 64, "color": "rgb", "recipe": {"batchSize": 4}}, "#
        + #""dataset": {"kind": "blossoms", "count": 24}, "stages": [\#(stages.joined(separator: ", "))]}"#
    }
    // Each kind of video once, since each loads an encoder.
    try scratch.write(document(images: 100, videos: 3), to: "few.json")
    try scratch.write(document(images: 1000, videos: 10), to: "many.json")
    let few = try self.memory(of: ["run", "few.json", "--output", "few"], every: 5_000)
    let many = try self.memory(of: ["run", "many.json", "--output", "many"], every: 5_000)
    tell("100 images and 3 videos", few)
    tell("1,000 images and 10 videos", many)
    // The samples themselves are kept: 64×64×3 numbers each.
    #expect(many.peak <= few.peak + 900 * 64 * 64 * 3 * 4 / 1e6 + 16)
  }

  /// Read here, in the tests' own process.
  @Test func aLongVideoThatIsRead() throws {
    let file = scratch.path(of: "read.mp4")
    let encoder = try VideoEncoder(
      file: .typed(file), format: MP4Format(), frameWidth: 640, frameHeight: 360,
      settings: VideoSettings(quality: 1, effort: .fast))
    for number in 0..<10_000 {
      try encoder.write(PixelImage(width: 640, height: 360, channels: 3, fill: UInt8(truncatingIfNeeded: number)))
    }
    try encoder.finish()
    let reader = try VideoReader(file)
    var samples: [Double] = []
    while try reader.next() != nil {
      let pages = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")
      samples.append((Double(pages[1]) ?? 0) * Double(getpagesize()) / 1e6)
    }
    #expect(samples.count == 10_000)
    let memory = Memory(samples: samples, seconds: 0)
    tell("10,000 frames of 640×360 read", memory)
    #expect(memory.late <= memory.early + 8)
  }

  @Test func aFolderOfTwoHundredThousandImages() throws {
    for folder in 0..<200 {
      for number in 0..<1000 {
        let index = folder * 1000 + number
        let pixels = (0..<64).map { UInt8(truncatingIfNeeded: index >> ($0 % 3 * 8) &* ($0 | 1)) }
        let image = try PixelImage(width: 8, height: 8, channels: 1, pixels: pixels)
        try scratch.write(Data(try PNGFormat().encode(image)), to: "many/\(folder)/\(number).png")
      }
    }
    try scratch.write(
      """
      {"model": {"plugin": "mlp-gan", "size": 8, "recipe": {"batchSize": 4}}, "dataset": "many",
        "stages": [{"kind": "train", "steps": 1, "samples": 0}]}
      """, to: "folder.json")
    let memory = try self.memory(of: ["run", "folder.json", "--output", "folder"])
    tell("200,000 images opened", memory)
    #expect(memory.peak <= 300)
    #expect(memory.seconds <= 60)
  }
}
