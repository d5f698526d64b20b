import ArtFiles
import ArtGAN
import ArtGraph
import ArtMedia
import ArtNN
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

    checkScale(raw.joined(), definition, check, &log)
  }

  /// Translations have the size of their inputs, differ from input to input, are the same each time, and there are some of
  /// images larger than those that the model learns from.
  func checkTranslations(_ checkpoint: Checkpoint, _ device: any Device, _ log: inout ConformanceLog) {
    let check = "translations"
    let definition = checkpoint.definition
    guard let channels = definition.translation?.inputShape.channels else { return }
    let own = Size2D(definition.imageShape[0], definition.imageShape[1])
    for size in [own, Size2D(own.height + 3, 2 * own.width)] {
      let raw = log.attempt(check) {
        let translator = try Translator(checkpoint, size: size, device: device)
        return try ([0, 1, 0] as [UInt64]).map { number in
          let image = RandomKey(seed: Self.seed).folded(number).uniforms(count: size.height * size.width * channels)
            .map { definition.pixelRange.black + definition.pixelRange.extent * $0 }
          return try image.withUnsafeBufferPointer { try translator.translate(raw: $0) { Array($0) } }
        }
      }
      guard let raw else { continue }
      let count = size.height * size.width * definition.imageShape.channels
      log.expect(check, raw.allSatisfy { $0.count == count }, "those of images of \(size) have another size")
      log.expect(check, raw[0] != raw[1], "all inputs of \(size) give the same image")
      log.expect(check, raw[0] == raw[2], "the same input of \(size) gave two images")
      checkScale(raw.joined(), definition, check, &log)
    }
  }

  /// A fresh generator without an output activation may leave its scale, but not by far.
  private func checkScale(
    _ numbers: some Sequence<Float>, _ definition: ModelDefinition, _ check: String, _ log: inout ConformanceLog
  ) {
    let range = definition.pixelRange
    let near = (range.black - range.extent)...(range.black + 2 * range.extent)
    let (inside, all) = numbers.reduce(into: (0, 0)) { counts, number in
      counts.0 += near.contains(number) ? 1 : 0
      counts.1 += 1
    }
    let share = Double(inside) / Double(max(all, 1))
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
