import Foundation

/// A way in for bytes from strangers: what the program does with a file that it is given. Whatever the bytes, it ends with
/// a value or a thrown error.
struct FuzzTarget: Sendable {
  /// Also the name of its folders in `Corpus` and `Finds`.
  let name: String
  /// The most bytes that are worth trying.
  let largest: Int
  let read: @Sendable (FuzzInput) -> Void

  init(_ name: String, largest: Int = 4096, _ read: @escaping @Sendable (FuzzInput) -> Void) {
    self.name = name
    self.largest = largest
    self.read = read
  }

  static let all: [FuzzTarget] = [
    documentJSON, documentYAML, overrides, modelFile, modelDefinition, safetensors, trainingState, points, idx, cifar,
    png, jpeg, webp, otherImages, sound, video, manifest, evaluations, recipes, searchState, pace,
    torch, hdf5, keras,
  ]
}

/// The bytes, and a folder for those that are read as files.
struct FuzzInput {
  let bytes: [UInt8]
  let folder: String

  /// The bytes as text, damaged characters replaced.
  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// A file of the bytes, or of others.
  func file(_ name: String, _ other: [UInt8]? = nil) -> String {
    let path = "\(folder)/\(name)"
    do {
      try Data(other ?? bytes).write(to: URL(filePath: path))
    } catch {
      fatalError("the fuzzer cannot write \(path): \(error)")
    }
    return path
  }
}

/// Does what may throw: an error is a good end, if it can be told in words.
@discardableResult
func attempt<T>(_ body: () throws -> T) -> T? {
  do {
    return try body()
  } catch {
    precondition(!"\(error)".isEmpty)
    return nil
  }
}
