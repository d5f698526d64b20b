public import ArtSettings

extension SettingsReader {
  /// The setting `classes` of a model: true, false or an object. What is written means labels, unless it says `clusters`.
  public func classConditioning(default usual: ClassConditioning?) -> ClassConditioning? {
    let help =
      "true, or an object: the model learns the images' classes, so that images of a certain class can be asked for. "
      + (usual == nil ? "Not where it is left out." : "It does where this is left out; false for not.")
    return switchable("classes", default: usual, help) { settings in
      let usual = usual ?? ClassConditioning()
      let form = settings.choice(
        "generator", default: usual.form,
        "How the generator is told the class: a vector beside the latent point ('embedding'), numbers of each class in "
          + "batch normalisation ('batchNorm'), or both; 'auto' takes batch normalisation where there is one.")
      let clusters = settings.optionalInteger(
        "clusters", in: ClassConditioning.clusterCounts,
        "No labels are needed: this many clusters of images that look alike are found, and learnt as classes.")
      let size = settings.integer(
        "embeddingSize", default: usual.embeddingSize, in: ClassConditioning.embeddingSizes,
        "Elements of each class's vector.")
      let fakes = settings.choice(
        "fakeLabelSampling", default: usual.fakeLabelSampling ?? .batch,
        "Which classes generated images are of in training: those of the batch's real images ('batch'), or drawn on "
          + "their own: as often as in the training images ('frequency'), or each as often as any other ('uniform').")
      if form == .batchNorm, settings.has("embeddingSize") {
        settings.problem(at: "embeddingSize", .conflict, "the form 'batchNorm' has no 'embeddingSize'")
      }
      return ClassConditioning(
        form, embeddingSize: size, fakeLabelSampling: fakes == .batch ? nil : fakes, clusters: clusters)
    }
  }
}
