import ArtGraph
import ArtTensor

/// Moves images, row by row.
final class ShiftKernel: CPUKernel {
  private let operation: Shift
  private let operands: [Int]
  private let output: Int
  private let shape: Shape

  init(_ operation: Shift, operands: [Int], shape: Shape, output: Int) {
    self.operation = operation
    self.operands = operands
    self.shape = shape
    self.output = output
  }

  func workspaceCount(threads: Int) -> Int { 0 }

  func run(_ run: KernelRun) {
    let (source, offsets, target) = (run.buffers[operands[0]], run.buffers[operands[1]], run.buffers[output])
    let (height, width, channels) = (shape[1], shape[2], shape[3])
    let (row, size) = (width * channels, height * width * channels)
    run.pool.parallel(shape[0]) { image in
      let (from, to) = (source + image * size, target + image * size)
      let down = operation.pixels(offsets[2 * image])
      let right = operation.pixels(offsets[2 * image + 1])
      let columns = max(0, width - abs(right))
      for y in 0..<height {
        let line = to + y * row
        guard (0..<height).contains(y - down), columns > 0 else {
          line.update(repeating: 0, count: row)
          continue
        }
        let start = max(right, 0) * channels
        line.update(repeating: 0, count: start)
        (line + start).update(from: from + (y - down) * row + max(-right, 0) * channels, count: columns * channels)
        (line + start + columns * channels).update(repeating: 0, count: row - start - columns * channels)
      }
    }
  }
}
