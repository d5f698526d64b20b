import ArtPipeCommandLine
import Art64
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
import WGANGP

/// The program, and the only place that knows every plugin. A program with other models is another list.
@main
enum ArtPipe {
  static func main() {
    ArtPipeCommand.main(models: [
      MLPGAN(), DCGANMNIST(), RGBArt(), HybridGAN(), DigitsFast(), WGANGP(), Art64(), CPPNArt(), Pix2Pix(),
      CycleGAN(), FastCUT(), OneImage(),
    ])
  }
}
