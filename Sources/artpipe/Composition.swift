import Art64
import ArtCPU
import ArtData
import ArtGAN
import ArtGraph
import ArtPipeline
import CPPNArt
import DCGANMNIST
import DigitsFast
import HybridGAN
import MLPGAN
import RGBArt
import WGANGP

/// What programs run on: the one device that comes along.
func makeDevice(threads: Int) -> any Device { CPUDevice(threads: threads) }

/// Everything that documents can name. This is the only place that knows every plugin; a program with other plugins
/// has a function like this one.
///
/// - Parameter modelFiles: models from files; duplicates count once.
func makeToolbox(modelFiles: [ModelFile] = []) throws -> Toolbox {
  var sources: Set<String> = []
  let files = modelFiles.filter { sources.insert($0.source ?? "").inserted }
  return Toolbox(
    models: try ModelRegistry(
      [MLPGAN(), DCGANMNIST(), RGBArt(), HybridGAN(), DigitsFast(), WGANGP(), Art64(), CPPNArt()] + files),
    datasets: try DatasetRegistry(DatasetRegistry.builtIn),
    stages: try StageRegistry(StageRegistry.builtIn))
}
