/// A compiled program as it runs: its steps in their order, and its memory.
public struct PlanDescription: Codable, Hashable, Sendable {
  public var steps: [StepDescription]
  public var memory: PlanMemory
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

  public var total: Int { arena + inputs + constants + variables }
}
