package io.nasrec.supernet.model;

import io.nasrec.space.Architecture;
import io.nasrec.space.network.InputShape;
import io.nasrec.space.network.NetworkBuilder;
import io.nasrec.supernet.baseline.Baseline;
import io.nasrec.supernet.baseline.BaselineShapes;
import io.nasrec.supernet.network.CtrNetwork;
import io.nasrec.supernet.network.Ensemble;
import io.nasrec.supernet.network.Subnet;
import java.util.List;
import java.util.stream.Collectors;

/** The definition of a stand-alone network, independent of its inputs and weights. */
public sealed interface NetworkDefinition {

  /** The network for inputs of the given shape. */
  CtrNetwork network(InputShape input);

  /** Short and the same for equal networks: a fingerprint or a baseline's name. */
  String label();

  /**
   * A network of the search space.
   *
   * @param architecture its genes; parts that cannot reach the head are not built
   * @param layerNorm whether layers are normalised
   */
  record Searched(Architecture architecture, boolean layerNorm) implements NetworkDefinition {
    @Override
    public CtrNetwork network(InputShape input) {
      return new Subnet(
          new NetworkBuilder(architecture.space(), input, layerNorm).live(architecture));
    }

    @Override
    public String label() {
      return architecture.fingerprint();
    }
  }

  /**
   * A baseline.
   *
   * @param baseline which one
   * @param shapes hyper-parameters of all of them
   */
  record HandCrafted(Baseline baseline, BaselineShapes shapes) implements NetworkDefinition {
    @Override
    public CtrNetwork network(InputShape input) {
      return baseline.network(input, shapes);
    }

    @Override
    public String label() {
      return baseline.label();
    }
  }

  /**
   * Several networks as one.
   *
   * @param members each with its count in the mean of the logits; none of them an ensemble
   */
  record Averaged(List<Member> members) implements NetworkDefinition {
    public Averaged {
      members = List.copyOf(members);
    }

    /**
     * A network in an ensemble.
     *
     * @param embeddingDim its E, which may differ from the others'
     * @param count how often it counts in the mean, at least 1
     */
    public record Member(NetworkDefinition network, int embeddingDim, int count) {
      CtrNetwork network(InputShape input) {
        return network.network(
            new InputShape(input.denseFeatures(), input.sparseFields(), embeddingDim));
      }
    }

    @Override
    public CtrNetwork network(InputShape input) {
      return new Ensemble(
          members.stream().map(member -> member.network(input)).toList(),
          members.stream().map(Member::count).toList());
    }

    @Override
    public String label() {
      return members.stream()
          .map(member -> member.count() + " " + member.network().label())
          .collect(Collectors.joining(" + ", "ensemble of ", ""));
    }
  }
}
