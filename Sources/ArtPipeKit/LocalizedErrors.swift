// What errors say is what Foundation shows of them, in alerts and logs: `localizedDescription`.

public import ArtData
public import ArtEvaluation
public import ArtFiles
public import ArtGAN
public import ArtGraph
public import ArtMedia
public import ArtNN
public import ArtONNX
public import ArtPipeline
public import ArtSettings
public import Foundation

extension CheckpointError: LocalizedError { public var errorDescription: String? { description } }
extension CheckpointFileError: LocalizedError { public var errorDescription: String? { description } }
extension ChoiceError: LocalizedError { public var errorDescription: String? { description } }
extension ClassifierDivergence: LocalizedError { public var errorDescription: String? { description } }
extension DatasetError: LocalizedError { public var errorDescription: String? { description } }
extension ExecutorError: LocalizedError { public var errorDescription: String? { description } }
extension FeatureNetworkError: LocalizedError { public var errorDescription: String? { description } }
extension FeatureNetworkFileError: LocalizedError { public var errorDescription: String? { description } }
extension FileError: LocalizedError { public var errorDescription: String? { description } }
extension GraphError: LocalizedError { public var errorDescription: String? { description } }
extension ImportError: LocalizedError { public var errorDescription: String? { description } }
extension KeptRun.NoRun: LocalizedError { public var errorDescription: String? { description } }
extension LatentError: LocalizedError { public var errorDescription: String? { description } }
extension LayerError: LocalizedError { public var errorDescription: String? { description } }
extension MediaError: LocalizedError { public var errorDescription: String? { description } }
extension MetricsError: LocalizedError { public var errorDescription: String? { description } }
extension MixingError: LocalizedError { public var errorDescription: String? { description } }
extension ModelError: LocalizedError { public var errorDescription: String? { description } }
extension ModelRegistryError: LocalizedError { public var errorDescription: String? { description } }
extension NewerEvaluations: LocalizedError { public var errorDescription: String? { description } }
extension ONNXError: LocalizedError { public var errorDescription: String? { description } }
extension PipelineError: LocalizedError { public var errorDescription: String? { description } }
extension Problem: LocalizedError { public var errorDescription: String? { description } }
extension Problems: LocalizedError { public var errorDescription: String? { description } }
extension RegistryError: LocalizedError { public var errorDescription: String? { description } }
extension SafetensorsError: LocalizedError { public var errorDescription: String? { description } }
extension SamplingError: LocalizedError { public var errorDescription: String? { description } }
extension SystemError: LocalizedError { public var errorDescription: String? { description } }
extension TrainingError: LocalizedError { public var errorDescription: String? { description } }
extension TranslationError: LocalizedError { public var errorDescription: String? { description } }
extension UnreadableField: LocalizedError { public var errorDescription: String? { description } }
extension WeightTransferError: LocalizedError { public var errorDescription: String? { description } }
