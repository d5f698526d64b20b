import ArtData

extension Plan {
  /// Looks whether the pictures that the document names are there and can be read, without reading all of them.
  ///
  /// - Throws: ``PipelineError`` that says what is wrong with them.
  public func checkPictures() throws(PipelineError) {
    for specification in [dataset, reference] {
      do {
        try specification?.source.check()
      } catch {
        throw PipelineError(wrapping: error)
      }
    }
  }
}
