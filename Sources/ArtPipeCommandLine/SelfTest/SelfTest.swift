import ArtData
import ArtFiles
import ArtGAN
import ArtGraph
import ArtMedia
import ArtNN
import ArtPipeline
import ArtSettings
import ArtTensor

/// A small training, samples of its model and a video, made anew in a folder that is gone afterwards.
struct SelfTest {
  let device: any Device
  let stop: StopRequest
  let observer: PipelineObserver

  /// What came out.
  struct Outcome {
    /// Numbers of the first steps, by what they are.
    var numbers: [(name: String, value: Double)] = []
    /// SHA-256 of what came out, by what it is: as 64 hexadecimal digits.
    var hashes: [(name: String, hash: String)] = []
    var video: Video

    /// The video as it was read again.
    struct Video {
      let format: String
      let encoder: String?
      let frames: Int
      /// The largest difference of a frame's mean colours from those of what was encoded, from 0 to 255.
      let difference: Double
    }
  }

  /// - Throws: Any error: that alone is a test that has failed.
  func run() throws -> Outcome {
    let scratch = try ScratchFolder()
    defer { withExtendedLifetime(scratch) {} }
    let format = Self.videoFormat()
    let plan = try plan(in: scratch.folder, video: format.id)
    let folder = RunFolder(scratch.folder.path(of: "run"))
    let runner = Runner(plan, in: folder, device: device, stop: stop) { [observer] event in
      // Files that are gone at once are no results.
      switch event {
      case .ended(let stage, let seconds, _): observer(.ended(stage: stage, seconds: seconds, files: []))
      case .samples, .warning: break
      default: observer(event)
      }
    }
    _ = try runner.run()
    let frames = try frames(in: folder)
    let checkpoint = try Checkpoint(
      readingFrom: folder.file("training/checkpoint.safetensors"), components: plan.components)
    return Outcome(
      numbers: try numbers(in: folder),
      hashes: [
        ("training", Self.hash(checkpoint)),
        ("samples", Self.hash([try ImageDecoder().decode(file: folder.path(of: "samples.png"))])),
        ("frames", Self.hash(frames)),
      ], video: try video(in: folder, format, of: frames))
  }

  /// The first kind of video that can be written here; GIF always can.
  private static func videoFormat() -> any VideoFormat {
    let formats = VideoFormatRegistry.standard
    return formats.registry.all.first { (try? $0.check(hasSound: false)) != nil } ?? formats.usual
  }

  /// What artpipe brings is tested, whatever else the program has.
  private func plan(in scratch: RunFolder, video: String) throws -> Plan {
    let name = "self-test.artmodel.json"
    try scratch.file(name).write(Array(SelfTestDocument.model.utf8))
    let tools = Toolbox(
      models: try ModelRegistry([]), datasets: try DatasetRegistry(DatasetRegistry.builtIn),
      stages: try StageRegistry(StageRegistry.builtIn)
    ).adding(modelFiles: [ModelFile(file: scratch.path(of: name))])
    return try Planner(tools).plan(SelfTestDocument.document(video: video))
  }

  /// The losses and mean logits of the first steps.
  private func numbers(in folder: RunFolder) throws -> [(name: String, value: Double)] {
    let bytes = try FileReader.contents(of: folder.file("first/metrics.jsonl"), limit: 1 << 20)
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    return try lines.enumerated().flatMap { number, line in
      try ["generatorLoss", "discriminatorLoss", "realLogit", "fakeLogit"].map { key in
        guard let value = SettingValue(json: String(line), at: nil)?[key]?.number?.double else {
          throw PipelineError(.fault, "the log of the training has no \(key) in line \(number + 1)")
        }
        return ("\(key) of step \(number + 1)", value)
      }
    }
  }

  private func frames(in folder: RunFolder) throws -> [PixelImage] {
    try folder.names(in: "frames").sorted { Paths.precedes($0, $1) }.map { name in
      try stop.check()
      return try ImageDecoder().decode(file: folder.path(of: "frames/\(name)"))
    }
  }

  private func video(
    in folder: RunFolder, _ format: any VideoFormat, of frames: [PixelImage]
  ) throws -> Outcome.Video {
    let reader = try VideoReader(folder.path(of: "video.\(format.suffixes.first ?? format.id)"))
    var (count, difference) = (0, 0.0)
    while let frame = try reader.next() {
      try stop.check()
      if count < frames.count {
        for (found, expected) in zip(Self.means(frame), Self.means(frames[count])) {
          difference = max(difference, abs(found - expected))
        }
      }
      count += 1
    }
    return Outcome.Video(format: format.title, encoder: format.encoder, frames: count, difference: difference)
  }

  /// The mean red, green and blue.
  private static func means(_ image: PixelImage) -> [Double] {
    (0..<3).map { color in
      let places = stride(from: min(color, image.channels - 1), to: image.pixels.count, by: image.channels)
      return places.reduce(0.0) { $0 + Double(image.pixels[$1]) } / Double(max(image.width * image.height, 1))
    }
  }

  /// Over all tensors in the order of their names, and over what stands beside them.
  private static func hash(_ checkpoint: Checkpoint) -> String {
    var hash = SHA256()
    for (name, tensor) in checkpoint.tensors.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
      hash.update(Array(name.utf8))
      for number in tensor.scalars { withUnsafeBytes(of: number.bitPattern.littleEndian) { hash.update($0) } }
    }
    return hash.finish().hex
  }

  private static func hash(_ images: [PixelImage]) -> String {
    var hash = SHA256()
    for image in images {
      hash.update(Array("\(image.width) \(image.height) \(image.channels)\n".utf8))
      hash.update(image.pixels)
    }
    return hash.finish().hex
  }
}
