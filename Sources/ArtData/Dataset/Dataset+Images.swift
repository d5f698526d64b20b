public import ArtMedia

extension Dataset {
  /// One image of the set, for sheets and files.
  ///
  /// - Throws: ``DatasetError`` where there is no image of this number.
  public func image(_ index: Int) throws(DatasetError) -> PixelImage { try array.image(index, name: name) }

  /// The images at `indices`, in that order, and the inputs that are paired with them. Inputs that are not paired stay as
  /// they are.
  ///
  /// - Throws: ``DatasetError`` where there is none.
  public func subset(_ indices: [Int], name: String? = nil) throws(DatasetError) -> Dataset {
    try Dataset(
      name: name ?? self.name, height: height, width: width, channels: channels, pixels: array.gathering(indices),
      labels: labels.map { labels in indices.map { labels[$0] } }, classNames: classNames,
      inputs: inputs?.isPaired == true ? inputs?.subset(indices) : inputs, rejected: rejected, others: others)
  }

  /// The same images with these inputs.
  func with(_ inputs: DatasetInputs) throws(DatasetError) -> Dataset {
    try Dataset(
      name: name, height: height, width: width, channels: channels, pixels: pixels, labels: labels,
      classNames: classNames, inputs: inputs, rejected: rejected, others: others)
  }

  private var array: ImageArray {
    ImageArray(count: count, height: height, width: width, channels: channels, pixels: pixels)
  }
}
