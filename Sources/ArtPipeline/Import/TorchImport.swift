public import ArtGAN
import ArtTorch

/// The weights of PyTorch's networks.
public struct TorchImport: ImportFormat {
  public static let id = "torch"
  public static let purpose =
    "state_dicts of PyTorch, as safetensors or from torch.save, whose pickled code is not run: DCGANs in the form of "
    + "pytorch/examples, and the networks of --model"

  public static func read(_ request: ImportRequest) throws -> ImportedModel {
    try TorchModel.read(request.files, id: request.id, model: request.model)
  }
}
