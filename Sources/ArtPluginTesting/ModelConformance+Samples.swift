import ArtFiles
import ArtGAN
import ArtGraph
import ArtMedia
import ArtTensor

extension ModelConformance {
  /// Images have the right size and finite numbers near the model's scale, differ from point to point, and do not
  /// depend on what is made beside them.
  func checkSamples(_ checkpoint: Checkpoint, _ device: any Device, _ log: inout ConformanceLog) {
    let check = "samples"
    let definition = checkpoint.definition
    let points = definition.points(seed: Self.seed, count: 5)
    var raw: [[Float]] = []
    let result = log.attempt(check) {
      let sampler = try Sampler(checkpoint, batchSize: 4, device: device)
      try sampler.forEachRaw(points) { raw.append(Array($1)) }
      return (all: try sampler.images(points), last: try sampler.images(points[4...], first: 4))
    }
    guard let (all, last) = result, let image = all.first else { return }
    let size: Shape = [image.height, image.width, image.channels]
    log.expect(check, size == definition.imageShape, "they have shape \(size), not \(definition.imageShape)")
    log.expect(check, Set(raw).count > 1, "all latent points give the same image")
    log.expect(check, all.last == last.first, "an image made alone differs from the same one among others")

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
    let copy = log.attempt("checkpoint") {
      let scratch = try ScratchFolder()
      let place = scratch.folder.file("model.safetensors")
      try checkpoint.write(to: place)
      return try Checkpoint(readingFrom: place, components: components(of: checkpoint.definition))
    }
    log.expect("checkpoint", copy == nil || copy == checkpoint, "the checkpoint read back from its file is another")
  }
}
