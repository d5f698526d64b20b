import Art64
import ArtData
import ArtGAN
import ArtPipeline
import CPPNArt
import DCGANMNIST
import DigitsFast
import HybridGAN
import MLPGAN
import RGBArt
import WGANGP

/// All that documents can name. This is the only place that knows every plugin; a program with other plugins has a
/// function like this one.
///
/// - Parameter modelFiles: models from files; one that is given twice counts once.
func makeToolbox(modelFiles: [ModelFile] = []) throws -> Toolbox {
  var sources: Set<String> = []
  let files = modelFiles.filter { sources.insert($0.source ?? "").inserted }
  return Toolbox(
    models: try ModelRegistry(
      [MLPGAN(), DCGANMNIST(), RGBArt(), HybridGAN(), DigitsFast(), WGANGP(), Art64(), CPPNArt()] + files),
    datasets: try DatasetRegistry(DatasetRegistry.builtIn),
    stages: try StageRegistry(StageRegistry.builtIn))
}
