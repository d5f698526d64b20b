import ArtFiles
import ArtGAN
import ArtNN
import ArtTensor
import ArtZip

/// Tensors by name, as PyTorch keeps a network's weights: an open file, of which each tensor is read when it is asked for.
struct StateDict {
  struct Entry {
    let name: String
    let shape: Shape
  }

  /// The file's path, as the caller named it.
  let file: String
  /// In the order of the network's layers, as far as the file tells.
  let entries: [Entry]
  private let read: (String) throws -> Tensor

  init(file: String, entries: [Entry], read: @escaping (String) throws -> Tensor) {
    self.file = file
    self.entries = entries
    self.read = read
  }

  /// A tensor as float32, whatever its stored type.
  ///
  /// - Throws: `ImportError` or an error of the file.
  func tensor(_ name: String) throws -> Tensor { try read(name) }

  func error(_ message: String) -> ImportError { ImportError(file: file, message) }
}

extension StateDict {
  /// Opens the state_dicts of a file: one, unless it was saved as a dictionary of several.
  ///
  /// - Throws: `ImportError`, `FileError`, `SafetensorsError` or `ZipError`.
  static func all(inFile path: String) throws -> [StateDict] {
    let first = try FileReader.prefix(of: path, count: 8)
    if ZipReader.begins(first) { return try TorchArchive(path).stateDicts() }
    // A protocol and a large whole number, by which torch.save of before PyTorch 1.6 begins, or any pickle. The length of a
    // safetensors file's header may begin with this byte too, but is a small number.
    let length = first.reversed().reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
    if first.first == 0x80, length > 100_000_000 {
      throw ImportError(
        file: path,
        "is a pickle, or of the form that torch.save wrote before PyTorch 1.6, and is not read: \(TorchAdvice.converting(path))"
      )
    }
    return [try safetensors(path)]
  }

  private static func safetensors(_ path: String) throws -> StateDict {
    let reader = try SafetensorsReader(path: path)
    let entries = reader.names.sorted(by: precedes).compactMap { name in
      reader.shape(of: name).map { Entry(name: name, shape: $0) }
    }
    return StateDict(file: path, entries: entries) { try reader.tensor($0) }
  }

  /// `main.9.weight` before `main.10.weight`, and `fc2.weight` before `fc10.weight`.
  static func precedes(_ a: String, _ b: String) -> Bool {
    let parts = (pieces(a), pieces(b))
    for (first, second) in zip(parts.0, parts.1) where first != second {
      if let first = Int(first), let second = Int(second), first != second { return first < second }
      return first < second
    }
    return parts.0.count < parts.1.count
  }

  /// Runs of digits, and what stands between them; dots stand apart.
  private static func pieces(_ name: String) -> [Substring] {
    var (pieces, start) = ([Substring](), name.startIndex)
    func kind(_ character: Character) -> Int { character == "." ? 0 : character.isASCII && character.isNumber ? 1 : 2 }
    for index in name.indices where index != start {
      let before = name[name.index(before: index)]
      if kind(before) != kind(name[index]) || before == "." {
        pieces.append(name[start..<index])
        start = index
      }
    }
    return pieces + [name[start...]]
  }
}
