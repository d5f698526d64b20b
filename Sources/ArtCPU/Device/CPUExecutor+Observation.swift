import ArtGraph
import ArtTensor

extension CPUExecutor {
  func run(seed: UInt64, step: UInt64, observer: (_ planned: Int, _ duration: Duration) -> Void) {
    let clock = ContinuousClock()
    beginRun()
    for index in plan.steps.indices {
      observer(index, clock.measure { runStep(index, seed: seed, step: step) })
    }
    if !plan.copies.isEmpty { observer(plan.steps.count, clock.measure { copyNewValues() }) }
    endRun()
  }

  var planDescription: PlanDescription {
    let describer = PlanDescriber(program: program, plan: plan, threads: pool.threads)
    let steps = describer.steps
    func bytes(_ isCounted: (CPUPlan.Storage) -> Bool) -> Int {
      plan.buffers.filter { isCounted($0.storage) }.reduce(0) { $0 + $1.shape.count } * MemoryLayout<Float>.stride
    }
    return PlanDescription(
      steps: steps,
      memory: PlanMemory(
        arena: scratchBytes, largestScratch: steps.map(\.scratchBytes).max() ?? 0,
        inputs: bytes { if case .input = $0 { true } else { false } },
        constants: bytes { if case .constant = $0 { true } else { false } },
        variables: bytes { if case .variable = $0 { true } else { false } }))
  }
}
