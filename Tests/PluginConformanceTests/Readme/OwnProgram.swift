import ArtData
import ArtGAN
import ArtPipeline
import ArtTensor
import RGBArt

func runPipeline(_ file: String) throws -> [String] {
  let toolbox = Toolbox(
    models: try ModelRegistry([Patterns(), RGBArt()]), datasets: try DatasetRegistry(DatasetRegistry.builtIn),
    stages: try StageRegistry(StageRegistry.builtIn))
  let plan = try Planner(toolbox).plan(file: file)
  return try Runner(plan, in: RunFolder("runs/\(plan.document.name)"), pool: ThreadPool(threads: 4)).run()
}
