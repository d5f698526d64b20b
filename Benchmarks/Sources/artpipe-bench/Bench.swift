import ArtCPU
import ArtGAN
import ArtGraph
import Foundation

/// Times training and sampling.
///
///     artpipe-bench [--threads N]            every work once, a line each
///     artpipe-bench --worker [--threads N]   answers lines "WORK ROUNDS" with seconds, a JSON list a line: for scripts
///                                            that take turns with other programs
///     artpipe-bench --profile WORK           what each step of a training step takes, as JSON
///     artpipe-bench --images FILE --weights MODEL   256 latent points and their images, for programs that make the same
///
/// `--weights MODEL` lets sampling use a checkpoint instead of the model's random weights.
@main struct Bench {
  static let works = [
    "train dcgan-mnist 256", "train dcgan-mnist 64", "train rgb-art 256", "train mlp-gan 128", "train hybrid-gan 128",
    "train dcgan-64 64", "train dcgan-128 64", "train dcgan-256 16", "train residual-32 64", "train pix2pix-64 1",
    "train pix2pix-128 1", "train cyclegan-64 1", "train fastcut-64 1",
    "sample dcgan-mnist 256", "sample dcgan-mnist 1",
  ]

  static func main() throws {
    let arguments = CommandLine.arguments
    func value(_ option: String) -> String? {
      guard let place = arguments.firstIndex(of: option), place + 1 < arguments.count else { return nil }
      return arguments[place + 1]
    }
    let threads = value("--threads").flatMap(Int.init) ?? ProcessInfo.processInfo.activeProcessorCount
    let device = CPUDevice(threads: threads)
    let checkpoint = try value("--weights").map { try Checkpoint(readingFrom: $0, weightsOnly: true) }
    if arguments.contains("--worker") {
      try answer(checkpoint, device)
    } else if let file = value("--images"), let checkpoint {
      try Work.writeImages(of: checkpoint, to: file, device: device)
    } else if let work = value("--profile") {
      let profile = try TrainingProfile.measure(definition(work), device: device, steps: 5)
      try FileHandle.standardOutput.write(contentsOf: JSONEncoder().encode(profile))
    } else {
      for work in works {
        let prepared = try prepare(work, checkpoint, device)
        let seconds = try times(prepared, rounds: 7).sorted()[3]
        print("\(work): \(milliseconds(seconds)) ms, \(Int(Double(prepared.images) / seconds)) images/s")
      }
    }
  }

  private static func milliseconds(_ seconds: Double) -> Double { (seconds * 1e5).rounded() / 100 }

  private static func answer(_ checkpoint: Checkpoint?, _ device: any Device) throws {
    var prepared: [String: Work] = [:]
    while let line = readLine() {
      let words = line.split(separator: " ").map(String.init)
      guard let rounds = words.last.flatMap(Int.init) else { continue }
      let name = words.dropLast().joined(separator: " ")
      let work = try prepared[name] ?? prepare(name, checkpoint, device)
      prepared[name] = work
      try FileHandle.standardOutput.write(contentsOf: Data("\(try times(work, rounds: rounds))\n".utf8))
    }
  }

  /// The model of a work, with its batch size.
  private static func definition(_ work: String) throws -> ModelDefinition {
    let words = work.split(separator: " ").map(String.init)
    guard words.count == 3, let batch = Int(words[2]) else { throw BenchError(work) }
    var definition =
      switch words[1] {
      case "dcgan-64": Models.dcgan(side: 64)
      case "dcgan-128": Models.dcgan(side: 128)
      case "dcgan-256": Models.dcgan(side: 256)
      case "residual-32": Models.residual32()
      default: try Models.translation(words[1]) ?? Models.plugin(words[1])
      }
    definition.recipe.batchSize = batch
    return definition
  }

  private static func prepare(_ name: String, _ checkpoint: Checkpoint?, _ device: any Device) throws -> Work {
    let definition = try definition(name)
    let work =
      name.hasPrefix("sample ")
      ? try Work.sampling(definition, checkpoint, batch: definition.recipe.batchSize, device: device)
      : try Work.training(definition, device: device)
    for _ in 0..<2 { try work.run() }
    return work
  }

  private static func times(_ work: Work, rounds: Int) throws -> [Double] {
    try (0..<rounds).map { _ in
      let clock = ContinuousClock()
      let duration = try clock.measure { try work.run() }
      return Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
    }
  }
}

struct BenchError: Error, CustomStringConvertible {
  let description: String

  init(_ work: String) {
    description = "no such work: '\(work)'; known: \(Bench.works.joined(separator: ", "))"
  }
}
