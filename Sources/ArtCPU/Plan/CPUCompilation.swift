import ArtGraph
import ArtTensor

/// A program prepared for a processor, with a place for everything that its runs write: all that an executor is made
/// from. No memory is taken for it.
struct CPUCompilation {
  /// What is run in the place of the program that was given.
  let program: Program
  let plan: CPUPlan
  let shared: SharedPreparations
  /// Where results, scratch memory and prepared operands lie: under the numbers of the buffers, then of the steps, then of
  /// the steps once more.
  let arena: MemoryPlan
  /// What its runs take.
  let size: PlanMemory

  /// - Throws: ``ExecutorError`` for an operation that has no kernel.
  init(_ program: Program, device: CPUDevice) throws(ExecutorError) {
    self.program = SiblingConvolutions(program).joined
    plan = try CPUPlan(self.program, algorithms: device.convolutionAlgorithms)
    shared = SharedPreparations(plan)
    let workspaces = plan.steps.map { $0.kernel.workspaceCount(threads: device.pool.threads) }
    arena = MemoryPlan(Self.lifetimes(plan, shared, workspaces))
    size = Self.size(plan, workspaces, arena)
  }

  private static func lifetimes(
    _ plan: CPUPlan, _ shared: SharedPreparations, _ workspaces: [Int]
  ) -> [MemoryPlan.Lifetime] {
    var lifetimes: [MemoryPlan.Lifetime] = []
    for (index, buffer) in plan.buffers.enumerated() {
      guard case .arena = buffer.storage else { continue }
      lifetimes.append(.init(buffer: index, count: buffer.shape.count, first: buffer.first, last: buffer.last))
    }
    for (index, step) in plan.steps.enumerated() {
      lifetimes.append(.init(buffer: plan.buffers.count + index, count: workspaces[index], first: index, last: index))
      guard let preparation = step.kernel.preparation, let life = shared.lives[index] else { continue }
      lifetimes.append(
        .init(
          buffer: plan.buffers.count + plan.steps.count + index, count: preparation.count, first: life.lowerBound,
          last: life.upperBound))
    }
    return lifetimes
  }

  private static func size(_ plan: CPUPlan, _ workspaces: [Int], _ arena: MemoryPlan) -> PlanMemory {
    let scratch = zip(plan.steps, workspaces).map { ($0.kernel.preparation?.count ?? 0) + $1 }
    func bytes(_ count: Int) -> Int { count * MemoryLayout<Float>.stride }
    func bytes(_ isCounted: (CPUPlan.Storage) -> Bool) -> Int {
      bytes(plan.buffers.filter { isCounted($0.storage) }.reduce(0) { $0 + $1.shape.count })
    }
    return PlanMemory(
      arena: bytes(arena.total), largestScratch: bytes(scratch.max() ?? 0),
      inputs: bytes { if case .input = $0 { true } else { false } },
      constants: bytes { if case .constant = $0 { true } else { false } },
      variables: bytes { if case .variable = $0 { true } else { false } })
  }

  /// The offsets of each step's scratch memory, and of what it reads prepared; 0 for a step that prepares nothing.
  func places() throws(ExecutorError) -> (workspaces: [Int], preparations: [Int]) {
    var (workspaces, preparations): ([Int], [Int]) = ([], [])
    for step in plan.steps.indices {
      workspaces.append(try arena.offset(of: plan.buffers.count + step))
      guard let maker = shared.maker[step] else {
        preparations.append(0)
        continue
      }
      preparations.append(try arena.offset(of: plan.buffers.count + plan.steps.count + maker))
    }
    return (workspaces, preparations)
  }
}
