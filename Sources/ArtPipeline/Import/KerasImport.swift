public import ArtGAN
import ArtKeras

/// Models of Keras.
public struct KerasImport: ImportFormat {
  public static let id = "keras"
  public static let purpose =
    "chains of Keras's layers, as its tutorials' generators and discriminators are: .keras, .h5 of Keras 2, and .weights.h5 "
    + "beside the text of to_json(), or of the networks of --model"

  public static func read(_ request: ImportRequest) throws -> ImportedModel {
    try KerasModel.read(request.files, id: request.id, model: request.model)
  }
}
