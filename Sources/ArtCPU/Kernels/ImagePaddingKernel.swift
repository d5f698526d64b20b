import ArtGraph
import ArtTensor

/// Images `[batch, height, width, channels]` and the same with rows and columns around them.
private struct PaddedImages {
  let images: Int
  let height: Int
  /// Numbers of a row of an image, and of a padded one.
  let row: Int
  let paddedRow: Int
  /// For each padded row the image's row that stands there.
  let rows: [Int]
  /// The first of a padded row's numbers that are the image's own row.
  let start: Int
  let channels: Int
  /// The columns around a row: where each begins in the padded row, and in the row that it is made of.
  let columns: [(padded: Int, source: Int)]

  init(_ shape: Shape, rows: AxisPadding, columns: AxisPadding) {
    let width = shape[2]
    (images, height, channels) = (shape[0], shape[1], shape[3])
    (row, paddedRow, start) = (width * channels, (width + columns.width) * channels, columns.before * channels)
    self.rows = rows.sources(length: height)
    let channels = channels
    self.columns = columns.sources(length: width).enumerated()
      .filter { $0.offset < columns.before || $0.offset >= columns.before + width }
      .map { ($0.offset * channels, $0.element * channels) }
  }

  /// Calls `body` with the image and the number of each row, of `rows` for each image, some to a task.
  func forEachRow(
    _ rows: Int, by pool: ThreadPool, _ body: (_ image: Int, _ row: Int) -> Void
  ) {
    let (count, group) = (images * rows, max(1, FusedBlocking.task / max(paddedRow, 1)))
    pool.parallel((count + group - 1) / group) { block in
      for index in block * group..<min((block + 1) * group, count) { body(index / rows, index % rows) }
    }
  }
}

/// Images with rows and columns of their own around them.
final class ImagePaddingKernel: CPUKernel {
  private let layout: PaddedImages
  private let input: Int
  private let output: Int

  init(_ operation: ImagePadding, input: Int, inputShape: Shape, output: Int) {
    layout = PaddedImages(inputShape, rows: operation.rows, columns: operation.columns)
    self.input = input
    self.output = output
  }

  func workspaceCount(threads: Int) -> Int { 0 }

  func run(_ run: KernelRun) {
    let (source, target, layout) = (run.buffers[input], run.buffers[output], layout)
    layout.forEachRow(layout.rows.count, by: run.pool) { image, row in
      let from = source + (image * layout.height + layout.rows[row]) * layout.row
      let to = target + (image * layout.rows.count + row) * layout.paddedRow
      (to + layout.start).update(from: from, count: layout.row)
      for column in layout.columns {
        (to + column.padded).update(from: from + column.source, count: layout.channels)
      }
    }
  }
}

/// The transpose: each row of an image is the sum of the padded rows that were made of it, from the top one down.
final class ImageFoldingKernel: CPUKernel {
  private let layout: PaddedImages
  /// For each row of an image the padded rows that were made of it.
  private let sources: [[Int]]
  private let input: Int
  private let output: Int

  init(_ operation: ImageFolding, input: Int, output: Int, outputShape: Shape) {
    layout = PaddedImages(outputShape, rows: operation.rows, columns: operation.columns)
    var sources = [[Int]](repeating: [], count: outputShape[1])
    for (padded, row) in layout.rows.enumerated() { sources[row].append(padded) }
    self.sources = sources
    self.input = input
    self.output = output
  }

  func workspaceCount(threads: Int) -> Int { 0 }

  func run(_ run: KernelRun) {
    let (source, target, layout, sources) = (run.buffers[input], run.buffers[output], layout, sources)
    layout.forEachRow(layout.height, by: run.pool) { image, row in
      let to = target + (image * layout.height + row) * layout.row
      for (number, padded) in sources[row].enumerated() {
        let from = source + (image * layout.rows.count + padded) * layout.paddedRow
        if number == 0 {
          to.update(from: from + layout.start, count: layout.row)
        } else {
          Self.add(from + layout.start, to: to, count: layout.row)
        }
        for column in layout.columns {
          Self.add(from + column.padded, to: to + column.source, count: layout.channels)
        }
      }
    }
  }

  private static func add(_ numbers: UnsafePointer<Float>, to sums: UnsafeMutablePointer<Float>, count: Int) {
    for index in 0..<count { sums[index] += numbers[index] }
  }
}
