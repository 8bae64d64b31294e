package io.nasrec.data;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The rows that a reported network is evaluated on, once (spec section 7). This is not a {@link
 * BatchSource}, so test rows cannot be passed to code that trains or compares. Only {@link
 * Dataset#allRows} gives them to a training, whose network is then never evaluated on them.
 */
public final class TestSplit {
  private final Split split;
  private final Set<String> revealed = ConcurrentHashMap.newKeySet();

  TestSplit(Split split) {
    this.split = split;
  }

  /**
   * The number of rows.
   *
   * @return N, at least 1
   */
  public int rows() {
    return split.rows();
  }

  /**
   * Evaluates one network on the test rows. The rows can be read only until this call returns. The
   * attempt counts even if the evaluation throws, because it may have seen the rows. The names are
   * remembered only while this data set is open.
   *
   * @param network the network's name, such as its fingerprint
   * @param evaluation computes the result from the rows
   * @param <R> the result's type
   * @return the evaluation's result
   * @throws IllegalStateException if the rows were revealed for that network before
   */
  public <R> R reveal(String network, Function<BatchSource, R> evaluation) {
    spend(network);
    Glimpse glimpse = new Glimpse(split);
    try {
      return evaluation.apply(glimpse);
    } finally {
      glimpse.over = true;
    }
  }

  /**
   * Ends the network's right to see the test rows.
   *
   * @throws IllegalStateException if that has happened before
   */
  void spend(String network) {
    if (!revealed.add(network)) {
      throw new IllegalStateException(
          "the test rows were already revealed for network " + network + "; once is all there is");
    }
  }

  /** The rows, for as long as the evaluation runs. */
  private static final class Glimpse implements BatchSource {
    private final Split split;
    private volatile boolean over;

    Glimpse(Split split) {
      this.split = split;
    }

    @Override
    public int rows() {
      return split.rows();
    }

    @Override
    public Batch read(int from, int to) {
      return open().read(from, to);
    }

    @Override
    public Batch gather(int[] rows, int from, int to) {
      return open().gather(rows, from, to);
    }

    private Split open() {
      if (over) {
        throw new IllegalStateException("the evaluation is over, test rows are closed again");
      }
      return split;
    }
  }
}
