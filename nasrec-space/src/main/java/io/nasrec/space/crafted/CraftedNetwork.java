package io.nasrec.space.crafted;

import io.nasrec.space.Architecture;
import io.nasrec.space.DenseOperator;
import io.nasrec.space.InvalidArchitectureException;
import io.nasrec.space.SearchSpace;
import io.nasrec.space.SparseOperator;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Hand-crafted networks as architectures, by name.
 *
 * <p>What all encodings have in common, and the originals have not: the head reads the last block's
 * sparse rows as well as its dense output; hidden layers are normalised if the space's are; the
 * numeric features have no embedding vectors and there is no linear part over ids, where the
 * original has them; widths are the space's. Without normalisation, each but AutoInt+ can compute
 * what its original computes of ids' vectors, with some of its weights at 0: the encodings are
 * supersets. What else differs is said below. d is the depth.
 */
public enum CraftedNetwork {
  /**
   * Hidden layers over all scalars of the raw input. The head also reads 16 rows of an EmbeddedFC.
   */
  MLP("mlp", 1, 0) {
    @Override
    void build(CraftedBlocks blocks, int depth) {
      blocks.deep(depth, SparseOperator.EMBEDDED_FC, blocks.fewestRows());
    }
  },
  /**
   * DCN-V2 in parallel (Wang et al., WWW 2021): d crosses, and d hidden layers over the same input.
   * The head reads one block, the last cross; the hidden layers reach it through a merger and that
   * block's rows. (A hidden layer over both, in a last block of its own, was clearly worse.)
   */
  DCN_V2("dcn-v2", 2, 0) {
    @Override
    void build(CraftedBlocks blocks, int depth) {
      int crossed = blocks.crosses(depth - 1);
      int deep = blocks.deepMerged(depth);
      blocks.crossBesideRows(crossed, deep);
    }
  },
  /** DCN-V2 in its stacked structure: d crosses, then d hidden layers over the last. */
  DCN_V2_STACKED("dcn-v2-stacked", 2, 0) {
    @Override
    void build(CraftedBlocks blocks, int depth) {
      int last = blocks.crosses(depth);
      for (int layer = 0; layer < depth; layer++) {
        last = blocks.dense(DenseOperator.FC, List.of(last));
      }
    }
  },
  /**
   * DeepFM (Guo et al., IJCAI 2017): d hidden layers beside a compressed interaction over the raw
   * rows in the last block. The factorization machine is one map of that interaction, with weight 1
   * for each pair; here the pairs' weights are learnt, in as many maps as the narrowest sparse
   * width.
   */
  DEEPFM("deepfm", 1, 0) {
    @Override
    void build(CraftedBlocks blocks, int depth) {
      blocks.deepBeside(depth, blocks.fewestRows());
    }
  },
  /**
   * xDeepFM (Lian et al., KDD 2018): block i has layer i of the hidden layers and layer i of the
   * compressed interaction network. The head reads the scalars of the last layer's maps one by one
   * instead of their sum. The maps of earlier layers reach it through the last hidden layer; the
   * last interaction reads them too, because both operators of a block read the same rows, and the
   * raw rows, so that products of two rows have a way to the head without activation.
   */
  XDEEPFM("xdeepfm", 1, 0) {
    @Override
    void build(CraftedBlocks blocks, int depth) {
      blocks.interactions(depth);
    }
  },
  /**
   * AutoInt+ (Song et al., CIKM 2019): block i has hidden layer i and attention layer i. Attention
   * is this space's, a transformer layer over projected rows: with 8 heads, scaled, with biases,
   * normalisations and a feed-forward layer that AutoInt lacks.
   */
  AUTOINT("autoint", 1, 0) {
    @Override
    void build(CraftedBlocks blocks, int depth) {
      blocks.deep(depth, SparseOperator.ATTENTION, blocks.rows());
    }
  },
  /**
   * DLRM (Naumov et al., 2019): d hidden layers over the numeric features, the inner products of
   * their output with the raw rows and of those among each other, d hidden layers over both. The
   * dot product projects the dense output to the rows' length, the rows to fewer or more of its own
   * number, and the products to its width.
   */
  DLRM("dlrm", 2, 1) {
    @Override
    void build(CraftedBlocks blocks, int depth) {
      int bottom = 0;
      for (int layer = 0; layer < depth; layer++) {
        bottom = blocks.dense(DenseOperator.FC, List.of(bottom));
      }
      int last = blocks.dense(DenseOperator.DOT_PRODUCT, List.of(bottom));
      List<Integer> both = List.of(bottom, last);
      for (int layer = 0; layer < depth; layer++) {
        last = blocks.dense(DenseOperator.FC, layer == 0 ? both : List.of(last));
      }
    }
  };

  /** The prefix of all names. */
  public static final String PREFIX = "crafted:";

  /** The last block of xDeepFM reads the raw rows and those of all earlier blocks. */
  private static final int MAX_DEPTH = SearchSpace.MAX_SOURCES;

  private final String label;
  private final int blocksPerLayer;
  private final int moreBlocks;

  CraftedNetwork(String label, int blocksPerLayer, int moreBlocks) {
    this.label = label;
    this.blocksPerLayer = blocksPerLayer;
    this.moreBlocks = moreBlocks;
  }

  abstract void build(CraftedBlocks blocks, int depth);

  /** Its name, such as {@code crafted:dcn-v2}. */
  public String title() {
    return PREFIX + label;
  }

  /** The names of all, in the order of their declaration. */
  public static List<String> names() {
    return Arrays.stream(values()).map(CraftedNetwork::title).toList();
  }

  /** The network of this name, such as {@code crafted:dcn-v2}; empty if there is none. */
  public static Optional<CraftedNetwork> named(String name) {
    return Arrays.stream(values()).filter(network -> network.title().equals(name)).findFirst();
  }

  /** The smallest number of blocks that it fits into, with one layer of each kind. */
  public int leastBlocks() {
    return blocksPerLayer + moreBlocks;
  }

  /** The greatest depth for which so many blocks suffice; 0 if they do not at all. */
  public int greatestDepth(int blocks) {
    return Math.max(0, Math.min(MAX_DEPTH, (blocks - moreBlocks) / blocksPerLayer));
  }

  /**
   * Its encoding. The last of its blocks is the space's last; blocks between them that it does not
   * need are dead.
   *
   * @throws InvalidArchitectureException if the space lacks its operators or has too few blocks
   */
  public Architecture architecture(SearchSpace space, CraftedShape shape) {
    SearchSpace whole = SearchSpace.plus(space.blocks());
    if (!space.denseOperators().containsAll(whole.denseOperators())
        || !space.sparseOperators().containsAll(whole.sparseOperators())) {
      throw new InvalidArchitectureException(
          "%s: is a network of the space %s, but the space is %s"
              .formatted(title(), whole.name(), space.name()));
    }
    int depth = Math.min(shape.depth(), greatestDepth(space.blocks()));
    if (depth < 1) {
      throw new InvalidArchitectureException(
          "%s: needs at least %s blocks, but the space has %s"
              .formatted(title(), leastBlocks(), space.blocks()));
    }
    int used = depth * blocksPerLayer + moreBlocks;
    CraftedBlocks blocks = new CraftedBlocks(space, shape, used);
    build(blocks, depth);
    return new Architecture(
        space, IntStream.rangeClosed(1, space.blocks()).mapToObj(blocks::block).toList());
  }
}
