public import Foundation

/// What is wrong with a field of JSON that a program wrote into a file, so that no value can be read from it. In words of the
/// file, not of the types behind it.
public struct UnreadableField: Error, Hashable, Sendable, CustomStringConvertible {
  /// What leads to the field, `recipe.generatorOptimizer.kind`; empty for the whole.
  public let path: String
  /// What is said behind the field's name: ` is missing`, `: expected a number above 0, found -1`.
  private let rest: String

  /// - Parameters:
  ///   - path: what leads to the field.
  ///   - reason: a sentence about its value: `expected a number above 0, found -1`.
  public init(_ path: String, _ reason: String) {
    self.init(path: path, rest: ": \(reason)")
  }

  /// A field that a type's own decoding refuses.
  ///
  /// - Parameters:
  ///   - codingPath: the decoder's.
  ///   - path: what leads on from there.
  ///   - reason: a sentence about its value.
  public init(at codingPath: [any CodingKey], path: String = "", _ reason: String) {
    let start = Self.path(codingPath)
    self.init([start, path].filter { !$0.isEmpty }.joined(separator: "."), reason)
  }

  /// A field that names a part, such as a layer, which this program does not have.
  ///
  /// - Parameters:
  ///   - codingPath: the decoder's.
  ///   - path: what leads on from there.
  ///   - reason: what is not known.
  public static func unknownPart(
    at codingPath: [any CodingKey], path: String = "", _ reason: String
  ) -> UnreadableField {
    UnreadableField(
      at: codingPath, path: path,
      "\(reason); if the program that wrote the file has it, read the file with that program")
  }

  private init(path: String, rest: String) {
    self.path = path
    self.rest = rest
  }

  /// `the field 'recipe.batchSize' of its definition is missing`.
  ///
  /// - Parameter whole: what the file calls the JSON: `definition`.
  public func words(of whole: String) -> String {
    (path.isEmpty ? "its \(whole)" : "the field '\(path)' of its \(whole)") + rest
  }

  /// `the field 'batchSize' is missing`.
  public var description: String { (path.isEmpty ? "the whole" : "the field '\(path)'") + rest }
}

extension UnreadableField {
  /// Reads a value from JSON.
  ///
  /// - Parameters:
  ///   - json: the text of the value.
  ///   - read: decodes it.
  public static func explaining<Value>(
    _ json: Data, _ read: (JSONDecoder, Data) throws -> Value
  ) throws(UnreadableField) -> Value {
    do {
      return try read(JSONDecoder(), json)
    } catch let error as UnreadableField {
      throw error
    } catch let error as DecodingError {
      throw UnreadableField(error, in: json)
    } catch {
      throw UnreadableField(path: "", rest: " cannot be read")
    }
  }

  private init(_ error: DecodingError, in json: Data) {
    switch error {
    case .keyNotFound(let key, let context):
      self.init(path: Self.path(context.codingPath + [key]), rest: " is missing")
    case .valueNotFound(_, let context):
      self.init(path: Self.path(context.codingPath), rest: " is missing")
    case .typeMismatch(let type, let context):
      self.init(
        path: Self.path(context.codingPath), rest: Self.mismatch(type, Self.found(context.codingPath, in: json)))
    case .dataCorrupted(let context):
      let found = Self.found(context.codingPath, in: json)
      // Of a number that its type cannot hold, the decoder does not tell the place.
      let rest =
        context.codingPath.isEmpty
        ? " holds a number that is not possible where it stands" : " has the impossible value \(found ?? "")"
      self.init(path: Self.path(context.codingPath), rest: found == nil ? " is no JSON" : rest)
    @unknown default:
      self.init(path: "", rest: " cannot be read")
    }
  }

  private static func mismatch(_ type: any Any.Type, _ found: String?) -> String {
    let noun: String? =
      switch type {
      case is any BinaryInteger.Type: "whole number"
      case is any BinaryFloatingPoint.Type: "number"
      case is String.Type: "text"
      case is [Any].Type: "list"
      case is [String: Any].Type: "object"
      default: nil
      }
    let found = found ?? "something else"
    if let noun { return " is no \(noun), but \(found)" }
    return type is Bool.Type ? " is neither true nor false, but \(found)" : " has the impossible value \(found)"
  }

  /// `layers[3].kind`.
  private static func path(_ keys: [any CodingKey]) -> String {
    keys.reduce(into: "") { path, key in
      if let index = key.intValue { path += "[\(index)]" } else { path += (path.isEmpty ? "" : ".") + key.stringValue }
    }
  }

  /// The value that keys lead to, in words; nil where there is none.
  private static func found(_ keys: [any CodingKey], in json: Data) -> String? {
    var value = SettingValue(json: String(decoding: json, as: UTF8.self), at: nil)
    for key in keys {
      if let index = key.intValue, let list = value?.array {
        value = list.indices.contains(index) ? list[index] : nil
      } else {
        value = value?[key.stringValue]
      }
    }
    return value?.summary
  }
}
