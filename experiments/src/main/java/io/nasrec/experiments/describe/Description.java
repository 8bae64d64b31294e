package io.nasrec.experiments.describe;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.nasrec.space.Architecture;
import io.nasrec.space.network.Costs;
import io.nasrec.space.network.InputShape;
import io.nasrec.space.network.NetworkBuilder;
import java.util.List;

/**
 * An architecture's parts and costs on data of one shape, without embedding tables.
 *
 * @param fingerprint equal for equal networks
 * @param space name of the search space
 * @param blocks number of choice blocks
 * @param layerNorm whether layers are normalised
 * @param input shape of the raw input
 * @param parameters as encoded, as the published code counts them (see {@link Costs#parameters})
 * @param macs multiply-accumulates per example, as encoded
 * @param liveParameters of what can reach the head
 * @param liveMacs of what can reach the head
 * @param unusedNormalisations parameters that the published code counts and no part uses
 * @param parts in order of computation, the head last
 */
@JsonPropertyOrder({"fingerprint", "parameters", "macs", "liveParameters", "liveMacs"})
public record Description(
    String fingerprint,
    String space,
    int blocks,
    boolean layerNorm,
    InputShape input,
    long parameters,
    long macs,
    long liveParameters,
    long liveMacs,
    long unusedNormalisations,
    List<Part> parts) {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  public Description {
    parts = List.copyOf(parts);
  }

  /** Describes an architecture of the builder's space. */
  public static Description of(Architecture architecture, NetworkBuilder networks) {
    Costs costs = Costs.of(architecture, networks);
    List<Part> parts = Parts.of(architecture, networks);
    return new Description(
        architecture.fingerprint(),
        architecture.space().name(),
        architecture.blocks().size(),
        networks.layerNorm(),
        networks.input(),
        costs.parameters(),
        costs.macs(),
        costs.liveParameters(),
        costs.liveMacs(),
        costs.parameters() - parts.stream().mapToLong(Part::parameters).sum(),
        parts);
  }

  /** This record as indented JSON. */
  public String json() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of numbers and texts is always JSON", e);
    }
  }
}
