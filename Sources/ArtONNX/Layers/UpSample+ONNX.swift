import ArtGraph
public import ArtNN

extension UpSample: ONNXLayer {
  public func exported(_ x: ONNXValue, _ context: ONNXContext) -> String {
    func resized(_ images: String, _ attributes: [String: ONNXAttribute]) -> String {
      let factors = [1, 1, Float(self.factors.height), Float(self.factors.width)]
      let scales = context.add("scales", ONNXWeights(dimensions: [4]) { factors })
      return context.emit("Resize", [images, "", scales], attributes)
    }
    switch interpolation {
    case .nearest:
      return resized(
        x.name,
        [
          "mode": .text("nearest"), "coordinate_transformation_mode": .text("asymmetric"),
          "nearest_mode": .text("floor"),
        ])
    case .bilinear:
      // What is beyond the edge counts as the edge, unless images wrap: then some of the opposite edge is put there.
      let one = ImagePads.Axis(before: 1, after: 1)
      let images = wraps ? context.padded(x.name, ImagePads(rows: one, columns: one), .circular) : x.name
      let y = resized(images, ["mode": .text("linear"), "coordinate_transformation_mode": .text("half_pixel")])
      guard wraps else { return y }
      return context.cropped(
        y,
        ImagePads(
          rows: ImagePads.Axis(before: factors.height, after: factors.height),
          columns: ImagePads.Axis(before: factors.width, after: factors.width)))
    }
  }
}
