package io.nasrec.search.scoring;

import io.nasrec.search.proxy.Proxy;

/** What came of scoring a candidate. No invented number stands for a failure. */
public sealed interface Outcome {

  /** Name in the journal. */
  String label();

  /**
   * A finite score.
   *
   * @param score the proxy's value and terms
   */
  record Scored(Proxy.Score score) implements Outcome {
    @Override
    public String label() {
      return "scored";
    }
  }

  /**
   * The network's loss or gradients give no finite score.
   *
   * @param cause what was found
   */
  record Unscorable(String cause) implements Outcome {
    @Override
    public String label() {
      return "unscorable";
    }
  }

  /**
   * Scoring broke off with an error.
   *
   * @param cause the error
   */
  record Failed(String cause) implements Outcome {
    @Override
    public String label() {
      return "failed";
    }
  }
}
