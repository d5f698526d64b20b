public import ArtMedia
public import ArtSettings

/// Draws the image's edges, dark lines on white, as with a pen: a model learns to make an image of a drawing.
///
/// Canny's detector (Canny 1986, "A computational approach to edge detection"): smoothed, gradients, only their ridges,
/// and of weak ridges only those that go on from strong ones. Gradients are those of the three colours together (Di Zenzo
/// 1986), so that edges between colours of equal brightness are found. It works at twice the size, so that lines are
/// thin and smooth.
public struct Edges: InputMaker {
  public static let id = "edges"
  public static let summary = "Draws the edges with a pen: the model learns to make an image of a drawing."

  /// The contrast from which an edge is drawn, as a part of the way from black to white.
  public let contrast: Double
  /// The standard deviation of the smoothing before, in pixels; 0 chooses by the size.
  public let smoothing: Double

  public init(contrast: Double = 0.12, smoothing: Double = 0) {
    self.contrast = contrast
    self.smoothing = smoothing
  }

  public init(_ settings: SettingsReader) {
    contrast = settings.number(
      "contrast", default: 0.12, in: 0.01...1,
      "The contrast from which an edge is drawn, where black is 0 and white is 1: less draws more lines.")
    smoothing = settings.number(
      "smoothing", default: 0, in: 0...16,
      "Detail of about so many pixels is smoothed away before; 0 chooses by the size of the image.")
  }

  public func input(of target: PixelImage) throws(MediaError) -> PixelImage {
    let (width, height) = (target.width * 2, target.height * 2)
    let sigma = smoothing > 0 ? smoothing : 0.6 + Double(min(target.width, target.height)) / 320
    let large = try target.composited(on: .white).resized(width: width, height: height, resampling: .bilinear)
    let map = EdgeMap(large, sigma: 2 * sigma)
    // A step of contrast c, smoothed by sigma, has the slope c / (sigma sqrt(2 pi)) at its middle.
    let slope = Float(contrast / (2 * sigma * 2.5066))
    let lines = map.lines(above: slope, from: slope * 0.4)
    var drawing = try PixelImage(width: width, height: height, channels: 1, fill: 255)
    drawing.withUnsafeMutablePixels { pixels in
      for place in pixels.indices where lines[place] { pixels[place] = 0 }
    }
    // A line is one of the small pixels wide: the darkest that averages become is half; so they are stretched to black.
    var small = try drawing.resized(width: target.width, height: target.height, resampling: .bilinear)
    small.withUnsafeMutablePixels { pixels in
      for place in pixels.indices { pixels[place] = UInt8(max(0, 255 - (255 - Int(pixels[place])) * 2)) }
    }
    return small
  }
}
