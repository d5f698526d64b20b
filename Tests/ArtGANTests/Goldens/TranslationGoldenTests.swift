import ArtCPU
import ArtGraph
import ArtNN
import ArtTensor
import ArtTestSupport
import Testing

@testable import ArtGAN

/// The first five training steps of small models that translate against PyTorch: the same initial weights, images and compared
/// places; with every choice of convolution algorithms.
@Suite("Golden data of translations")
struct TranslationGoldenTests {
  typealias Case = TranslationGolden

  private static let cases = Result { try GoldenFile<[Case]>(named: "translations").content }

  /// What PyTorch computed are the networks of the plugins, but for their size.
  @Test func networksAreThoseOfThePapers() throws {
    let cases = try Self.cases.get()
    #expect(cases.map(\.model) == ["pix2pix", "fastcut"])
    let (pix2pix, fastcut) = (cases[0].definition, cases[1].definition)
    let residual = ResNetGenerator(width: 4, blocks: 2)
    #expect(
      pix2pix.generator == UNetGenerator(width: 4, depth: 4, dropout: 0).network(inputShape: [16, 16, 1], channels: 3))
    #expect(
      pix2pix.discriminator == PatchDiscriminator(width: 6, halvings: 2).network(imageShape: [16, 16, 4]))
    #expect(fastcut.generator == residual.network(inputShape: [16, 16, 3], channels: 3))
    #expect(
      fastcut.discriminator == PatchDiscriminator(width: 6, halvings: 1).network(imageShape: [16, 16, 3]))
    #expect(
      try fastcut.translation?.contrast
        == PatchContrast(of: fastcut.generator, layers: residual.contrastLayers, units: 8, patches: 8))
    for definition in [pix2pix, fastcut] { try definition.validate() }
  }

  @Test(arguments: (try? cases.get()) ?? [], ConvolutionAlgorithms.allCases)
  func firstFiveStepsAgreeWithPyTorch(_ golden: Case, algorithms: ConvolutionAlgorithms) throws {
    let (losses, store) = try Self.train(golden, threads: 2, algorithms)
    #expect(losses.count == 5 && golden.losses.count == 5)
    for (step, (found, expected)) in zip(losses, golden.losses).enumerated() {
      #expect(GoldenWeight.error(found.discriminator, expected.discriminator) < 1e-4, "step \(step)")
      #expect(GoldenWeight.error(found.generator, expected.generator) < 1e-4, "step \(step)")
      #expect(Set(found.terms.keys) == Set(expected.terms.keys))
      for (term, loss) in expected.terms {
        #expect(GoldenWeight.error(found.terms[term] ?? .nan, loss) < 1e-4, "step \(step), \(term)")
      }
    }
    for network in golden.definition.networks {
      for weight in try golden.weights(of: network, in: store) {
        #expect(weight.error < GoldenWeight.tolerance, "\(weight.name)")
      }
    }
  }

  @Test(arguments: (try? cases.get()) ?? [])
  func otherWeightsDoNotAgree(_ golden: Case) throws {
    let (_, store) = try Self.train(golden, threads: 2)
    for network in golden.definition.networks {
      for weight in try golden.weights(of: network, in: store) { weight.expectOthersToDisagree() }
    }
  }

  @Test(arguments: (try? cases.get()) ?? [])
  func trainingGivesTheSameBitsForAnyNumberOfThreads(_ golden: Case) throws {
    let (losses, store) = try Self.train(golden, threads: 1)
    for threads in [2, 3] {
      let (otherLosses, otherStore) = try Self.train(golden, threads: threads)
      #expect(losses == otherLosses)
      #expect(store.names == otherStore.names)
      for name in store.names { #expect(store[name] == otherStore[name], "\(name), \(threads) threads") }
    }
  }

  private struct StepLosses: Hashable {
    let discriminator: Float
    let generator: Float
    let terms: [String: Float]
  }

  /// Runs the step's program itself: what it draws elsewhere, the compared places, is given here.
  private static func train(
    _ golden: Case, threads: Int, _ algorithms: ConvolutionAlgorithms = .fast
  ) throws -> (losses: [StepLosses], store: VariableStore) {
    let definition = golden.definition
    let store = CPUDevice(threads: 1).makeVariables()
    for network in definition.networks { try golden.fill(store, network) }
    let device = CPUDevice(threads: threads, convolutionAlgorithms: algorithms)
    let step = try StepExecutor(
      StepPrograms(definition, noise: .given, device: device).generator, variables: store, device: device,
      scratch: device.makeScratchMemory())
    let inputs = definition.recipe.inputs(atStep: 0, of: golden.losses.count)
    func images(_ kind: String, _ number: Int) -> (UnsafeMutableBufferPointer<Float>) -> Void {
      { RepeatableNumbers("\(golden.model)/\(kind)/\(number)").fill($0, golden.range[0], golden.range[1]) }
    }
    let losses = try golden.losses.indices.map { number in
      try step.feed(
        inputs, real: images("images", number), input: images("inputs", number), labels: { _ in },
        fakeLabels: { _ in }, noise: { _ in })
      for (layer, places) in (golden.places.isEmpty ? [] : golden.places[number]).enumerated() {
        for input in [TranslationInput.keys, .queries] {
          try step.executor.withInput(input.name(layer)) { _ = $0.update(from: places) }
        }
      }
      try step.executor.run()
      return StepLosses(
        discriminator: try step.scalar(.discriminatorLoss), generator: try step.scalar(.generatorLoss),
        terms: try step.termLosses())
    }
    return (losses, store)
  }
}
