extension PublishedSet {
  /// The size and the hash are those of TensorFlow Datasets (`tensorflow_datasets/url_checksums/cifar10.txt`), which were
  /// taken from the published file.
  public static var cifar10: PublishedSet {
    PublishedSet(
      name: "cifar10", summary: "60,000 photos of animals and vehicles, 32×32 colour, 10 classes",
      source: "Alex Krizhevsky, Vinod Nair, Geoffrey Hinton, https://www.cs.toronto.edu/~kriz/cifar.html",
      license: "its makers name none; they ask to cite \"Learning Multiple Layers of Features from Tiny Images\", 2009",
      files: [
        PublishedFile(
          CIFARSource.archive, 170_052_171, "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd",
          in: [
            "https://www.cs.toronto.edu/~kriz/",
            "https://storage.googleapis.com/s4tf-hosted-binaries/datasets/CIFAR10/",
          ])
      ], kind: CIFARSource.self)
  }
}
