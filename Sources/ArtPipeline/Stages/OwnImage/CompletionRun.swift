import ArtFiles
import ArtGAN
import ArtMedia
import ArtNN
import ArtSettings
import ArtTensor

/// The completion of some images: the search, the choice of answers, the blending, and what is written.
struct CompletionRun {
  private let stage: CompleteStage
  private let context: StageContext
  private let checkpoint: Checkpoint
  private let originals: [PixelImage]
  private let masks: [PixelMask]
  private let targets: [ProjectionTarget]

  /// Two answers of a mean difference inside of the hole below this, of 255, are one.
  private static let leastDifference = 4

  init(_ stage: CompleteStage, _ context: StageContext) throws {
    (self.stage, self.context) = (stage, context)
    stage.images.tellUnused(context.observer)
    checkpoint = try context.inputs.trainedModel().checkpoint()
    let definition = checkpoint.definition
    let shape = definition.imageShape
    let label = try stage.className.map(definition.label(named:))
    var (originals, masks, targets): ([PixelImage], [PixelMask], [ProjectionTarget]) = ([], [], [])
    var resized: [String] = []
    for file in stage.images.files {
      let image = try stage.images.decoded(file)
      let mask = try stage.hole.mask(of: image, file: file)
        .fitted(width: shape[1], height: shape[0], mode: stage.images.fit)
      guard (1..<mask.isHole.count).contains(mask.holeCount) else {
        throw PipelineError(
          .data,
          "\(file): at the model's size, \(shape[1])×\(shape[0]), \(mask.holeCount == 0 ? "nothing" : "all") of the image "
            + "is hole; another 'fit' may help")
      }
      let fitted = try stage.images.fitted(image, to: shape)
      if (image.width, image.height) != (shape[1], shape[0]) { resized.append(file) }
      originals.append(fitted)
      masks.append(mask)
      targets.append(
        ProjectionTarget(
          image: definition.pixelRange.numbers(of: fitted),
          weights: contextWeights(isHole: mask.isHole, width: shape[1], window: stage.window), label: label,
          shape: shape))
    }
    (self.originals, self.masks, self.targets) = (originals, masks, targets)
    if let first = resized.first {
      context.observer(
        .note(
          "\(first)\(resized.count > 1 ? " and \(resized.count - 1) more" : ""): answers have the model's size, "
            + "\(shape[1])×\(shape[0]), not the image's"))
    }
  }

  func run() throws -> StageResult {
    try context.folder.create()
    let files = CompletionFiles(stage, id: context.id)
    try context.folder.create(files.folder)
    let (found, _) = try ImageSearches(context: context, settings: stage.search).run(targets, in: checkpoint, more: 0)
    let sampler = try Sampler(checkpoint, device: context.execution.device)
    let definition = checkpoint.definition
    let factor = stage.search.truncation
    let generated = try sampler.images(
      found.flatMap { $0.found.map { definition.truncated($0.point, to: factor) } })
    var (tiles, points): ([PixelImage], [NamedPoint]) = ([], [])
    for (index, image) in originals.enumerated() {
      let first = found[..<index].reduce(0) { $0 + $1.found.count }
      let candidates = generated[first..<first + found[index].found.count].map { $0 }
      tiles.append(try image.showing(masks[index]))
      for (number, answer) in choose(candidates, for: index).enumerated() {
        let whole =
          stage.blends
          ? try candidates[answer].blended(into: image, hole: masks[index])
          : try candidates[answer].pasted(into: image, hole: masks[index])
        let name = files.answers[index][number]
        try stage.format.write(whole, to: context.folder.file(name), metadata: context.recipe)
        tiles.append(whole)
        points.append(
          definition.namedPoint(
            found[index].found[answer].point, name: "\(stage.images.names[index])-\(number + 1)", truncation: factor))
      }
    }
    try stage.format.write(sheet(tiles), to: context.folder.file(files.sheet), metadata: context.recipe)
    try PointsFile(model: PointsFile.Model(checkpoint), points: points).write(to: context.folder.file(files.points))
    context.removeSearch()
    let stream = try files.stream(shape: definition.imageShape, context.services)
    return StageResult(.images(stream), files: [files.sheet, files.points] + files.answers.flatMap(\.self))
  }

  /// The answers to give, of those that were found in order: the best, and of the others first those that differ from all
  /// before them.
  private func choose(_ candidates: [PixelImage], for index: Int) -> [Int] {
    var chosen: [Int] = []
    let inside = masks[index].isHole
    for number in candidates.indices
    where chosen.allSatisfy({
      candidates[number].difference(to: candidates[$0], inside: inside) >= Self.leastDifference
    }) {
      chosen.append(number)
    }
    let others = candidates.indices.filter { !chosen.contains($0) }
    return Array((chosen + others).prefix(stage.answers))
  }

  /// A row or more of each image and its answers.
  private func sheet(_ tiles: [PixelImage]) throws(MediaError) -> PixelImage {
    let each = 1 + stage.answers
    var groups = 1
    while groups * each * groups * each < tiles.count { groups += 1 }
    let side = min(originals[0].width, originals[0].height)
    return try Sheet(columns: groups * each, scale: stage.scale ?? TileSettings.scale(forTilesOf: side)).render(tiles)
  }
}

extension PixelImage {
  /// The image with its hole in mid-grey.
  fileprivate func showing(_ mask: PixelMask) throws(MediaError) -> PixelImage {
    try PixelImage(width: width, height: height, channels: channels, fill: 128).pasted(into: self, hole: mask)
  }

  /// Another image with this one in its hole.
  fileprivate func pasted(into surroundings: PixelImage, hole mask: PixelMask) throws(MediaError) -> PixelImage {
    try PixelImage(
      width: width, height: height, channels: channels,
      pixels: pixels.indices.map { mask.isHole[$0 / channels] ? pixels[$0] : surroundings.pixels[$0] })
  }

  /// The mean absolute difference to another image inside of a hole, of 255.
  fileprivate func difference(to other: PixelImage, inside: [Bool]) -> Int {
    var (sum, count) = (0, 0)
    for place in pixels.indices where inside[place / channels] {
      sum += abs(Int(pixels[place]) - Int(other.pixels[place]))
      count += 1
    }
    return sum / max(count, 1)
  }
}
