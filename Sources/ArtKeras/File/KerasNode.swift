import ArtGAN
import ArtSettings

/// A layer as a file of Keras describes it.
struct KerasNode {
  let file: String
  /// Its place in the list of layers, from 1.
  let number: Int
  let name: String
  let className: String
  let config: SettingValue
  /// Where Keras 3 keeps its weights: `layers/dense_1`.
  let path: String
  /// The layer of the file's outermost list that it is in, as Keras 2 names its weights; its own name unless it is in another.
  let outer: String

  /// `layer 3 'dense_1' (Dense)`.
  var title: String { "layer \(number) '\(name)' (\(className))" }

  func error(_ words: String) -> ImportError { ImportError(file: file, "\(title): \(words)") }

  /// The names of classes as Keras 3 uses them for groups: `Conv2DTranspose` is `conv2d_transpose`.
  static func snakeCase(_ name: String) -> String {
    let letters = Array(name.filter { $0.isLetter || $0.isNumber || $0 == "_" })
    var words = ""
    for (index, letter) in letters.enumerated() {
      let isBeforeSmall = index + 1 < letters.count && letters[index + 1].isLowercase
      if letter.isUppercase, index > 0, isBeforeSmall || letters[index - 1].isLowercase { words += "_" }
      words += letter.lowercased()
    }
    return words
  }
}
