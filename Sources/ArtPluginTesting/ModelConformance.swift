public import ArtGAN
public import ArtGraph
import ArtNN
public import ArtSettings
import ArtTensor

/// Checks a model plugin from outside, the way the pipeline uses it.
///
/// It depends on no test framework: ``failures(on:)`` lists what is wrong, and an empty list is what to expect.
///
///     #expect(ModelConformance(of: MyModel()).failures(on: CPUDevice(threads: 2)) == [])
public struct ModelConformance {
  let plugin: any ModelPlugin
  let settings: SettingValue
  /// The layers and losses of the program; nil for the built-in ones and those that the model uses.
  private let givenComponents: ModelComponents?
  let parameterCounts: (generator: Int, discriminator: Int)?

  /// Small, so that the checks take little time whatever the recipe says; more than one, for batch normalisation.
  static let batchSize = 3
  static let seed: UInt64 = 20

  /// - Parameters:
  ///   - plugin: the plugin to check.
  ///   - settings: an object of settings to check the plugin with; empty for its defaults.
  ///   - components: the layers and losses of the program; the built-in ones and those that the model uses where not given.
  ///   - parameterCounts: the numbers of parameters that the networks should have, moving statistics included.
  public init(
    of plugin: any ModelPlugin, settings: SettingValue = [:], components: ModelComponents? = nil,
    parameterCounts: (generator: Int, discriminator: Int)? = nil
  ) {
    self.plugin = plugin
    self.settings = settings
    givenComponents = components
    self.parameterCounts = parameterCounts
  }

  /// Runs all checks.
  ///
  /// - Parameter device: trains and samples, with several numbers of threads.
  /// - Returns: what failed, in the order of the checks. Checks that need a sound definition are left out where there is
  ///   none.
  public func failures(on device: any Device) -> [ConformanceFailure] {
    var log = ConformanceLog()
    checkIdentity(&log)
    checkSettings(&log)
    guard let definition = checkDefinition(&log) else { return log.failures }
    checkEncoding(definition, &log)
    checkParameters(definition, &log)
    let classes = ["one", "other"].map { ImageClass(name: $0, count: 1) }
    guard let small = log.attempt("classes", { try Self.shrunk(definition).conditioned(on: classes) }) else {
      return log.failures
    }
    guard let checkpoint = checkTraining(small, device, &log) else { return log.failures }
    if definition.kind == .image {
      checkTranslations(checkpoint, device, &log)
    } else {
      checkSamples(checkpoint, device, &log)
    }
    checkFile(checkpoint, &log)
    return log.failures
  }

  /// The layers and losses that files of a model may name.
  func components(of definition: ModelDefinition) throws -> ModelComponents {
    if let givenComponents { return givenComponents }
    var layers: [String: any Layer.Type] = [:]
    func collect(_ all: [any Layer]) {
      for layer in all {
        layers[type(of: layer).kind] = type(of: layer)
        for part in (layer as? any CompositeLayer)?.parts ?? [] { collect(part.layers) }
      }
    }
    collect(definition.networks.flatMap(\.layers))
    let (own, loss) = (layers.filter { LayerRegistry.standard[$0.key] == nil }, definition.recipe.loss)
    return ModelComponents(
      layers: try LayerRegistry(LayerRegistry.builtIn + own.sorted { $0.key < $1.key }.map(\.value)),
      losses: try LossRegistry(LossRegistry.builtIn + (LossRegistry.standard[loss.id] == nil ? [loss] : [])),
      translationLosses: try TranslationLossRegistry(
        TranslationLossRegistry.builtIn
          + (definition.translation?.terms ?? []).map(\.loss).filter {
            TranslationLossRegistry.standard[$0.id] == nil
          }))
  }

  /// The definition with a batch that takes little time.
  private static func shrunk(_ definition: ModelDefinition) -> ModelDefinition {
    var definition = definition
    definition.recipe.batchSize = batchSize
    definition.recipe.budget = .steps(2)
    return definition
  }
}

/// Collects failures; a check that throws fails with the error's words.
struct ConformanceLog {
  private(set) var failures: [ConformanceFailure] = []

  mutating func fail(_ check: String, _ message: String) {
    failures.append(ConformanceFailure(check: check, message: message))
  }

  mutating func expect(_ check: String, _ isTrue: Bool, _ message: @autoclosure () -> String) {
    if !isTrue { fail(check, message()) }
  }

  mutating func attempt<T>(_ check: String, _ body: () throws -> T) -> T? {
    do {
      return try body()
    } catch {
      fail(check, "\(error)")
      return nil
    }
  }
}
