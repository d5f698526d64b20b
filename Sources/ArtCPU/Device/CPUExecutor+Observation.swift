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
    PlanDescription(steps: PlanDescriber(program: program, plan: plan, threads: pool.threads).steps, memory: memory)
  }
}
