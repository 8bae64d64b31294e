package io.nasrec.supernet.model;

import io.nasrec.space.Architecture;
import io.nasrec.space.network.InputShape;
import io.nasrec.space.network.NetworkBuilder;
import io.nasrec.supernet.baseline.Baseline;
import io.nasrec.supernet.baseline.BaselineShapes;
import io.nasrec.supernet.network.CtrNetwork;
import io.nasrec.supernet.network.Subnet;

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
}
