/// MNIST, and the sets that took over its form. Sizes and hashes are those of TensorFlow Datasets
/// (`tensorflow_datasets/url_checksums/mnist.txt`, `fashion_mnist.txt`, `kmnist.txt`), which were taken from the published
/// files.
extension PublishedSet {
  /// The hashes of the two test files were computed again from the files themselves.
  public static var mnist: PublishedSet {
    let folders = [
      "https://storage.googleapis.com/cvdf-datasets/mnist/", "https://ossci-datasets.s3.amazonaws.com/mnist/",
    ]
    return PublishedSet(
      name: "mnist", summary: "70,000 handwritten digits, 28×28 grey, 10 classes",
      source: "Yann LeCun, Corinna Cortes, Christopher J. C. Burges, http://yann.lecun.com/exdb/mnist",
      license: "its makers name none; it is usually given as CC BY-SA 3.0",
      files: [
        PublishedFile(
          "train-images-idx3-ubyte.gz", 9_912_422,
          "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609", in: folders),
        PublishedFile(
          "train-labels-idx1-ubyte.gz", 28_881,
          "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c", in: folders),
        PublishedFile(
          "t10k-images-idx3-ubyte.gz", 1_648_877,
          "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6", in: folders),
        PublishedFile(
          "t10k-labels-idx1-ubyte.gz", 4_542,
          "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6", in: folders),
      ], kind: IDXSource.self)
  }

  public static var fashionMNIST: PublishedSet {
    let folders = [
      "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/",
      "https://storage.googleapis.com/tensorflow/tf-keras-datasets/",
    ]
    return PublishedSet(
      name: "fashion-mnist", summary: "70,000 pieces of clothing, 28×28 grey, 10 classes",
      source: "Zalando SE, https://github.com/zalandoresearch/fashion-mnist", license: "MIT",
      files: [
        PublishedFile(
          "train-images-idx3-ubyte.gz", 26_421_880,
          "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84", in: folders),
        PublishedFile(
          "train-labels-idx1-ubyte.gz", 29_515,
          "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845", in: folders),
        PublishedFile(
          "t10k-images-idx3-ubyte.gz", 4_422_102,
          "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073", in: folders),
        PublishedFile(
          "t10k-labels-idx1-ubyte.gz", 5_148,
          "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5", in: folders),
      ], kind: IDXSource.self)
  }

  public static var kmnist: PublishedSet {
    let folders = ["https://codh.rois.ac.jp/kmnist/dataset/kmnist/"]
    return PublishedSet(
      name: "kmnist", summary: "70,000 characters of classical Japanese, 28×28 grey, 10 classes",
      source: "KMNIST Dataset (created by CODH), adapted from Kuzushiji Dataset (created by NIJL and others), "
        + "doi:10.20676/00000341, https://codh.rois.ac.jp/kmnist", license: "CC BY-SA 4.0",
      files: [
        PublishedFile(
          "train-images-idx3-ubyte.gz", 18_165_135,
          "51467d22d8cc72929e2a028a0428f2086b092bb31cfb79c69cc0a90ce135fde4", in: folders),
        PublishedFile(
          "train-labels-idx1-ubyte.gz", 29_497,
          "e38f9ebcd0f3ebcdec7fc8eabdcdaef93bb0df8ea12bee65224341c8183d8e17", in: folders),
        PublishedFile(
          "t10k-images-idx3-ubyte.gz", 3_041_136,
          "edd7a857845ad6bb1d0ba43fe7e794d164fe2dce499a1694695a792adfac43c5", in: folders),
        PublishedFile(
          "t10k-labels-idx1-ubyte.gz", 5_120,
          "20bb9a0ef54c7db3efc55a92eef5582c109615df22683c380526788f98e42a1c", in: folders),
      ], kind: IDXSource.self)
  }
}
