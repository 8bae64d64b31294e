package io.nasrec.search.proxy;

import io.nasrec.search.measurement.Measurements;

/** Minus the mean loss over the scoring batches ([S] equation 6, third term). */
public record BatchLoss() implements Proxy {
  @Override
  public String name() {
    return "loss";
  }

  @Override
  public Score score(Measurements measurements) {
    return Score.of(-measurements.batchGradients().meanLoss());
  }
}
