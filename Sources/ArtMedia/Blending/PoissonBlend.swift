extension PixelImage {
  /// The surroundings with their hole filled by this image, so that no seam shows: inside of the hole are this image's
  /// differences from pixel to pixel, and at its edge the surroundings' colours go on.
  ///
  /// Each channel is the solution of Poisson's equation on the hole, with the surroundings as boundary; at the image's own
  /// edge nothing is prescribed. Source: Pérez, Gangnet, Blake 2003, "Poisson image editing", equation 7.
  ///
  /// - Parameters:
  ///   - surroundings: an image of the same size and channels.
  ///   - mask: its hole, which does not cover all.
  /// - Returns: the surroundings outside of the hole, bit for bit.
  /// - Throws: ``MediaError`` where sizes differ or the hole covers everything.
  public func blended(into surroundings: PixelImage, hole mask: PixelMask) throws(MediaError) -> PixelImage {
    guard (width, height, channels) == (surroundings.width, surroundings.height, surroundings.channels),
      (width, height) == (mask.width, mask.height)
    else {
      throw MediaError(
        .invalidArgument,
        "images of \(width)×\(height) and \(surroundings.width)×\(surroundings.height) and a mask of "
          + "\(mask.width)×\(mask.height) cannot be blended")
    }
    let system = PoissonSystem(mask)
    guard system.places.count < mask.isHole.count else {
      throw MediaError(.invalidArgument, "the hole covers the whole image, so there is nothing to blend into")
    }
    var blended = surroundings
    for channel in 0..<channels {
      func numbers(_ image: PixelImage) -> [Double] {
        stride(from: channel, to: image.pixels.count, by: channels).map { Double(image.pixels[$0]) }
      }
      let solution = system.solution(source: numbers(self), surroundings: numbers(surroundings))
      for (place, value) in zip(system.places, solution) {
        blended.pixels[place * channels + channel] = UInt8(min(255, max(0, value.rounded())))
      }
    }
    return blended
  }
}

/// Poisson's equation on the pixels of a hole: for each, its neighbours times −1 and their number times itself.
struct PoissonSystem {
  /// The pixels of the hole, in rows.
  let places: [Int]
  /// Of each pixel of the hole: all neighbours in the image, by pixel.
  private let neighbours: [[Int]]
  /// Of each pixel of the image: its number in the hole, or −1.
  private let numbers: [Int]

  init(_ mask: PixelMask) {
    places = mask.isHole.indices.filter { mask.isHole[$0] }
    var numbers = [Int](repeating: -1, count: mask.isHole.count)
    for (number, place) in places.enumerated() { numbers[place] = number }
    self.numbers = numbers
    let (width, height) = (mask.width, mask.height)
    neighbours = places.map { place in
      let (y, x) = place.quotientAndRemainder(dividingBy: width)
      return [(x, y - 1), (x - 1, y), (x + 1, y), (x, y + 1)]
        .filter { (0..<width).contains($0.0) && (0..<height).contains($0.1) }.map { $0.1 * width + $0.0 }
    }
  }

  /// The matrix times a vector over the hole.
  func product(_ x: [Double]) -> [Double] {
    neighbours.indices.map { number in
      neighbours[number].reduce(Double(neighbours[number].count) * x[number]) { sum, place in
        numbers[place] < 0 ? sum : sum - x[numbers[place]]
      }
    }
  }

  /// The right-hand side: the source's differences, and the surroundings where they border on the hole.
  func rightSide(source: [Double], surroundings: [Double]) -> [Double] {
    places.indices.map { number in
      neighbours[number].reduce(0.0) { sum, place in
        let step = source[places[number]] - source[place]
        return sum + step + (numbers[place] < 0 ? surroundings[place] : 0)
      }
    }
  }

  /// The solution by conjugate gradients, from the source on, until what is left is 10⁻¹⁰ of the right-hand side: far below
  /// what a byte can tell. Hestenes and Stiefel 1952.
  func solution(source: [Double], surroundings: [Double]) -> [Double] {
    let right = rightSide(source: source, surroundings: surroundings)
    var x = places.map { source[$0] }
    var residual = zip(right, product(x)).map { $0 - $1 }
    var direction = residual
    var square = dot(residual, residual)
    let enough = 1e-20 * max(dot(right, right), 1)
    // In exact arithmetic as many steps as pixels are the most.
    for _ in 0..<10 * max(places.count, 1) where square > enough {
      let image = product(direction)
      let step = square / dot(direction, image)
      for number in x.indices {
        x[number] += step * direction[number]
        residual[number] -= step * image[number]
      }
      let next = dot(residual, residual)
      let share = next / square
      for number in direction.indices { direction[number] = residual[number] + share * direction[number] }
      square = next
    }
    return x
  }

  private func dot(_ a: [Double], _ b: [Double]) -> Double {
    var sum = 0.0
    for index in a.indices { sum += a[index] * b[index] }
    return sum
  }
}
