package io.nasrec.search.scoring;

/**
 * How a network is evaluated (spec section 9): scored by a proxy on weights inherited from the
 * supernet, in milliseconds, or trained from scratch; the score of a training is minus the
 * validation log loss where it stops. Scores of different fidelities do not compare.
 *
 * @param share the part of a complete training's steps, 0 to 1; 0 if the network is scored by the
 *     proxy
 */
public record Fidelity(double share) implements Comparable<Fidelity> {
  /** By the proxy. */
  public static final Fidelity SCORED = new Fidelity(0);

  /** By a complete training. */
  public static final Fidelity TRAINED = new Fidelity(1);

  public Fidelity {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("share must be 0 to 1, but was " + share);
    }
  }

  /** Whether networks are trained. */
  public boolean trains() {
    return share > 0;
  }

  /** Ascending in what the result is worth: scored, then by the share of the training. */
  @Override
  public int compareTo(Fidelity other) {
    return Double.compare(share, other.share);
  }
}
