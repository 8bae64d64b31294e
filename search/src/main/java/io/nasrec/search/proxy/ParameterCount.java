package io.nasrec.search.proxy;

import io.nasrec.search.measurement.Measurements;

/**
 * The number of parameters that can reach the head, without embedding tables, which are the same
 * for every network of a space.
 */
public record ParameterCount() implements Proxy {
  @Override
  public String name() {
    return "parameters";
  }

  @Override
  public Score score(Measurements measurements) {
    return Score.of((double) measurements.subject().subnet().network().parameters());
  }
}
