import ArtGAN
import ArtTensor

/// A module of PyTorch with tensors of its own, such as `main.0`: what a layer is here.
struct TorchModule {
  enum Kind: Hashable {
    /// A convolution, transposed or not, of this many axes of the kernel; a linear layer has none.
    case kernel(axes: Int)
    /// A normalisation: with moving statistics, or without.
    case normalization(isMoving: Bool)
  }

  /// `main.0`; empty where the network is one module alone.
  let name: String
  /// Its tensors' shapes by the last part of their names: `weight`, `bias`, `running_mean`, `running_var`.
  let shapes: [String: Shape]

  var weight: Shape { shapes["weight"] ?? .scalar }

  var kind: Kind {
    weight.rank == 1 ? .normalization(isMoving: shapes["running_mean"] != nil) : .kernel(axes: weight.rank - 2)
  }

  func tensorName(_ part: String) -> String { name.isEmpty ? part : "\(name).\(part)" }

  /// For lists in messages: `main.0.weight [100, 512, 4, 4]`.
  var summary: String { "\(tensorName("weight")) \(weight)" }
}

extension StateDict {
  private static let parts = ["weight", "bias", "running_mean", "running_var"]

  /// The modules, in the order of the file.
  ///
  /// - Throws: `ImportError` for a tensor that belongs to no layer that there is here.
  func modules() throws(ImportError) -> [TorchModule] {
    var names: [String] = []
    var shapes: [String: [String: Shape]] = [:]
    for entry in entries {
      let words = entry.name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
      let (module, part) = (words.dropLast().joined(separator: "."), words.last ?? "")
      // How often statistics were counted: only for a momentum that PyTorch does not have by default.
      guard part != "num_batches_tracked" else { continue }
      guard Self.parts.contains(part) else {
        throw error(
          "holds a tensor '\(entry.name)' \(entry.shape), which belongs to no layer that is known here: layers have "
            + Self.parts.joined(separator: ", "))
      }
      if shapes[module] == nil { names.append(module) }
      shapes[module, default: [:]][part] = entry.shape
    }
    let modules = names.map { TorchModule(name: $0, shapes: shapes[$0] ?? [:]) }
    if let module = modules.first(where: { $0.weight.rank == 0 }) {
      throw error("holds a layer '\(module.name)' without a weight, which is not known here")
    }
    return modules
  }
}
