package io.nasrec.search.proxy;

import io.nasrec.data.RandomStreams;
import io.nasrec.search.evidence.Evidence;

/**
 * A uniform random number in [0, 1), the score of an uninformed proxy. The same network always gets
 * the same number.
 *
 * @param seed the experiment's seed
 */
public record RandomScore(long seed) implements Proxy {
  @Override
  public String name() {
    return "random";
  }

  @Override
  public Score score(Evidence evidence) {
    String fingerprint = evidence.subject().fingerprint();
    return Score.of(RandomStreams.stream(seed, "random-score:" + fingerprint).nextDouble());
  }
}
