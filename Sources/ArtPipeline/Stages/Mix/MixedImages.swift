import ArtGAN
import ArtMedia
import ArtTensor

/// A grid of mixed images, row after row. The first row shows the points of the columns as they are, the first image of each
/// other row that row's; the corner is empty.
struct MixedImages: ImageSource {
  let model: ModelArtifact
  let mixing: Mixing
  /// What the generator is given for each.
  let rows: [[Float]]
  let columns: [[Float]]

  var count: Int { (rows.count + 1) * (columns.count + 1) }
  var trackCount: Int { 1 }

  func imageShape() throws -> Shape { try model.checkpoint().definition.imageShape }

  func forEachImage(
    of frames: some Sequence<Int>, by execution: Execution, _ body: (PixelImage) throws -> Void
  ) throws {
    let sampler = try MixingSampler(model.checkpoint(), mixing, device: execution.device)
    execution.programs.add("mixing", sampler.plan)
    let shape = try imageShape()
    // Nothing: white, or transparent.
    let corner = try PixelImage(
      width: shape[1], height: shape[0], channels: shape.channels, fill: shape.channels == 4 ? 0 : 255)
    var waiting: [Int] = []
    func make() throws {
      var images: [PixelImage] = []
      try sampler.forEach(waiting.filter { $0 > 0 }.map(pair)) { images.append($0) }
      var next = images.startIndex
      for frame in waiting {
        try body(frame > 0 ? images[next] : corner)
        if frame > 0 { next += 1 }
      }
      waiting.removeAll(keepingCapacity: true)
    }
    for frame in frames {
      waiting.append(frame)
      if waiting.count == Sampler.standardBatchSize { try make() }
    }
    try make()
  }

  /// The points of a place on the grid; those at its edges are mixed with themselves.
  private func pair(_ frame: Int) -> (first: [Float], second: [Float]) {
    let (row, column) = frame.quotientAndRemainder(dividingBy: columns.count + 1)
    let first = row > 0 ? rows[row - 1] : columns[column - 1]
    return (first, column > 0 ? columns[column - 1] : first)
  }
}
