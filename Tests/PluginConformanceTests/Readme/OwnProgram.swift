import ArtPipeKit
import RGBArt

func makeToolbox() throws -> Toolbox {
  Toolbox(
    models: try ModelRegistry([Patterns(), RGBArt()]),
    metrics: try MetricRegistry(MetricRegistry.builtIn + [Brightness()]),
    layers: try LayerRegistry(LayerRegistry.builtIn + [Gate.self]),
    losses: try LossRegistry(LossRegistry.builtIn + [.squaredHinge]))
}

func runPipeline(_ file: String) throws -> [String] {
  let plan = try Planner(makeToolbox()).plan(file: file)
  return try Runner(plan, in: RunFolder("runs/\(plan.document.name)"), device: CPUDevice()).run()
}
