import ArtNN
import ArtSettings
import ArtTensor
import Foundation

/// Layers as they are written in a file: a list of objects such as `{"kind": "dense", "units": 128}`, or of kinds alone.
enum LayerList {
  /// Reads a list of layers. What is wrong is logged with its place, and left out.
  static func read(_ value: SettingValue, path: String, _ log: ProblemLog) -> [any Layer] {
    guard let elements = value.array else {
      log.add(Problem(.wrongType, "expected a list of layers, found \(value.summary)", at: value.location, path: path))
      return []
    }
    return elements.enumerated().compactMap { layer(spelledOut($0.element), path: "\(path)[\($0.offset)]", log) }
  }

  /// `"relu"` for `{"kind": "relu"}`, in lists inside of layers too.
  private static func spelledOut(_ value: SettingValue) -> SettingValue {
    if value.string != nil {
      return SettingValue(.object([.init("kind", at: value.location, value)]), at: value.location)
    }
    guard let members = value.members else { return value }
    let spelled = members.map { member in
      guard ["layers", "shortcut"].contains(member.key), let list = member.value.array else { return member }
      return SettingValue.Member(
        member.key, at: member.keyLocation, SettingValue(.array(list.map(spelledOut)), at: member.value.location))
    }
    return SettingValue(.object(spelled), at: value.location)
  }

  private static func layer(_ value: SettingValue, path: String, _ log: ProblemLog) -> (any Layer)? {
    guard value.members != nil else {
      log.add(Problem(.wrongType, "expected a layer, found \(value.summary)", at: value.location, path: path))
      return nil
    }
    // A layer is decoded as the only one of a network: kinds and settings are what checkpoints hold.
    let network: SettingValue = ["name": "file", "inputShape": [1], "layers": SettingValue([value])]
    do {
      let decoded = try JSONDecoder().decode(Network.self, from: JSONEncoder().encode(network))
      let written = try JSONDecoder().decode(SettingValue.self, from: JSONEncoder().encode(decoded))
      if let known = written["layers"]?.array?.first { logUnknownKeys(of: value, known, path: path, log) }
      return decoded.layers.first
    } catch let error as DecodingError {
      log.add(problem(error, in: value, path: path))
    } catch {
      log.add(Problem(.wrongType, "\(error)", at: value.location, path: path))
    }
    return nil
  }

  /// Keys that the layer has not: encoded, it has all of its settings.
  private static func logUnknownKeys(of value: SettingValue, _ known: SettingValue, path: String, _ log: ProblemLog) {
    if let members = value.members, let names = known.members?.map(\.key) {
      for member in members {
        let path = "\(path).\(member.key)"
        if let inner = known[member.key] {
          logUnknownKeys(of: member.value, inner, path: path, log)
        } else if !member.value.isNull {
          log.add(
            Problem(
              .unknownKey, "the layer has no setting '\(member.key)'; it has \(names.joined(separator: ", "))",
              at: member.keyLocation, path: path, suggestion: closest(to: member.key, in: names)))
        }
      }
    } else if let elements = value.array, let others = known.array, elements.count == others.count {
      for (index, (element, other)) in zip(elements, others).enumerated() {
        logUnknownKeys(of: element, other, path: "\(path)[\(index)]", log)
      }
    }
  }

  private static func problem(_ error: DecodingError, in value: SettingValue, path: String) -> Problem {
    switch error {
    case .keyNotFound(let key, let context):
      let place = place(context, value, path)
      return Problem(.missing, "the key '\(key.stringValue)' is missing", at: place.value.location, path: place.path)
    case .typeMismatch(let type, let context), .valueNotFound(let type, let context):
      let place = place(context, value, path)
      return Problem(
        .wrongType, "expected \(words(for: type)), found \(place.value.summary)", at: place.value.location,
        path: place.path)
    case .dataCorrupted(let context):
      let place = place(context, value, path)
      let isKind = context.codingPath.last?.stringValue == "kind"
      let meant = isKind ? place.value.string.flatMap { closest(to: $0, in: LayerKinds.names) } : nil
      return Problem(
        isKind ? .unknownName : .outOfRange, context.debugDescription, at: place.value.location, path: place.path,
        suggestion: meant)
    @unknown default:
      return Problem(.wrongType, "\(error)", at: value.location, path: path)
    }
  }

  private static func words(for type: any Any.Type) -> String {
    switch type {
    case is Int.Type: "a whole number"
    case is Double.Type, is Float.Type: "a number"
    case is Bool.Type: "true or false"
    case is String.Type: "a text"
    case is [Any].Type: "a list"
    default: "something else"
    }
  }

  /// The innermost part of the layer that an error speaks of.
  private static func place(
    _ context: DecodingError.Context, _ value: SettingValue, _ path: String
  ) -> (value: SettingValue, path: String) {
    var (value, path) = (value, path)
    // The path begins with the network's list and the only layer in it.
    for key in context.codingPath.dropFirst(2) {
      if let index = key.intValue, let elements = value.array, elements.indices.contains(index) {
        (value, path) = (elements[index], "\(path)[\(index)]")
      } else if let inner = value[key.stringValue] {
        (value, path) = (inner, "\(path).\(key.stringValue)")
      }
    }
    return (value, path)
  }
}
