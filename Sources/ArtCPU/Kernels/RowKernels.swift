import ArtGraph
import ArtTensor

// Rows of a matrix by their numbers.

/// Copies rows. A number that is no row gives zeros.
final class GatherKernel: CPUKernel {
  private let operands: [Int]
  private let rows: Int
  private let output: Int
  private let shape: Shape

  init(operands: [Int], rows: Int, output: Int, shape: Shape) {
    self.operands = operands
    self.rows = rows
    self.output = output
    self.shape = shape
  }

  func workspaceCount(threads: Int) -> Int { 0 }

  func run(_ run: KernelRun) {
    let (source, numbers, target) = (run.buffers[operands[0]], run.buffers[operands[1]], run.buffers[output])
    let (count, columns) = (shape[0], shape[1])
    let group = max(1, FusedBlocking.task / max(columns, 1))
    run.pool.parallel((count + group - 1) / group) { block in
      for place in block * group..<min((block + 1) * group, count) {
        let line = target + place * columns
        if let row = rowNumber(numbers[place], below: rows) {
          line.update(from: source + row * columns, count: columns)
        } else {
          line.update(repeating: 0, count: columns)
        }
      }
    }
  }
}

/// Adds rows to those that their numbers say, in their order. Each task has rows of the result to itself, and looks at all
/// numbers.
final class ScatterKernel: CPUKernel {
  private let operands: [Int]
  private let count: Int
  private let output: Int
  private let shape: Shape

  init(operands: [Int], count: Int, output: Int, shape: Shape) {
    self.operands = operands
    self.count = count
    self.output = output
    self.shape = shape
  }

  func workspaceCount(threads: Int) -> Int { 0 }

  func run(_ run: KernelRun) {
    let (source, numbers, target) = (run.buffers[operands[0]], run.buffers[operands[1]], run.buffers[output])
    let (rows, columns) = (shape[0], shape[1])
    let group = max(1, FusedBlocking.task / max(columns, 1))
    run.pool.parallel((rows + group - 1) / group) { block in
      let own = block * group..<min((block + 1) * group, rows)
      (target + own.lowerBound * columns).update(repeating: 0, count: own.count * columns)
      for place in 0..<count {
        guard let row = rowNumber(numbers[place], below: rows), own.contains(row) else { continue }
        let (from, to) = (source + place * columns, target + row * columns)
        for column in 0..<columns { to[column] += from[column] }
      }
    }
  }
}

private func rowNumber(_ number: Float, below rows: Int) -> Int? {
  guard let row = Int(exactly: number), (0..<rows).contains(row) else { return nil }
  return row
}
