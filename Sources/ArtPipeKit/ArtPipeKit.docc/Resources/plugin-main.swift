import ArtPipeCommandLine
import RGBArt

ArtPipeCommand.main(models: [Patterns(), RGBArt()])
