import ArtGraph
public import ArtNN
import ArtSettings
import ArtTensor

extension UpSample: KerasLayer {
  public func exported(_ x: KerasValue, _ context: KerasContext) -> KerasValue {
    func resized(_ images: KerasValue) -> KerasValue {
      let shape = images.shape
      return context.emit(
        "UpSampling2D", [images], ["size": factors.list, "interpolation": SettingValue(interpolation.rawValue)],
        to: [shape[0] * factors.height, shape[1] * factors.width, shape[2]])
    }
    guard wraps, interpolation == .bilinear else { return resized(x) }
    // What is beyond the edge is some of the opposite edge.
    let around = Margins(rows: (1, 1), columns: (1, 1))
    return context.cropped(
      resized(context.padded(x, around, .circular)),
      Margins(rows: (factors.height, factors.height), columns: (factors.width, factors.width)))
  }
}
