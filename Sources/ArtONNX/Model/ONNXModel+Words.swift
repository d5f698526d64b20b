import ArtGAN
import ArtNN
import ArtTensor

// What the file says of itself.
extension ONNXModel {
  /// What black and white are, in words.
  var scale: String {
    let range = definition.pixelRange
    return options.isBytes
      ? "0 is black, 255 is white" : "\(range.black) is black, \(range.black + range.extent) is white"
  }

  var sizeHelp: String {
    guard let sizeMultiple else { return "" }
    return sizeMultiple == 1
      ? "; of any size" : "; height and width are multiples of \(sizeMultiple.height) and \(sizeMultiple.width)"
  }

  var alphaHelp: String {
    isPremultiplied && !options.isBytes ? "; colours are weighed by their alpha" : ""
  }

  var help: String {
    let notes = definition.notes.isEmpty ? "" : " " + definition.notes.joined(separator: " ")
    return "The generator of a '\(definition.id)' that artpipe trained.\(notes)"
  }

  /// What is to be known of the model, by keyword.
  var facts: [String: String] {
    let range = definition.pixelRange
    let shape = (try? network.outputShape()) ?? definition.imageShape
    var facts = [
      "artpipe.model": definition.id, "artpipe.black": "\(range.black)",
      "artpipe.white": "\(range.black + range.extent)",
      "artpipe.layout": options.isBytes ? "NHWC" : "NCHW",
      "artpipe.imageShape": "\(shape)",
    ]
    if !definition.notes.isEmpty { facts["artpipe.notes"] = definition.notes.joined(separator: "\n") }
    if definition.kind == .noise {
      facts["artpipe.latentSize"] = "\(definition.latent.size)"
      facts["artpipe.latentDistribution"] = definition.latent.distribution.rawValue
      facts["artpipe.truncation"] = "\(definition.recipe.truncation ?? 1)"
    } else {
      facts["artpipe.direction"] = options.direction.rawValue
      if let sizeMultiple { facts["artpipe.sizeMultiple"] = "[\(sizeMultiple.height), \(sizeMultiple.width)]" }
    }
    if !definition.classes.isEmpty {
      facts["artpipe.classes"] = definition.classes.map(\.name).joined(separator: "\n")
    }
    if shape.channels == 4 {
      facts["artpipe.alpha"] = isPremultiplied && !options.isBytes ? "premultiplied" : "straight"
    }
    return facts
  }
}
