import ArtGAN
import ArtNN
import ArtSettings
import ArtTensor

/// The settings of a layer of Keras, for who reads it.
struct KerasConfig {
  let node: KerasNode
  /// The shape of one sample before the layer.
  let input: Shape

  private var values: SettingValue { node.config["config"] ?? SettingValue(.null) }

  /// The error of a layer that cannot be read under its settings.
  func refused(_ words: String) -> ImportError { node.error(words) }

  private func wrong(_ key: String, _ expected: String) -> ImportError {
    refused("expected \(expected) as '\(key)', found \(values[key]?.summary ?? "nothing")")
  }

  /// A whole number.
  func integer(_ key: String) throws(ImportError) -> Int {
    guard let number = values[key]?.number?.integer else { throw wrong(key, "a whole number") }
    return number
  }

  /// A number under one of several names, of which later versions of Keras use the first.
  func number(_ keys: String..., default usual: Double) throws(ImportError) -> Double {
    for key in keys {
      guard let value = values[key], !value.isNull else { continue }
      // Keras 2 writes some numbers as arrays of numpy.
      let number = value.number ?? value["config"]?["value"]?.number ?? value["value"]?.number
      guard let number else { throw wrong(key, "a number") }
      return number.double
    }
    return usual
  }

  func flag(_ key: String, default usual: Bool) throws(ImportError) -> Bool {
    guard let value = values[key], !value.isNull else { return usual }
    guard let flag = value.bool else { throw wrong(key, "true or false") }
    return flag
  }

  func text(_ key: String, default usual: String) throws(ImportError) -> String {
    guard let value = values[key], !value.isNull else { return usual }
    guard let text = value.string else { throw wrong(key, "a word") }
    return text
  }

  /// Whole numbers; a single one stands for a list of one.
  func integers(_ key: String) throws(ImportError) -> [Int]? {
    guard let value = values[key], !value.isNull else { return nil }
    if let number = value.number?.integer { return [number] }
    // A tuple may be an object.
    let list = value.array ?? value["config"]?["value"]?.array ?? value["items"]?.array
    guard let numbers = list?.compactMap({ $0.number?.integer }), numbers.count == list?.count, !numbers.isEmpty else {
      throw wrong(key, "whole numbers")
    }
    return numbers
  }

  /// A height and a width; a single number stands for both.
  func size(_ key: String, default usual: Size2D? = nil) throws(ImportError) -> Size2D {
    guard let numbers = try integers(key) else {
      guard let usual else { throw wrong(key, "a height and a width") }
      return usual
    }
    guard numbers.count <= 2 else { throw wrong(key, "a height and a width") }
    return Size2D(numbers[0], numbers.last ?? numbers[0])
  }

  /// Refuses all values of a setting but one.
  ///
  /// - Parameter words: what is not there: `dilation`.
  func expect(_ key: String, _ isUsual: (Int) -> Bool, orElse words: String) throws(ImportError) {
    guard let numbers = try integers(key), !numbers.allSatisfy(isUsual) else { return }
    throw refused("its '\(key)' is \(numbers): \(words)")
  }

  /// Refuses images whose channels stand first.
  func expectChannelsLast() throws(ImportError) {
    let format = try text("data_format", default: "channels_last")
    guard format == "channels_last" else {
      throw refused("its 'data_format' is '\(format)', and only 'channels_last' is read")
    }
  }

  /// The layers of the setting `activation`: none for `linear`.
  func activation() throws(ImportError) -> [any Layer] {
    guard let value = values["activation"], !value.isNull else { return [] }
    if let name = value.string { return try Self.activation(name, node) }
    // Keras 3 may write the function, or a layer in its place.
    if let name = value["class_name"]?.string, name == "function", let function = value["config"]?.string {
      return try Self.activation(function, node)
    }
    guard let kind = value["class_name"]?.string, ["LeakyReLU", "ReLU"].contains(kind) else {
      throw refused(
        "its activation is \(value["class_name"]?.string.map { "of the class '\($0)'" } ?? value.summary), \(Self.known)"
      )
    }
    let inner = KerasNode(
      file: node.file, number: node.number, name: node.name, className: kind, config: value, path: node.path,
      outer: node.outer)
    return try KerasLayerKind.read(KerasConfig(node: inner, input: input))
  }

  private static let known = "and these are there: linear, relu, leaky_relu, tanh, sigmoid"

  private static func activation(_ name: String, _ node: KerasNode) throws(ImportError) -> [any Layer] {
    switch name {
    case "linear": []
    case "relu": [ReLU()]
    case "tanh": [Tanh()]
    case "sigmoid": [Sigmoid()]
    // As the function has it; the layer's slope is another.
    case "leaky_relu": [LeakyReLU(slope: 0.2)]
    default: throw node.error("its activation is '\(name)', \(known)")
    }
  }
}
