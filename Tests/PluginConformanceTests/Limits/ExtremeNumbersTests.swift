import Art64
import ArtData
import ArtFiles
import ArtGAN
import ArtNN
import ArtPipeline
import ArtSettings
import ArtTensor
import CPPNArt
import CycleGAN
import DCGANMNIST
import DigitsFast
import FastCUT
import HybridGAN
import MLPGAN
import OneImage
import Pix2Pix
import RGBArt
import Testing
import WGANGP

/// Every number of every part, at values that nobody means: a problem with its place, or a plan whose needs are told.
@Suite(.timeLimit(.minutes(5)))
struct ExtremeNumbersTests {
  private static func tools() throws -> Toolbox {
    Toolbox(
      models: try ModelRegistry([
        MLPGAN(), DCGANMNIST(), RGBArt(), HybridGAN(), DigitsFast(), WGANGP(), Art64(), CPPNArt(), Pix2Pix(),
        CycleGAN(), FastCUT(), OneImage(),
      ]),
      datasets: .standard, stages: try StageRegistry(StageRegistry.builtIn))
  }

  private static let laptop = FreeResources(memory: 4_000_000_000, disk: 50_000_000_000)

  /// Plans a document, and asks whether a laptop can run it.
  private func plan(_ json: String, _ tools: Toolbox, _ path: String) {
    do throws(Problems) {
      let plan = try Planner(tools).plan(SettingValue.parse(json, file: "a.json"))
      let demand = plan.demand(on: nil)
      try plan.check(demand, in: Self.laptop)
      for bytes in demand.stages.flatMap({ [$0.memoryBytes, $0.diskBytes] }) {
        #expect(bytes.isFinite && bytes >= 0, "\(path): \(json)")
      }
    } catch {
      for problem in error.problems { #expect(problem.location != nil, "\(path): \(problem)") }
    }
  }

  private static let before =
    #"{"kind": "train", "steps": 1}, {"kind": "sample", "count": 4}, {"kind": "interpolate", "from": "train", "frames": 4}"#

  @Test(arguments: Extremes.numbers)
  func ofStages(number: String) throws {
    let tools = try Self.tools()
    for kind in tools.stages.kinds {
      let settings = try #require(tools.stages.describe(kind, in: tools.environment))
      for (path, members) in Extremes.objects(of: settings, number: number) {
        for from in ["", #", "from": "sample""#] where from.isEmpty || tools.stages[kind]?.output == .files {
          plan(
            """
            {"model": "mlp-gan", "dataset": {"kind": "strokes", "count": 50}, "stages": [\(Self.before),
            {"kind": "\(kind)", "id": "last"\(from), \(members)}]}
            """, tools, "\(kind).\(path)")
        }
      }
    }
  }

  @Test(arguments: Extremes.numbers)
  func ofModelsAndRecipes(number: String) throws {
    let tools = try Self.tools()
    for (place, plugin) in tools.models.ids.compactMap({ tools.models[$0] }).enumerated() {
      let settings = SettingsReader.describe(in: tools.environment) { _ = Planner.define(plugin, $0) }
      // A recipe's numbers are the same in all models.
      for (path, members) in Extremes.objects(of: settings, number: number)
      where place == 0 || !path.hasPrefix("recipe.") {
        plan(
          """
          {"model": {"plugin": "\(plugin.id)", \(members)}, "dataset": {"kind": "strokes", "count": 50},
          "stages": [\(Self.before), "sheet"]}
          """, tools, "\(plugin.id).\(path)")
      }
    }
  }

  @Test(arguments: Extremes.numbers)
  func ofDataSets(number: String) throws {
    let tools = try Self.tools()
    for kind in tools.datasets.ids {
      let settings = try #require(tools.datasets.describe(kind, in: tools.environment))
      for (path, members) in Extremes.objects(of: settings, number: number) {
        plan(
          """
          {"model": "mlp-gan", "dataset": {"kind": "\(kind)", \(members)}, "seed": \(number),
          "stages": [\(Self.before), "evaluate", "preview"]}
          """, tools, "\(kind).\(path)")
      }
    }
  }

  @Test(arguments: Extremes.numbers)
  func ofLayers(number: String) throws {
    var environment = SettingsEnvironment()
    environment[LayerRegistry.self] = .standard
    for kind in LayerRegistry.standard.ids {
      let settings = SettingsReader.describe(in: environment) { _ = LayerRegistry.standard[kind]?.init($0) }
      for (path, members) in Extremes.objects(of: settings, number: number) {
        let log = ProblemLog()
        let value = try SettingValue.parse(#"{"layers": [{"kind": "\#(kind)", \#(members)}]}"#, file: "a.json")
        let layers = SettingsReader(value, environment: environment, log: log).layers("layers", "")
        for problem in log.problems { #expect(problem.location != nil, "\(kind).\(path): \(problem)") }
        guard log.isEmpty else { continue }
        for shape in [[16], [8, 8, 4], [1024, 1024, 1024]] as [Shape] {
          guard let footprint = try? Network(name: "n", inputShape: shape, layers).footprint() else { continue }
          #expect(footprint.parameters.isFinite && footprint.activations >= 0, "\(kind).\(path)")
        }
      }
    }
  }
}
