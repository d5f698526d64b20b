import ArtFiles
import ArtGAN
import ArtMedia
import ArtNN
import ArtSettings

/// What two files that should be the same have apart.
public enum FileDifference: Hashable, Sendable {
  /// Nothing: the same bytes.
  case none
  /// Nothing of the model, where both are of trainings: what else they tell, such as the time it took, is other.
  case training
  /// The images or numbers are the same, and what the files tell of them is not.
  case texts
  /// So many of all pixels, and the largest step between two values from 0 to 255.
  case pixels(Int, of: Int, largest: Int)
  /// The images have other sizes or channels.
  case size(String, String)
  /// The content, which is no still image.
  case bytes

  /// - Parameter components: The layers and losses that models may name.
  init(between old: String, and new: String, components: ModelComponents) throws {
    if try SHA256.hash(file: old).hash == SHA256.hash(file: new).hash {
      self = .none
      return
    }
    if Paths.fileExtension(old) == "safetensors" {
      let models = [old, new].map { try? Checkpoint(readingFrom: $0, components: components) }
      if let one = models[0], let other = models[1], one.state != nil, other.state != nil {
        self = try one.generatorHash() == other.generatorHash() ? .training : .bytes
        return
      }
      self = try Self.tensors(old) == Self.tensors(new) ? .texts : .bytes
      return
    }
    // Several images are compared as they are encoded.
    let (reader, decoder) = (MetadataReader(), ImageDecoder())
    if let one = try reader.imageData(file: old), let other = try reader.imageData(file: new) {
      self = one == other ? .texts : .bytes
    } else if let one = try? decoder.decode(file: old), let other = try? decoder.decode(file: new) {
      self = FileDifference(between: one, and: other)
    } else {
      self = .bytes
    }
  }

  private static func tensors(_ path: String) throws -> [String: [UInt8]] {
    let file = try SafetensorsReader(path: path)
    return try Dictionary(uniqueKeysWithValues: file.names.map { ($0, try file.bytes($0)) })
  }

  init(between one: PixelImage, and other: PixelImage) {
    guard (one.width, one.height, one.channels) == (other.width, other.height, other.channels) else {
      self = .size("\(one.width)×\(one.height)", "\(other.width)×\(other.height)")
      return
    }
    var (count, largest) = (0, 0)
    for pixel in 0..<one.width * one.height {
      let step =
        (0..<one.channels).map { channel in
          abs(Int(one.pixels[pixel * one.channels + channel]) - Int(other.pixels[pixel * one.channels + channel]))
        }.max() ?? 0
      if step > 0 { count += 1 }
      largest = max(largest, step)
    }
    self = count == 0 ? .texts : .pixels(count, of: one.width * one.height, largest: largest)
  }

  /// In words, the new file being the subject.
  var words: String {
    switch self {
    case .none: "it has the same bytes"
    case .training: "it holds the same model, and only what it tells of its training is other"
    case .texts: "its content is the same, and only what the file tells of it is other"
    case .pixels(let count, let total, let largest):
      "\(Counted.text(count)) of \(Counted.text(total, "pixel")) differ, by at most \(largest) of 255"
    case .size(let old, let new): "it is \(new), and the old one is \(old)"
    case .bytes: "its content is another"
    }
  }
}
