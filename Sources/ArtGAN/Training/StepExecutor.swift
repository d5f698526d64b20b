import ArtGraph
import ArtTensor

/// One of a step's programs, ready to run, with the names of what it is fed.
struct StepExecutor {
  let executor: any Executor
  /// Whether the program updates the discriminator with the gradient penalty.
  let isPenalized: Bool
  private let takesReal: Bool
  private let takesInput: Bool
  /// Whether it takes the images to translate once more, as they are; see ``TranslationInput/anchor``.
  private let takesAnchor: Bool
  private let takesNoise: Bool
  private let takesLabels: Bool
  private let takesFakeLabels: Bool
  private let numbers: [StepInput]
  /// What the step of a model that translates is fed besides images and rates.
  private let draws: [String]
  private let terms: [String]

  init(
    _ program: Program, variables: VariableStore, device: any Device, scratch: any ScratchMemory
  ) throws {
    executor = try device.makeExecutor(program, variables: variables, scratch: scratch)
    isPenalized = program.outputs[StepOutput.gradientPenalty.name] != nil
    let inputs = program.inputs
    takesReal = inputs[StepInput.real.rawValue] != nil
    takesInput = inputs[StepInput.input.rawValue] != nil
    takesAnchor = inputs[TranslationInput.anchor.rawValue] != nil
    takesNoise = inputs[StepInput.noise.rawValue] != nil
    takesLabels = inputs[StepInput.labels.rawValue] != nil
    takesFakeLabels = inputs[StepInput.fakeLabels.rawValue] != nil
    numbers = [.generatorRate, .discriminatorRate, .emaShare, .augmentProbability].filter {
      inputs[$0.rawValue] != nil
    }
    draws = inputs.keys.filter(TranslationDraws.owns).sorted()
    terms = StepTerm.all(in: program)
  }

  func feed(
    _ given: StepInputs, real: (UnsafeMutableBufferPointer<Float>) throws -> Void,
    input: (UnsafeMutableBufferPointer<Float>) throws -> Void,
    labels: (UnsafeMutableBufferPointer<Float>) throws -> Void,
    fakeLabels: (UnsafeMutableBufferPointer<Float>) -> Void,
    noise: (UnsafeMutableBufferPointer<Float>) throws -> Void
  ) throws {
    if takesReal { try fill(.real, real) }
    if takesInput { try fill(.input, input) }
    if takesLabels { try fill(.labels, labels) }
    if takesFakeLabels { try fill(.fakeLabels, fakeLabels) }
    if takesNoise { try fill(.noise, noise) }
    for input in numbers { try executor.withInput(input.rawValue) { $0[0] = given[input] } }
  }

  /// Feeds what an update of a model that translates draws, and mirrors its images where that is drawn.
  func feed(_ drawn: TranslationDraws, seed: UInt64, update: Int) throws {
    if takesInput {
      let isMirrored = drawn.isMirrored(seed: seed, update: update)
      try fill(.input) { images in
        if takesAnchor { try fill(TranslationInput.anchor.rawValue) { _ = $0.update(fromContentsOf: images) } }
        if isMirrored { drawn.mirror(images) }
      }
    }
    for name in draws {
      try executor.withInput(name) { drawn.fill(name, $0, seed: seed, update: update) }
    }
  }

  /// The parts of the generator's loss besides the adversarial one; empty where there are none.
  func termLosses() throws -> [String: Float] {
    var losses: [String: Float] = [:]
    for term in terms { losses[term] = try executor.withOutput(StepTerm.output(term)) { $0[0] } }
    return losses
  }

  /// The number behind one of the program's outputs.
  func scalar(_ output: StepOutput) throws -> Float {
    try executor.withOutput(output.name) { $0[0] }
  }

  private func fill(_ input: StepInput, _ body: (UnsafeMutableBufferPointer<Float>) throws -> Void) throws {
    try fill(input.rawValue, body)
  }

  private func fill(_ input: String, _ body: (UnsafeMutableBufferPointer<Float>) throws -> Void) throws {
    var failure: (any Error)?
    try executor.withInput(input) { buffer in
      do { try body(buffer) } catch { failure = error }
    }
    if let failure { throw failure }
  }
}
