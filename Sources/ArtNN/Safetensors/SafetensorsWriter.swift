public import ArtFiles
public import ArtTensor

/// Writes safetensors files: the same content always gives the same bytes. A file gets a hash of its content where the
/// metadata ask for one: see ``SafetensorsHash``.
///
/// Source: https://huggingface.co/docs/safetensors
public enum SafetensorsWriter {
  /// Numbers to be stored.
  public enum Content: Sendable {
    /// Stored as `F32`.
    case float32(Tensor)
    /// Stored as `F16`, each number rounded to the nearest.
    case float16(Tensor)
    /// Stored as `U8`: images. Row-major; the count must be the shape's.
    case uint8(Shape, [UInt8])

    var shape: Shape {
      switch self {
      case .float32(let tensor), .float16(let tensor): tensor.shape
      case .uint8(let shape, _): shape
      }
    }

    var type: ElementType {
      switch self {
      case .float32: .float32
      case .float16: .float16
      case .uint8: .uint8
      }
    }
  }

  /// Writes tensors as `F32`.
  ///
  /// - Parameters:
  ///   - tensors: The tensors by name.
  ///   - metadata: Free text, readable with any safetensors library.
  ///   - place: The file. It appears, or is replaced, only when it is whole and on the disk.
  /// - Throws: `SafetensorsError` of code `unwritable`.
  public static func write(
    _ tensors: [String: Tensor], metadata: [String: String] = [:], to place: FilePlace
  ) throws(SafetensorsError) {
    try write(tensors.mapValues { .float32($0) }, metadata: metadata, to: place)
  }

  /// Writes tensors as `F32`, one after the other: only one of them needs to be in memory.
  ///
  /// - Parameters:
  ///   - shapes: The shapes of the tensors by name.
  ///   - metadata: Free text, readable with any safetensors library.
  ///   - place: The file. It appears, or is replaced, only when it is whole and on the disk.
  ///   - tensor: Gives each tensor when its turn comes.
  /// - Throws: `SafetensorsError` of code `unwritable`, or `wrongSize` for a tensor that does not have its shape.
  public static func write(
    _ shapes: [String: Shape], metadata: [String: String] = [:], to place: FilePlace, tensor: (_ name: String) -> Tensor
  ) throws(SafetensorsError) {
    try write(shapes.mapValues { ($0, .float32) }, metadata, to: place) { (name) throws(SafetensorsError) in
      let tensor = tensor(name)
      guard tensor.shape == shapes[name] else {
        throw SafetensorsError(
          .wrongSize, file: place.path, "tensor '\(name)' has shape \(tensor.shape), not the one that was announced")
      }
      return .float32(tensor)
    }
  }

  /// Writes tensors, each in the type that its content names.
  ///
  /// - Throws: `SafetensorsError` of code `unwritable`, or `wrongSize` for bytes that do not fill their shape.
  public static func write(
    _ contents: [String: Content], metadata: [String: String] = [:], to place: FilePlace
  ) throws(SafetensorsError) {
    for (name, content) in contents {
      if case .uint8(let shape, let bytes) = content, shape.count != bytes.count {
        throw SafetensorsError(
          .wrongSize, file: place.path, "\(bytes.count) bytes do not fill the shape \(shape) of tensor '\(name)'")
      }
    }
    try write(contents.mapValues { ($0.shape, $0.type) }, metadata, to: place) { contents[$0] }
  }

  private typealias Form = (shape: Shape, type: ElementType)

  /// Writes the header, and each tensor's numbers as the caller gives them.
  private static func write(
    _ forms: [String: Form], _ metadata: [String: String], to place: FilePlace,
    content: (_ name: String) throws(SafetensorsError) -> Content?
  ) throws(SafetensorsError) {
    guard forms["__metadata__"] == nil else {
      throw SafetensorsError(.duplicateName, file: place.path, "a tensor cannot be named '__metadata__'")
    }
    // Wide numbers first, so that each tensor's place is a multiple of its number's size; then by name.
    let ordered = forms.sorted { a, b in (-a.value.type.size, a.key) < (-b.value.type.size, b.key) }
    let header = header(ordered, metadata)
    let file = try SafetensorsError.mapping { () throws(FileError) in try FileWriter(place) }
    let digits = metadata[SafetensorsHash.key].flatMap { _ in SafetensorsHash.place(in: header) }
    var output = Output(file: file, hasher: digits.map { _ in SHA256() })
    try SafetensorsError.mapping { () throws(FileError) in try output.append(header) }
    for (name, _) in ordered {
      guard let content = try content(name) else { continue }
      try SafetensorsError.mapping { () throws(FileError) in try output.append(content) }
    }
    try SafetensorsError.mapping { () throws(FileError) in
      if let digits { try output.writeHash(at: digits.lowerBound) }
      try file.commit()
    }
  }

  private static func header(_ ordered: [(key: String, value: Form)], _ metadata: [String: String]) -> [UInt8] {
    var parts: [String] = []
    if !metadata.isEmpty {
      let pairs = metadata.sorted { $0.key < $1.key }.map { key, value in
        "\(quoted(key)):\(quoted(key == SafetensorsHash.key ? SafetensorsHash.placeholder : value))"
      }
      parts.append("\"__metadata__\":{\(pairs.joined(separator: ","))}")
    }
    var offset = 0
    for (name, form) in ordered {
      let end = offset + form.shape.count * form.type.size
      let shape = form.shape.dimensions.map(String.init).joined(separator: ",")
      parts.append(
        "\(quoted(name)):{\"dtype\":\"\(form.type.rawValue)\",\"shape\":[\(shape)],"
          + "\"data_offsets\":[\(offset),\(end)]}")
      offset = end
    }
    var text = Array("{\(parts.joined(separator: ","))}".utf8)
    while text.count % 8 != 0 { text.append(UInt8(ascii: " ")) }
    return withUnsafeBytes(of: UInt64(text.count).littleEndian) { Array($0) } + text
  }

  /// A string as JSON. Control characters are escaped; everything else stays as it is, in UTF-8.
  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}

/// A file that is written, and the hash of what was.
private struct Output {
  let file: FileWriter
  /// nil for a file without a hash.
  var hasher: SHA256?

  mutating func append(_ numbers: [some BitwiseCopyable]) throws(FileError) {
    numbers.withUnsafeBytes { hasher?.update($0) }
    try file.append(numbers)
  }

  mutating func append(_ content: SafetensorsWriter.Content) throws(FileError) {
    switch content {
    case .float32(let tensor): try append(tensor.scalars)
    case .float16(let tensor): try append(tensor.scalars.map { HalfPrecision.bits($0).littleEndian })
    case .uint8(_, let bytes): try append(bytes)
    }
  }

  func writeHash(at offset: Int) throws(FileError) {
    guard let hasher else { return }
    let outcome = Array(hasher.finish().hex.utf8).withUnsafeBytes { bytes in
      Result { () throws(FileError) in try file.write(bytes, at: offset) }
    }
    try outcome.get()
  }
}
