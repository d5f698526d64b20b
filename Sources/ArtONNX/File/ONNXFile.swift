import ArtFiles
import ArtNN
import ArtProtobuf

/// The message `ModelProto` of a graph. The numbers of fields are those of
/// https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
struct ONNXFile {
  let graph: ONNXGraph
  let name: String
  /// Of the program that writes it.
  let version: String
  let help: String
  let texts: [String: String]

  /// The version of the operators, and that of the file's form which it came with.
  static let operatorSet = 17
  static let form = 8
  /// The most bytes that a message can have.
  static let most = Int(Int32.max)

  /// A piece of the file.
  private enum Piece {
    case bytes([UInt8])
    case numbers(String, ONNXWeights)

    var count: Int {
      switch self {
      case .bytes(let bytes): bytes.count
      case .numbers(_, let weights): 4 * weights.count
      }
    }
  }

  func write(to place: FilePlace, advance: () throws -> Void) throws {
    let pieces = pieces
    let size = pieces.reduce(0) { $0 + $1.count }
    guard size <= Self.most else { throw ONNXError.tooLarge(size) }
    let file = try FileWriter(place)
    for piece in pieces {
      switch piece {
      case .bytes(let bytes): try file.append(bytes)
      case .numbers(let name, let weights):
        try advance()
        let numbers = weights.numbers()
        guard numbers.count == weights.count else {
          throw ONNXError.wrongCount(name, found: numbers.count, expected: weights.count)
        }
        try file.append(numbers)
      }
    }
    try file.commit()
  }

  private static var head: ProtobufWriter {
    var model = ProtobufWriter()
    model.add(1, form)
    model.add(2, "artpipe")
    return model
  }

  /// The form's version and the program's name, with which each file begins.
  static var beginning: [UInt8] { head.bytes }

  /// A message within another begins with its length, and the weights' lengths are known without them.
  private var pieces: [Piece] {
    let content = graphPieces
    var model = Self.head
    model.add(3, version)
    model.add(6, help)
    model.add(8) {
      $0.add(1, "")
      $0.add(2, Self.operatorSet)
    }
    for (key, text) in texts.sorted(by: { $0.key < $1.key }) {
      model.add(14) {
        $0.add(1, key)
        $0.add(2, text)
      }
    }
    model.addHead(7, count: content.reduce(0) { $0 + $1.count })
    return [.bytes(model.bytes)] + content
  }

  /// The message `GraphProto`.
  private var graphPieces: [Piece] {
    var head = ProtobufWriter()
    for node in graph.nodes { head.add(1) { node.encode(&$0) } }
    head.add(2, name)
    for port in graph.inputs { head.add(11) { port.encode(&$0) } }
    for port in graph.outputs { head.add(12) { port.encode(&$0) } }
    return [.bytes(head.bytes)] + graph.initializers.flatMap(pieces)
  }

  /// The message `TensorProto`, as the field of the graph that it is.
  private func pieces(of initializer: ONNXInitializer) -> [Piece] {
    var tensor = ProtobufWriter()
    switch initializer.content {
    case .integers(let numbers):
      tensor.add(1, numbers.count)
      tensor.add(2, 7)
      tensor.add(8, initializer.name)
      tensor.add(9, numbers.flatMap { number in withUnsafeBytes(of: Int64(number).littleEndian) { Array($0) } })
      var field = ProtobufWriter()
      field.add(5, tensor.bytes)
      return [.bytes(field.bytes)]
    case .numbers(let weights):
      for side in weights.dimensions { tensor.add(1, side) }
      tensor.add(2, ONNXPort.Element.float.rawValue)
      tensor.add(8, initializer.name)
      tensor.addHead(9, count: 4 * weights.count)
      var field = ProtobufWriter()
      field.addHead(5, count: tensor.bytes.count + 4 * weights.count)
      return [.bytes(field.bytes + tensor.bytes), .numbers(initializer.name, weights)]
    }
  }
}

extension ONNXNode {
  /// The message `NodeProto`.
  fileprivate func encode(_ writer: inout ProtobufWriter) {
    for input in inputs { writer.add(1, input) }
    writer.add(2, output)
    writer.add(3, name)
    writer.add(4, operation)
    for (key, attribute) in attributes.sorted(by: { $0.key < $1.key }) {
      writer.add(5) { attribute.encode(&$0, key) }
    }
  }
}

extension ONNXAttribute {
  /// The message `AttributeProto`.
  fileprivate func encode(_ writer: inout ProtobufWriter, _ name: String) {
    writer.add(1, name)
    switch self {
    case .number(let number):
      writer.add(2, number)
      writer.add(20, 1)
    case .integer(let number):
      writer.add(3, number)
      writer.add(20, 2)
    case .text(let text):
      writer.add(4, text)
      writer.add(20, 3)
    case .integers(let numbers):
      for number in numbers { writer.add(8, number) }
      writer.add(20, 7)
    }
  }
}

extension ONNXPort {
  /// The message `ValueInfoProto`.
  fileprivate func encode(_ writer: inout ProtobufWriter) {
    writer.add(1, name)
    writer.add(2) { type in
      type.add(1) { tensor in
        tensor.add(1, element.rawValue)
        tensor.add(2) { shape in
          for side in sides {
            shape.add(1) { dimension in
              switch side {
              case .fixed(let length): dimension.add(1, length)
              case .free(let name): dimension.add(2, name)
              }
            }
          }
        }
      }
    }
    writer.add(3, help)
  }
}
