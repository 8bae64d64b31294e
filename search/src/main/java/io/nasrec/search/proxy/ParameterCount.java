package io.nasrec.search.proxy;

import io.nasrec.search.evidence.Evidence;

/**
 * Number of parameters of what can reach the head, embedding tables apart: they are the same for
 * every network of a space.
 */
public record ParameterCount() implements Proxy {
  @Override
  public String name() {
    return "parameters";
  }

  @Override
  public Score score(Evidence evidence) {
    return Score.of((double) evidence.subject().subnet().network().parameters());
  }
}
