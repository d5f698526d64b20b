/// A compiled program as it runs: its steps in their order, and its memory.
public struct PlanDescription: Codable, Hashable, Sendable {
  public var steps: [StepDescription]
  public var memory: PlanMemory

  package init(steps: [StepDescription], memory: PlanMemory) {
    self.steps = steps
    self.memory = memory
  }
}

/// Where a compiled program's memory goes, in bytes.
public struct PlanMemory: Codable, Hashable, Sendable {
  /// The block that intermediate results and scratch memory share.
  public var arena: Int
  /// The largest scratch memory of a step; a part of the arena.
  public var largestScratch: Int
  public var inputs: Int
  public var constants: Int
  /// Parameters and optimiser state. Programs may share them.
  public var variables: Int

  package init(arena: Int, largestScratch: Int, inputs: Int, constants: Int, variables: Int) {
    self.arena = arena
    self.largestScratch = largestScratch
    self.inputs = inputs
    self.constants = constants
    self.variables = variables
  }

  public var total: Int { arena + inputs + constants + variables }
}
