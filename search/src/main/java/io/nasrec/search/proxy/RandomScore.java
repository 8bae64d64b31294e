package io.nasrec.search.proxy;

import io.nasrec.commons.RandomStreams;
import io.nasrec.search.measurement.Measurements;

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
  public Score score(Measurements measurements) {
    String fingerprint = measurements.subject().fingerprint();
    return Score.of(RandomStreams.stream(seed, "random-score:" + fingerprint).nextDouble());
  }
}
