package io.nasrec.search.proxy;

import io.nasrec.search.evidence.Evidence;

/** Minus the mean loss over the scoring batches ([S] equation 6, third term). */
public record BatchLoss() implements Proxy {
  @Override
  public String name() {
    return "loss";
  }

  @Override
  public Score score(Evidence evidence) {
    return Score.of(-evidence.batchGradients().meanLoss());
  }
}
