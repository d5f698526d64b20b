import ArtTensor

/// Small squares of pixels from random places of one level of many images' Laplacian pyramids, brought to mean 0 and
/// deviation 1 in each channel over the whole set.
///
/// Source: Karras et al. 2018, "Progressive growing of GANs", section 5.
struct PatchDescriptors {
  /// The side of a patch, in pixels of its level.
  static let side = 7

  /// The number of patches.
  let count: Int
  /// The numbers of one patch: `side × side × channels`.
  let size: Int
  /// `[count, side, side, channels]`; the patches of an image follow one another.
  private(set) var values: [Float]

  /// Patches that are there already.
  init(count: Int, size: Int, values: [Float]) {
    self.count = count
    self.size = size
    self.values = values
  }

  /// - Parameters:
  ///   - images: the images, of which the level's sides must not be smaller than a patch.
  ///   - level: which level of the pyramid.
  ///   - levels: how many levels the pyramid has.
  ///   - perImage: patches from each image.
  ///   - key: decides the places.
  ///   - pool: the threads that do the work.
  init(
    _ images: ImageSet, level: Int, of levels: Int, perImage: Int, key: RandomKey, pool: ThreadPool
  ) {
    let size = Self.side * Self.side * images.channels
    count = images.count * perImage
    self.size = size
    values = [Float](repeating: 0, count: count * size)
    values.withUnsafeMutableBufferPointer { values in
      // Each block writes the patches of its own images.
      nonisolated(unsafe) let values = values
      let block = 16
      pool.parallel((images.count + block - 1) / block) { number in
        for image in (number * block)..<min((number + 1) * block, images.count) {
          // Of the levels below only the next one counts.
          let pyramid = LaplacianPyramid(images.level(image), levels: min(level + 2, levels))
          let target = UnsafeMutableBufferPointer(
            rebasing: values[(image * perImage * size)..<((image + 1) * perImage * size)])
          Self.cut(pyramid.levels[level], perImage, key.folded(UInt64(image)), target)
        }
      }
    }
    normalize(channels: images.channels)
  }

  private static func cut(
    _ level: LaplacianPyramid.Level, _ count: Int, _ key: RandomKey, _ target: UnsafeMutableBufferPointer<Float>
  ) {
    let line = side * level.channels
    for patch in 0..<count {
      let top = key.int(UInt64(2 * patch), below: level.height - side + 1)
      let left = key.int(UInt64(2 * patch + 1), below: level.width - side + 1)
      for y in 0..<side {
        let source = ((top + y) * level.width + left) * level.channels
        for x in 0..<line { target[(patch * side + y) * line + x] = level.values[source + x] }
      }
    }
  }

  /// Mean 0 and deviation 1 in each channel. A channel without any variation becomes 0.
  private mutating func normalize(channels: Int) {
    for channel in 0..<channels {
      var (sum, squares) = (0.0, 0.0)
      let places = stride(from: channel, to: values.count, by: channels)
      values.withUnsafeBufferPointer { values in for place in places { sum += Double(values[place]) } }
      let number = Double(values.count / channels)
      let mean = sum / number
      values.withUnsafeBufferPointer { values in
        for place in places { squares += (Double(values[place]) - mean) * (Double(values[place]) - mean) }
      }
      let deviation = (squares / number).squareRoot()
      values.withUnsafeMutableBufferPointer { values in
        for place in places {
          values[place] = deviation > 0 ? Float((Double(values[place]) - mean) / deviation) : 0
        }
      }
    }
  }
}

extension ImageSet {
  /// One image as numbers, 0 to 255.
  func level(_ index: Int) -> LaplacianPyramid.Level {
    LaplacianPyramid.Level(
      height: height, width: width, channels: channels,
      values: pixels[(index * imageSize)..<((index + 1) * imageSize)].map(Float.init))
  }
}
