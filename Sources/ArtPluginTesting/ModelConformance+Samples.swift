import ArtGAN
import ArtMedia
import ArtTensor
import Foundation

extension ModelConformance {
  /// Pictures have the right size and finite numbers near the model's scale, differ from point to point, and do not
  /// depend on what is made beside them.
  func checkSamples(_ checkpoint: Checkpoint, _ log: inout ConformanceLog) {
    let check = "samples"
    let definition = checkpoint.definition
    let points = definition.points(seed: Self.seed, count: 5)
    var raw: [[Float]] = []
    let result = log.attempt(check) {
      let sampler = try Sampler(checkpoint, pool: ThreadPool(threads: 1), batchSize: 4)
      try sampler.forEachRaw(points) { raw.append(Array($1)) }
      return (all: try sampler.pictures(points), last: try sampler.pictures(points[4...], first: 4))
    }
    guard let (all, last) = result, let picture = all.first else { return }
    let size: Shape = [picture.height, picture.width, picture.channels]
    log.expect(check, size == definition.pictureShape, "they have shape \(size), not \(definition.pictureShape)")
    log.expect(check, Set(raw).count > 1, "all latent points give the same picture")
    log.expect(check, all.last == last.first, "a picture made alone differs from the same one among others")

    // A fresh generator without an output activation may leave its scale, but not by far.
    let range = definition.pixelRange
    let near = (range.black - range.extent)...(range.black + 2 * range.extent)
    let numbers = raw.joined()
    let share = Double(numbers.count { near.contains($0) }) / Double(max(numbers.count, 1))
    log.expect(
      check, share >= 0.5,
      "\(Int(share * 100)) % of the numbers lie near the scale \(range.black) to \(range.black + range.extent)")
  }

  /// The checkpoint survives being written and read.
  func checkFile(_ checkpoint: Checkpoint, _ log: inout ConformanceLog) {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    let copy = log.attempt("checkpoint") {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      let path = folder.appendingPathComponent("model.safetensors").path
      try checkpoint.write(to: path)
      return try Checkpoint(readingFrom: path)
    }
    log.expect("checkpoint", copy == nil || copy == checkpoint, "the checkpoint read back from its file is another")
  }
}
