import ArtGraph
import ArtTensor

/// One of a step's programs, ready to run, with the names of what it is fed.
struct StepExecutor {
  let executor: any Executor
  /// Whether the program updates the discriminator with the gradient penalty.
  let isPenalized: Bool
  private let takesReal: Bool
  private let takesNoise: Bool
  private let takesLabels: Bool
  private let takesFakeLabels: Bool
  private let numbers: [StepInput]

  init(
    _ program: Program, variables: VariableStore, device: any Device, scratch: any ScratchMemory
  ) throws {
    executor = try device.makeExecutor(program, variables: variables, scratch: scratch)
    isPenalized = program.outputs[StepOutput.gradientPenalty.name] != nil
    let inputs = program.inputs
    takesReal = inputs[StepInput.real.rawValue] != nil
    takesNoise = inputs[StepInput.noise.rawValue] != nil
    takesLabels = inputs[StepInput.labels.rawValue] != nil
    takesFakeLabels = inputs[StepInput.fakeLabels.rawValue] != nil
    numbers = [.generatorRate, .discriminatorRate, .emaShare, .augmentProbability].filter {
      inputs[$0.rawValue] != nil
    }
  }

  func feed(
    _ given: StepInputs, real: (UnsafeMutableBufferPointer<Float>) throws -> Void,
    labels: (UnsafeMutableBufferPointer<Float>) throws -> Void,
    fakeLabels: (UnsafeMutableBufferPointer<Float>) -> Void,
    noise: (UnsafeMutableBufferPointer<Float>) throws -> Void
  ) throws {
    if takesReal { try fill(.real, real) }
    if takesLabels { try fill(.labels, labels) }
    if takesFakeLabels { try fill(.fakeLabels, fakeLabels) }
    if takesNoise { try fill(.noise, noise) }
    for input in numbers { try executor.withInput(input.rawValue) { $0[0] = given[input] } }
  }

  /// The number behind one of the program's outputs.
  func scalar(_ output: StepOutput) throws -> Float {
    try executor.withOutput(output.name) { $0[0] }
  }

  private func fill(_ input: StepInput, _ body: (UnsafeMutableBufferPointer<Float>) throws -> Void) throws {
    var failure: (any Error)?
    try executor.withInput(input.rawValue) { buffer in
      do { try body(buffer) } catch { failure = error }
    }
    if let failure { throw failure }
  }
}
