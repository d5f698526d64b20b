public import ArtGraph

/// Where the time and the memory of a model's training step go.
public struct TrainingProfile: Codable, Hashable, Sendable {
  /// One planned step of a program.
  public struct Step: Codable, Hashable, Sendable {
    public var description: StepDescription
    /// In one training step, on average: the median over the steps measured, all runs of the program together.
    public var seconds: Double
  }

  public struct Program: Codable, Hashable, Sendable {
    /// As ``StepProgram/name``.
    public var name: String
    /// How often a training step runs it, on average.
    public var runs: Double
    public var memory: PlanMemory
    /// In the order of their run.
    public var steps: [Step]
  }

  /// The model's id.
  public var model: String
  public var batchSize: Int
  public var threads: Int
  public var convolutionAlgorithms: ConvolutionAlgorithms
  /// The training steps measured, those with a gradient penalty apart where only some have one.
  public var measuredSteps: Int
  /// One whole training step, the copy of the images into it included; the median over the steps measured. Steps with
  /// and without a gradient penalty count as often as they come.
  public var seconds: Double
  public var programs: [Program]
  /// All parameters and optimiser state, which the programs share, in bytes.
  public var variableBytes: Int

  /// The memory of the training step: what each program takes for itself, and the variables.
  public var totalBytes: Int {
    programs.reduce(variableBytes) { $0 + $1.memory.arena + $1.memory.inputs + $1.memory.constants }
  }

  /// The sum of all planned steps' times.
  public var stepSeconds: Double { programs.flatMap(\.steps).reduce(0) { $0 + $1.seconds } }
}
