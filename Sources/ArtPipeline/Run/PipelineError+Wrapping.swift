import ArtData
import ArtEvaluation
import ArtFiles
import ArtGAN
import ArtHDF5
import ArtKeras
import ArtMedia
import ArtNN
import ArtONNX
import ArtSettings
import ArtZip
import Foundation

extension PipelineError {
  /// Any error that a stage met, as one of a pipeline.
  public init(wrapping error: any Error, stage: String? = nil) {
    switch error {
    case let error as PipelineError:
      self.init(error.code, error.message, stage: error.stage ?? stage)
    case let error as MediaError:
      self.init(Self.code(error), "\(error)", stage: stage)
    case let error as DatasetError:
      self.init([.missing, .unreadable].contains(error.code) ? .missingInput : .data, "\(error)", stage: stage)
    case let error as SafetensorsError:
      self.init(Self.code(error), "\(error)", stage: stage)
    case let error as ZipError:
      self.init(Self.code(error), "\(error)", stage: stage)
    case let error as HDF5Error:
      self.init(error.code == .unreadable ? .missingInput : .data, "\(error)", stage: stage)
    case let error as FileError:
      self.init(Self.code(error), "\(error)", stage: stage)
    case is FeatureNetworkFileError, is FeatureNetworkError, is MetricsError, is ClassifierDivergence:
      self.init(.data, "\(error)", stage: stage)
    case is CheckpointFileError, is CheckpointError, is TrainingError, is SamplingError, is LatentError, is ChoiceError,
      is MixingError, is ModelError, is LayerError, is ONNXError, is KerasExportError, is ImportError,
      is WeightTransferError,
      is Problems, is Problem:
      self.init(.data, "\(error)", stage: stage)
    case is DecodingError, is EncodingError, is CocoaError, is POSIXError,
      _ where type(of: error) is NSError.Type:
      // Their descriptions are for programmers.
      self.init(
        .fault, "artpipe met an error that it did not expect (\(type(of: error))); please report what led to it",
        stage: stage)
    default:
      self.init(.fault, "\(error)", stage: stage)
    }
  }

  private static func code(_ error: MediaError) -> Code {
    switch error.code {
    case .unwritable: .cannotWrite
    case .unreadable, .unavailable: .missingInput
    default: .data
    }
  }

  private static func code(_ error: SafetensorsError) -> Code {
    switch error.code {
    case .unwritable: .cannotWrite
    case .unreadable: .missingInput
    default: .data
    }
  }

  private static func code(_ error: ZipError) -> Code {
    switch error.code {
    case .unwritable: .cannotWrite
    case .unreadable: .missingInput
    default: .data
    }
  }

  private static func code(_ error: FileError) -> Code {
    switch error.action {
    case .read: .missingInput
    case .write: .cannotWrite
    case .lock: error.code == .busy ? .busy : .cannotWrite
    }
  }
}
