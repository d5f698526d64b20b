import ArtGraph
import ArtTensor
import CArtKernels

/// Runs ``FusedCode``: block by block, so that what passes between the instructions stays in the cache.
final class FusedKernel: CPUKernel {
  private let code: FusedCode
  private let partition: FusedPartition
  private let instructions: UnsafeMutableBufferPointer<art_instruction>
  private let loads: [PreparedLoad]
  /// Whether a block asks for the numbers of the next: where there are more arrays than the hardware follows, as in an
  /// optimiser's step.
  private let asksAhead: Bool

  init(_ code: FusedCode) {
    self.code = code
    asksAhead = code.arrayCount > 5
    partition = FusedPartition(code)
    instructions = .allocate(capacity: code.instructions.count)
    _ = instructions.initialize(from: code.instructions)
    loads = code.loads.map(PreparedLoad.init)
  }

  deinit {
    instructions.deallocate()
    for load in loads { load.deallocate() }
  }

  // A worker's scratch memory: register pointers, scratch blocks, one block for partial results of reductions.
  private var pointerCount: Int { (code.places.count * 2 + 15) & ~15 }
  private var scratchStride: Int { (code.blocking.block + 15) & ~15 }
  private var workerCount: Int {
    pointerCount + code.scratchCount * scratchStride + partition.accumulatorCount
  }

  func workspaceCount(threads: Int) -> Int {
    partition.partialCount + threads * workerCount
  }

  func run(_ run: KernelRun) {
    let partials = run.workspace
    let scratch = run.workspace + partition.partialCount
    run.pool.parallel(partition.tasks) { task, worker in
      runTask(task, scratch + worker * workerCount, partials, run)
    }
    partition.finish(partials, run)
  }

  private func runTask(
    _ task: Int, _ memory: UnsafeMutablePointer<Float>, _ partials: UnsafeMutablePointer<Float>, _ run: KernelRun
  ) {
    let range = partition.range(task)
    let registers = UnsafeMutableRawPointer(memory).bindMemory(
      to: UnsafeMutablePointer<Float>?.self, capacity: code.places.count)
    let scratch = memory + pointerCount
    let accumulator = scratch + code.scratchCount * scratchStride

    let longest = min(code.blocking.block, code.space.count)
    for load in loads where load.isInvariant { load.fill(scratchOf(load.register, scratch), 0, longest, run) }
    partition.begin(task, accumulator, partials, run)

    var start = range.lowerBound
    while start < range.upperBound {
      let length = partition.blockLength(at: start, end: range.upperBound)
      let column = code.blocking.row.map { start % $0 } ?? 0
      for index in code.places.indices {
        switch code.places[index] {
        case .memory(let buffer, let offset):
          let numbers = run.buffers[buffer] + offset + start
          registers[index] = numbers
          if asksAhead { art_ask_for(numbers + length, min(length, range.upperBound - start - length)) }
        case .row(let buffer, let offset): registers[index] = run.buffers[buffer] + offset + column
        case .scratch(let slot): registers[index] = scratch + slot * scratchStride
        }
      }
      for load in loads where !load.isInvariant {
        if let destination = registers[load.register] { load.fill(destination, start, length, run) }
      }
      art_elementwise_block(instructions.baseAddress, instructions.count, registers, length)
      for index in code.reductions.indices {
        if let register = registers[code.reductions[index].register] {
          partition.accumulate(index, register, start, length, task, accumulator, partials, run)
        }
      }
      start += length
    }
    partition.end(task, accumulator, partials)
  }

  private func scratchOf(_ register: Int, _ scratch: UnsafeMutablePointer<Float>) -> UnsafeMutablePointer<Float> {
    guard case .scratch(let slot) = code.places[register] else { return scratch }
    return scratch + slot * scratchStride
  }
}

/// A load with its dimensions where C can read them.
private struct PreparedLoad {
  let register: Int
  let isInvariant: Bool
  private let kind: Kind

  private enum Kind {
    case strided(buffer: Int, offset: Int, rank: Int, layout: UnsafeMutablePointer<Int>)
    case uniform(low: Float, high: Float, stream: UInt32)
    case normal(stream: UInt32)
    case mask(ones: UInt32, value: Float, stream: UInt32)
  }

  init(_ load: FusedCode.Load) {
    register = load.register
    switch load.source {
    case .invariant(let buffer, let view):
      isInvariant = true
      kind = Self.strided(buffer, view)
    case .strided(let buffer, let view):
      isInvariant = false
      kind = Self.strided(buffer, view)
    case .random(let random):
      isInvariant = false
      let stream = UInt32(truncatingIfNeeded: random.stream)
      switch random.distribution {
      case .uniform(let low, let high): kind = .uniform(low: low, high: high, stream: stream)
      case .normal: kind = .normal(stream: stream)
      case .mask(let ones, let value): kind = .mask(ones: UInt32(ones), value: value, stream: stream)
      }
    }
  }

  private static func strided(_ buffer: Int, _ view: StridedView) -> Kind {
    let layout = UnsafeMutablePointer<Int>.allocate(capacity: 2 * view.dimensions.count)
    for (index, number) in (view.dimensions + view.strides).enumerated() { (layout + index).initialize(to: number) }
    return .strided(buffer: buffer, offset: view.offset, rank: view.dimensions.count, layout: layout)
  }

  func deallocate() {
    if case .strided(_, _, _, let layout) = kind { layout.deallocate() }
  }

  /// Writes elements `start ..< start + length` of the index space.
  func fill(_ destination: UnsafeMutablePointer<Float>, _ start: Int, _ length: Int, _ run: KernelRun) {
    switch kind {
    case .strided(let buffer, let offset, let rank, let layout):
      art_load_broadcast(destination, run.buffers[buffer] + offset, start, length, Int32(rank), layout, layout + rank)
    case .uniform(let low, let high, let stream):
      art_random_uniform(destination, start, length, run.seed, run.step, stream, low, high)
    case .normal(let stream):
      art_random_normal(destination, start, length, run.seed, run.step, stream)
    case .mask(let ones, let value, let stream):
      art_random_mask(destination, start, length, run.seed, run.step, stream, ones, value)
    }
  }
}
