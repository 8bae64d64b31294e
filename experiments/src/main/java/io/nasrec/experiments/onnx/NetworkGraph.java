package io.nasrec.experiments.onnx;

import io.nasrec.supernet.baseline.AutoInt;
import io.nasrec.supernet.baseline.DcnV2;
import io.nasrec.supernet.baseline.DeepFm;
import io.nasrec.supernet.baseline.Dlrm;
import io.nasrec.supernet.baseline.FactorizationMachine;
import io.nasrec.supernet.baseline.LogisticRegression;
import io.nasrec.supernet.baseline.XDeepFm;
import io.nasrec.supernet.network.CtrNetwork;
import io.nasrec.supernet.network.Ensemble;
import io.nasrec.supernet.network.Subnet;

/**
 * A network over its inputs.
 *
 * @param network any that this program trains
 * @param layers its weights
 */
record NetworkGraph(CtrNetwork network, Layers layers) {

  /**
   * The network's logits.
   *
   * @param dense {@code (batch, D)}
   * @param sparse {@code (batch, embeddingDim, F)}
   * @return {@code (batch, 1)}
   */
  Tensor logits(Tensor dense, Tensor sparse) {
    if (network instanceof Subnet subnet) {
      return new SubnetGraph(subnet.network(), layers, dense, sparse).logits();
    }
    if (network instanceof Ensemble ensemble) {
      return mean(ensemble, dense, sparse);
    }
    BaselineGraphs baselines = new BaselineGraphs(new BaselineParts(layers, dense, sparse));
    if (network instanceof LogisticRegression) {
      return baselines.logisticRegression();
    }
    if (network instanceof FactorizationMachine machine) {
      return baselines.logits(machine);
    }
    if (network instanceof DeepFm deepFm) {
      return baselines.logits(deepFm);
    }
    if (network instanceof Dlrm dlrm) {
      return baselines.logits(dlrm);
    }
    if (network instanceof XDeepFm xDeepFm) {
      return baselines.logits(xDeepFm);
    }
    if (network instanceof AutoInt autoInt) {
      return baselines.logits(autoInt);
    }
    if (network instanceof DcnV2 crossNetwork) {
      return baselines.logits(crossNetwork);
    }
    throw new IllegalStateException("no graph for a " + network.getClass().getSimpleName());
  }

  private Tensor mean(Ensemble ensemble, Tensor dense, Tensor sparse) {
    Operations operations = layers.operations();
    Tensor mean = null;
    for (int i = 0; i < ensemble.members().size(); i++) {
      CtrNetwork member = ensemble.members().get(i);
      int from = ensemble.offsets().get(i);
      Tensor rows = operations.slice(sparse, 0, from, from + member.embeddingDim());
      Tensor part =
          operations.scale(
              new NetworkGraph(member, layers.below(Ensemble.prefix(i))).logits(dense, rows),
              ensemble.shares().get(i).floatValue());
      mean = mean == null ? part : operations.add(mean, part);
    }
    return mean;
  }
}
