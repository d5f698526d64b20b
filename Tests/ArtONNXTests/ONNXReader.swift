import Foundation

/// Reads what the tests look at of an ONNX file, and shares no code with what writes it. It goes by
/// https://protobuf.dev/programming-guides/encoding and https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
struct ONNXReader {
  struct Node {
    var name = ""
    var operation = ""
    var inputs: [String] = []
    var outputs: [String] = []
    var lists: [String: [Int]] = [:]
    var texts: [String: String] = [:]
  }

  struct Port {
    var name = ""
    var element = 0
    /// Numbers, or names of free sides.
    var sides: [String] = []
    var help = ""
  }

  struct Initializer {
    var dimensions: [Int] = []
    var element = 0
    var bytes: [UInt8] = []

    var floats: [Float] {
      stride(from: 0, to: bytes.count, by: 4).map { start in
        Float(bitPattern: (0..<4).reduce(0) { $0 | UInt32(bytes[start + $1]) << (8 * UInt32($1)) })
      }
    }
  }

  var form = 0
  var producer = ""
  var operatorSet = 0
  var texts: [String: String] = [:]
  var nodes: [Node] = []
  var initializers: [String: Initializer] = [:]
  var inputs: [Port] = []
  var outputs: [Port] = []

  struct Malformed: Error {}

  private enum Field {
    case number(UInt64)
    case bytes(ArraySlice<UInt8>)
  }

  private static func fields(_ bytes: ArraySlice<UInt8>) throws -> [(Int, Field)] {
    var rest = bytes
    func varint() throws -> UInt64 {
      var (number, shift): (UInt64, UInt64) = (0, 0)
      while let byte = rest.popFirst() {
        number |= UInt64(byte & 0x7F) << shift
        if byte < 0x80 { return number }
        shift += 7
      }
      throw Malformed()
    }
    func taken(_ count: Int) throws -> ArraySlice<UInt8> {
      guard count <= rest.count else { throw Malformed() }
      defer { rest = rest.dropFirst(count) }
      return rest.prefix(count)
    }
    var fields: [(Int, Field)] = []
    while !rest.isEmpty {
      let key = try varint()
      let field: Field =
        switch key & 7 {
        case 0: .number(try varint())
        case 1: .bytes(try taken(8))
        case 2: .bytes(try taken(Int(try varint())))
        case 5: .bytes(try taken(4))
        default: throw Malformed()
        }
      fields.append((Int(key >> 3), field))
    }
    return fields
  }

  private static func text(_ field: Field) -> String {
    if case .bytes(let bytes) = field { String(decoding: bytes, as: UTF8.self) } else { "" }
  }

  private static func number(_ field: Field) -> Int {
    if case .number(let number) = field { Int(Int64(bitPattern: number)) } else { 0 }
  }

  private static func message(_ field: Field) throws -> [(Int, Field)] {
    guard case .bytes(let bytes) = field else { throw Malformed() }
    return try fields(bytes)
  }

  init(_ path: String) throws {
    for (key, field) in try Self.fields([UInt8](Data(contentsOf: URL(fileURLWithPath: path)))[...]) {
      switch key {
      case 1: form = Self.number(field)
      case 2: producer = Self.text(field)
      case 8: for case (2, let version) in try Self.message(field) { operatorSet = Self.number(version) }
      case 14:
        let entry = try Self.message(field).map { Self.text($0.1) }
        texts[entry[0]] = entry[1]
      case 7: for (key, field) in try Self.message(field) { try addGraph(key, field) }
      default: break
      }
    }
  }

  private mutating func addGraph(_ key: Int, _ field: Field) throws {
    switch key {
    case 1:
      var node = Node()
      for (key, field) in try Self.message(field) {
        switch key {
        case 1: node.inputs.append(Self.text(field))
        case 2: node.outputs.append(Self.text(field))
        case 3: node.name = Self.text(field)
        case 4: node.operation = Self.text(field)
        case 5:
          let fields = try Self.message(field)
          let name = fields.first { $0.0 == 1 }.map { Self.text($0.1) } ?? ""
          node.lists[name] = fields.filter { $0.0 == 8 }.map { Self.number($0.1) }
          if let text = fields.first(where: { $0.0 == 4 }) { node.texts[name] = Self.text(text.1) }
        default: throw Malformed()
        }
      }
      nodes.append(node)
    case 5:
      var (name, tensor) = ("", Initializer())
      for (key, field) in try Self.message(field) {
        switch (key, field) {
        case (1, _): tensor.dimensions.append(Self.number(field))
        case (2, _): tensor.element = Self.number(field)
        case (8, _): name = Self.text(field)
        case (9, .bytes(let bytes)): tensor.bytes = Array(bytes)
        default: throw Malformed()
        }
      }
      guard initializers.updateValue(tensor, forKey: name) == nil else { throw Malformed() }
    case 11: inputs.append(try Self.port(field))
    case 12: outputs.append(try Self.port(field))
    default: break
    }
  }

  private static func port(_ field: Field) throws -> Port {
    var port = Port()
    for (key, field) in try message(field) {
      switch key {
      case 1: port.name = text(field)
      case 3: port.help = text(field)
      default:
        for (_, tensor) in try message(field) {
          for (key, field) in try message(tensor) {
            if key == 1 { port.element = number(field) }
            guard key == 2 else { continue }
            for (_, side) in try message(field) {
              for (key, field) in try message(side) { port.sides.append(key == 1 ? "\(number(field))" : text(field)) }
            }
          }
        }
      }
    }
    return port
  }
}
