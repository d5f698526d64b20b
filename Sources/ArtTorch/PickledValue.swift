import ArtNN
import ArtTensor

/// What a pickle of a state_dict is made of. Containers are numbers of places in ``TorchPickle``, so that nothing holds itself
/// and nothing nests, whatever a file says.
enum PickledValue: Hashable {
  case none
  case bool(Bool)
  case integer(Int)
  case number(Double)
  case text(String)
  case tuple(Int)
  case list(Int)
  case dictionary(Int)
  case global(PickledName)
  case storage(PickledStorage)
  case tensor(PickledTensor)
}

/// The names of Python that a state_dict needs. All others are code, and are refused.
enum PickledName: Hashable {
  case orderedDict
  case rebuildTensor
  case rebuildParameter
  case storage(ElementType)

  /// - Parameter name: With its module: `collections.OrderedDict`.
  init?(_ name: String) {
    switch name {
    case "collections.OrderedDict": self = .orderedDict
    case "torch._utils._rebuild_tensor_v2": self = .rebuildTensor
    case "torch._utils._rebuild_parameter": self = .rebuildParameter
    default:
      guard let type = Self.storages[name] else { return nil }
      self = .storage(type)
    }
  }

  private static let storages: [String: ElementType] = [
    "torch.FloatStorage": .float32, "torch.DoubleStorage": .float64, "torch.HalfStorage": .float16,
    "torch.BFloat16Storage": .bfloat16, "torch.LongStorage": .int64, "torch.IntStorage": .int32,
    "torch.ShortStorage": .int16, "torch.CharStorage": .int8, "torch.ByteStorage": .uint8, "torch.BoolStorage": .bool,
  ]
}

/// Numbers in a file of their own beside the pickle.
struct PickledStorage: Hashable {
  /// The file's name in the folder `data`.
  let key: String
  let type: ElementType
  let count: Int
}

/// A view of a storage.
struct PickledTensor: Hashable {
  let storage: PickledStorage
  let offset: Int
  let shape: Shape
  let strides: [Int]

  /// - Returns: nil where it is none, reaches beyond its storage, or has more numbers than that.
  init?(_ storage: PickledStorage, offset: Int, sizes: [Int], strides: [Int]) {
    guard sizes.count == strides.count, sizes.count <= 8, offset >= 0 else { return nil }
    var (count, last) = (1, offset)
    for (size, stride) in zip(sizes, strides) {
      guard size >= 0, stride >= 0 else { return nil }
      let (product, overflow) = count.multipliedReportingOverflow(by: size)
      let (reach, far) = stride.multipliedReportingOverflow(by: max(size - 1, 0))
      let (end, beyond) = last.addingReportingOverflow(reach)
      guard !overflow, !far, !beyond else { return nil }
      (count, last) = (product, end)
    }
    guard count <= storage.count, count == 0 || last < storage.count else { return nil }
    self.storage = storage
    self.offset = offset
    self.strides = strides
    shape = Shape(sizes)
  }
}
