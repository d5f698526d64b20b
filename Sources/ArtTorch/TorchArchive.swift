import ArtFiles
import ArtGAN
import ArtNN
import ArtTensor
import ArtZip

/// A file of torch.save since PyTorch 1.6: a zip file with a pickle, `data.pkl`, and the numbers of each storage in a file of
/// their own.
struct TorchArchive {
  private let zip: ZipReader
  /// The folder in the zip file that all is in, with its slash.
  private let root: String
  private let pickle: TorchPickle
  private let isBigEndian: Bool

  init(_ path: String) throws {
    zip = try ZipReader(.typed(path))
    let pickles = zip.entries.map(\.name).filter { $0 == "data.pkl" || $0.hasSuffix("/data.pkl") }
    guard pickles.count == 1 else {
      throw ImportError(
        file: path,
        "is a zip file, but none of torch.save: it holds \(pickles.isEmpty ? "no 'data.pkl'" : "several 'data.pkl'"); "
          + TorchAdvice.stateDict)
    }
    root = String(pickles[0].dropLast("data.pkl".count))
    let order = zip["\(root)byteorder"] == nil ? [] : try zip.bytes("\(root)byteorder", limit: 64)
    switch String(decoding: order, as: UTF8.self) {
    case "little", "": isBigEndian = false
    case "big": isBigEndian = true
    case let other: throw ImportError(file: path, "names an unknown order of bytes, '\(other)'; use another copy of it")
    }
    do throws(TorchPickle.Refusal) {
      pickle = try TorchPickle(Self.bytes(zip, pickles[0]))
    } catch {
      throw ImportError(file: path, error.message)
    }
  }

  private static func bytes(_ zip: ZipReader, _ name: String) throws(TorchPickle.Refusal) -> [UInt8] {
    do throws(ZipError) {
      return try zip.bytes(name, limit: TorchPickle.largestSize)
    } catch {
      throw TorchPickle.Refusal(error.message)
    }
  }

  /// The dictionaries of tensors in it: itself, or those that its dictionary holds by name.
  func stateDicts() throws -> [StateDict] {
    guard case .dictionary(let index) = pickle.root else {
      throw ImportError(file: zip.path, "holds no dictionary of tensors; \(TorchAdvice.stateDict)")
    }
    var found: [StateDict] = []
    for index in [index] + inner(index) {
      let tensors = tensors(index)
      guard !tensors.isEmpty else { continue }
      let byName = Dictionary(tensors, uniquingKeysWith: { first, _ in first })
      guard byName.count == tensors.count else {
        throw ImportError(file: zip.path, "is damaged: a tensor's name is in it twice; use another copy of it")
      }
      found.append(
        StateDict(file: zip.path, entries: tensors.map { StateDict.Entry(name: $0.0, shape: $0.1.shape) }) { name in
          guard let tensor = byName[name] else { throw ImportError(file: zip.path, "holds no tensor '\(name)'") }
          return try read(tensor)
        })
    }
    guard !found.isEmpty else {
      throw ImportError(file: zip.path, "holds no tensors by name; \(TorchAdvice.stateDict)")
    }
    return found
  }

  private func inner(_ index: Int) -> [Int] {
    var known: Set = [index]
    return pickle.dictionaries[index].compactMap { member in
      guard case .text = member.key, case .dictionary(let inner) = member.value, known.insert(inner).inserted else {
        return nil
      }
      return inner
    }
  }

  private func tensors(_ index: Int) -> [(String, PickledTensor)] {
    pickle.dictionaries[index].compactMap { member in
      if case .text(let name) = member.key, case .tensor(let tensor) = member.value { (name, tensor) } else { nil }
    }
  }

  /// The numbers of a view, row-major.
  private func read(_ tensor: PickledTensor) throws -> Tensor {
    let (storage, shape) = (tensor.storage, tensor.shape)
    let size = storage.count * storage.type.size
    guard let entry = zip["\(root)data/\(storage.key)"], entry.size == entry.packedSize else {
      throw ImportError(
        file: zip.path,
        "has the numbers '\(storage.key)' packed, or not at all, and torch.save stores them as they are; use another copy of it"
      )
    }
    var bytes = try zip.bytes("\(root)data/\(storage.key)", limit: 1 << 33)
    guard bytes.count == size else {
      throw ImportError(
        file: zip.path,
        "is damaged: \(size) bytes of numbers are announced as '\(storage.key)', and there are \(bytes.count); use another "
          + "copy of it")
    }
    if isBigEndian { swap(&bytes, of: storage.type.size) }
    var numbers = [Float](repeating: 0, count: storage.count)
    bytes.withUnsafeBytes { bytes in numbers.withUnsafeMutableBufferPointer { storage.type.decode(bytes, into: $0) } }
    if shape.count == numbers.count, tensor.isContiguous { return Tensor(shape: shape, scalars: numbers) }
    var scalars: [Float] = []
    scalars.reserveCapacity(shape.count)
    var indices = [Int](repeating: 0, count: shape.rank)
    for _ in 0..<shape.count {
      scalars.append(numbers[Swift.zip(indices, tensor.strides).reduce(tensor.offset) { $0 + $1.0 * $1.1 }])
      for axis in indices.indices.reversed() {
        indices[axis] += 1
        if indices[axis] < shape[axis] { break }
        indices[axis] = 0
      }
    }
    return Tensor(shape: shape, scalars: scalars)
  }

  private func swap(_ bytes: inout [UInt8], of size: Int) {
    for first in stride(from: 0, to: bytes.count, by: size) { bytes[first..<first + size].reverse() }
  }
}

extension PickledTensor {
  /// Whether its numbers lie one after the other, row-major.
  var isContiguous: Bool {
    var step = 1
    for axis in strides.indices.reversed() {
      guard shape[axis] == 1 || strides[axis] == step else { return false }
      step *= shape[axis]
    }
    return true
  }
}
