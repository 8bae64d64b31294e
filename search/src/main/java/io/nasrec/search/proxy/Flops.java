package io.nasrec.search.proxy;

import io.nasrec.search.measurement.Measurements;

/**
 * Floating-point operations of one example's forward pass: two per multiply-accumulate of the
 * linear layers and batched products that can reach the head.
 */
public record Flops() implements Proxy {
  @Override
  public String name() {
    return "flops";
  }

  @Override
  public Score score(Measurements measurements) {
    return Score.of(2.0 * measurements.subject().subnet().network().macs());
  }
}
