import ArtPipeKit
import DigitsFast

let device = CPUDevice()
