import ArtGraph
import ArtTensor
import CArtKernels

/// How a unit's index space is divided among tasks, and how its reductions are put together from the pieces: always in
/// the same order, whichever thread computed them.
struct FusedPartition {
  private enum Shape {
    /// No reduction: any cut will do.
    case elements
    /// `[reduced, inner]` → `[inner]`: each task sums some rows; the tasks' sums are added at the end.
    case columns
    /// `[outer, reduced, inner]` → `[outer, inner]`: a task for each of `outer`.
    case slabs
    /// `[outer, reduced]` → `[outer]`: each task sums whole rows.
    case rows
    /// Everything to one number: each task sums a piece.
    case total
  }

  let tasks: Int
  private let shape: Shape
  private let taskLength: Int
  private let count: Int
  private let form: ReductionForm
  private let blocking: FusedBlocking
  private let reductions: [FusedCode.Reduction]

  init(_ code: FusedCode) {
    count = code.space.count
    blocking = code.blocking
    reductions = code.reductions
    form = code.form ?? ReductionForm(shape: code.space, axes: [])
    let task = FusedBlocking.task
    if code.form == nil {
      shape = .elements
      taskLength = (task + blocking.block - 1) / blocking.block * blocking.block
    } else if form.inner == 1, form.outer == 1 {
      shape = .total
      taskLength = (task + blocking.block - 1) / blocking.block * blocking.block
    } else if form.inner == 1 {
      shape = .rows
      taskLength = max(1, task / max(form.reduced, 1)) * form.reduced
    } else if form.outer == 1 {
      shape = .columns
      // Partial sums take a task's worth of memory each: at most 64 tasks, and 1 MiB in all.
      let most = min(64, max(4, 262_144 / form.inner))
      let rows = max((task + form.inner - 1) / form.inner, (form.reduced + most - 1) / most)
      taskLength = rows * form.inner
    } else {
      shape = .slabs
      taskLength = form.reduced * form.inner
    }
    tasks = max(1, (count + max(taskLength, 1) - 1) / max(taskLength, 1))
  }

  /// The floats that hold the tasks' partial results.
  var partialCount: Int {
    switch shape {
    case .columns: (reductions.count * tasks * form.inner + 15) & ~15
    case .total: (reductions.count * tasks + 15) & ~15
    default: 0
    }
  }

  /// The floats that a worker needs while it reduces: a number in double precision per reduction, or a row.
  var accumulatorCount: Int {
    switch shape {
    case .elements: 0
    case .rows, .total: (2 * reductions.count + 15) & ~15
    case .columns, .slabs: (form.inner + 15) & ~15
    }
  }

  func range(_ task: Int) -> Range<Int> {
    task * taskLength..<min((task + 1) * taskLength, count)
  }

  /// The numbers of the next block: whole rows, or a part of one row.
  func blockLength(at start: Int, end: Int) -> Int {
    guard let row = blocking.row, !blocking.keepsRows else { return min(blocking.block, end - start) }
    return min(blocking.block, row - start % row, end - start)
  }

  // MARK: Reducing

  func begin(
    _ task: Int, _ accumulator: UnsafeMutablePointer<Float>, _ partials: UnsafeMutablePointer<Float>, _ run: KernelRun
  ) {
    for (index, reduction) in reductions.enumerated() {
      switch shape {
      case .elements: break
      case .rows, .total: double(accumulator)[index] = Double(reduction.kind.neutral)
      case .columns, .slabs:
        columns(index, task, partials, run).update(repeating: reduction.kind.neutral, count: form.inner)
      }
    }
  }

  func accumulate(
    _ index: Int, _ numbers: UnsafeMutablePointer<Float>, _ start: Int, _ length: Int, _ task: Int,
    _ accumulator: UnsafeMutablePointer<Float>, _ partials: UnsafeMutablePointer<Float>, _ run: KernelRun
  ) {
    let kind = reductions[index].kind
    switch shape {
    case .elements: break
    case .total:
      double(accumulator)[index] = kind.joined(double(accumulator)[index], kind.reduced(numbers, length))
    case .rows:
      let output = run.buffers[reductions[index].buffer] + start / form.reduced
      if blocking.keepsRows {
        kind.reduceRows(numbers, length / form.reduced, form.reduced, output)
      } else {
        let joined = kind.joined(double(accumulator)[index], kind.reduced(numbers, length))
        let endsRow = (start + length) % form.reduced == 0
        if endsRow { output.pointee = Float(joined) }
        double(accumulator)[index] = endsRow ? Double(kind.neutral) : joined
      }
    case .columns, .slabs:
      let column = start % form.inner
      let target = columns(index, task, partials, run) + column
      if blocking.keepsRows {
        kind.reduceColumns(numbers, length / form.inner, form.inner, accumulator)
        kind.join(accumulator, form.inner, into: target)
      } else {
        kind.join(numbers, length, into: target)
      }
    }
  }

  func end(_ task: Int, _ accumulator: UnsafeMutablePointer<Float>, _ partials: UnsafeMutablePointer<Float>) {
    guard case .total = shape else { return }
    for index in reductions.indices { partials[index * tasks + task] = Float(double(accumulator)[index]) }
  }

  /// Puts the tasks' results together, in the order of the tasks.
  func finish(_ partials: UnsafeMutablePointer<Float>, _ run: KernelRun) {
    for (index, reduction) in reductions.enumerated() {
      let output = run.buffers[reduction.buffer]
      switch shape {
      case .elements, .rows, .slabs: break
      case .total: output.pointee = Float(reduction.kind.reduced(partials + index * tasks, tasks))
      case .columns:
        reduction.kind.reduceColumns(partials + index * tasks * form.inner, tasks, form.inner, output)
      }
    }
  }

  private func columns(
    _ index: Int, _ task: Int, _ partials: UnsafeMutablePointer<Float>, _ run: KernelRun
  ) -> UnsafeMutablePointer<Float> {
    if case .slabs = shape { return run.buffers[reductions[index].buffer] + task * form.inner }
    return partials + (index * tasks + task) * form.inner
  }

  private func double(_ memory: UnsafeMutablePointer<Float>) -> UnsafeMutablePointer<Double> {
    UnsafeMutableRawPointer(memory).assumingMemoryBound(to: Double.self)
  }
}
