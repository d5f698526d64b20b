// All of artpipe's library in one import, for programs with models, metrics, layers, losses, stages, data sets or formats
// of their own.

@_exported public import ArtCPU
@_exported public import ArtData
@_exported public import ArtEvaluation
@_exported public import ArtFiles
@_exported public import ArtGAN
@_exported public import ArtGraph
@_exported public import ArtMedia
@_exported public import ArtNN
@_exported public import ArtONNX
@_exported public import ArtPipeline
@_exported public import ArtSettings
@_exported public import ArtSound
@_exported public import ArtTensor
