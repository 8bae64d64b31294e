package io.nasrec.search.scoring;

import io.nasrec.search.proxy.Proxy;
import java.util.Optional;

/** The outcome of scoring a candidate. A failure is never represented by a made-up score. */
public sealed interface Outcome {

  /** Name in the journal. */
  String label();

  /** The score, if there is one. */
  default Optional<Proxy.Score> score() {
    return Optional.empty();
  }

  /**
   * A finite score.
   *
   * @param value the proxy's value and terms
   */
  record Scored(Proxy.Score value) implements Outcome {
    @Override
    public String label() {
      return "scored";
    }

    @Override
    public Optional<Proxy.Score> score() {
      return Optional.of(value);
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
