import ArtFiles
import ArtGAN
import ArtHDF5
import ArtSettings
import ArtZip

/// A file of Keras: `.keras`, or HDF5 with weights and, in the whole model of older versions, their layers.
struct KerasFile {
  let path: String
  /// The model's class and settings; nil in a file of weights alone.
  let model: SettingValue?
  let weights: KerasWeights

  private static let advice = "save it in Keras with model.save('NAME.keras')"

  init(_ path: String) throws {
    self.path = path
    let start: [UInt8]
    do throws(FileError) {
      start = try FileReader.prefix(of: path, count: 8)
    } catch {
      let isFolder = FileInfo(path)?.kind == .folder
      throw ImportError(
        file: path, isFolder ? "is a folder, such as a SavedModel, and no file of Keras: \(Self.advice)" : error.reason)
    }
    if ZipReader.begins(start) {
      let zip = try ZipReader(.typed(path))
      guard zip["config.json"] != nil, zip["model.weights.h5"] != nil else {
        let hint = zip["model.weights.npz"] != nil ? ", but weights as npz" : ""
        throw ImportError(file: path, "is a zip file without a model of Keras\(hint): \(Self.advice)")
      }
      let config = try zip.bytes("config.json", limit: DocumentLimits.jsonBytes)
      model = try Self.json(String(decoding: config, as: UTF8.self), file: "\(path) (config.json)")
      let place = "\(path) (model.weights.h5)"
      let reader = try HDF5Reader(zip.bytes("model.weights.h5", limit: HDF5Reader.largestSize), file: place)
      guard let weights = KerasWeights(reader.root, file: path) else { throw Self.empty(place) }
      self.weights = weights
      return
    }
    guard HDF5Reader.begins(start) else {
      throw ImportError(file: path, "is neither a .keras file nor HDF5: \(Self.advice)")
    }
    let root = try HDF5Reader(.typed(path)).root
    if let config = try root.attribute("model_config") {
      guard let text = config.text, root.contains("model_weights") else {
        throw ImportError(file: path, "holds a model without its weights: \(Self.advice)")
      }
      model = try Self.json(text, file: "\(path) (model_config)")
      guard let weights = KerasWeights(try root.group("model_weights"), file: path) else { throw Self.empty(path) }
      self.weights = weights
    } else {
      model = try Self.beside(path)
      guard let weights = KerasWeights(root, file: path) else { throw Self.empty(path) }
      self.weights = weights
    }
  }

  private static func empty(_ file: String) -> ImportError {
    ImportError(file: file, "is an HDF5 file without weights of Keras: \(advice)")
  }

  private static func json(_ text: String, file: String) throws -> SettingValue {
    try SettingValue.parse(text, file: file)
  }

  /// The description of layers beside a file of weights, as `model.to_json()` gives it: `gan.json` of `gan.weights.h5`.
  private static func beside(_ path: String) throws -> SettingValue? {
    var stem = path
    for ending in [".h5", ".hdf5", ".weights"] where stem.hasSuffix(ending) { stem.removeLast(ending.count) }
    let file = "\(stem).json"
    guard FileInfo(file)?.kind == .file else { return nil }
    let bytes = try FileReader.contents(of: file, limit: DocumentLimits.jsonBytes)
    return try json(String(decoding: bytes, as: UTF8.self), file: file)
  }
}
