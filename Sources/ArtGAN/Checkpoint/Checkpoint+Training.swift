public import ArtFiles
import ArtNN

extension Checkpoint {
  /// A training without its numbers: what its model is, and where it stands.
  public struct Training: Hashable, Sendable {
    public let definition: ModelDefinition
    public let state: TrainingState
  }

  /// Reads what training a file holds, without its weights. The whole file is checked for damage.
  ///
  /// - Throws: as `init(readingFrom:components:weightsOnly:)`, but nothing about tensors that do not fit;
  ///   ``TrainingError/notResumable`` for weights alone.
  public static func training(
    inFile place: FilePlace, components: ModelComponents = .standard
  ) throws -> Training {
    guard let state = try state(inFile: place) else { throw TrainingError.notResumable }
    return Training(definition: try definition(inFile: place, components: components), state: state)
  }

  /// What a file gives; nil where it is spoilt.
  ///
  /// - Throws: the errors that are no damage (``isDamage(_:)``).
  public static func unlessDamaged<Found>(_ read: () throws -> Found?) throws -> Found? {
    do {
      return try read()
    } catch {
      guard isDamage(error) else { throw error }
      return nil
    }
  }

  /// Whether an error says that a file is spoilt; not so where it cannot be reached, or a newer program wrote it.
  public static func isDamage(_ error: any Error) -> Bool {
    switch error {
    case let error as SafetensorsError: error.code != .unreadable && error.code != .unwritable
    case let error as CheckpointFileError:
      if case .newerFormat = error.error { false } else { true }
    case is TrainingError: true
    default: false
    }
  }
}
