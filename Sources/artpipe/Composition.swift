import ArtData
import ArtGAN
import ArtPipeline
import DCGANMNIST
import DigitsFast
import HybridGAN
import MLPGAN
import RGBArt
import WGANGP

/// All that documents can name. This is the only place that knows every plugin; a program with other plugins has a
/// function like this one.
func makeToolbox() throws -> Toolbox {
  Toolbox(
    models: try ModelRegistry([MLPGAN(), DCGANMNIST(), RGBArt(), HybridGAN(), DigitsFast(), WGANGP()]),
    datasets: try DatasetRegistry(DatasetRegistry.builtIn),
    stages: try StageRegistry(StageRegistry.builtIn))
}
