package io.nasrec.experiments.config;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What scores a subnet without training it. */
public enum Proxy {
  /** SiGeo, eq. 6: a weighted sum of ZiCo, Fisher-Rao norm and (minus) loss. */
  @JsonProperty("sigeo")
  SIGEO
}
