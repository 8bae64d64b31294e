package io.nasrec.supernet.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import io.nasrec.space.network.Weight;
import io.nasrec.supernet.engine.EngineArrays;
import io.nasrec.supernet.engine.Tape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Several networks as one: its logit is the weighted mean of theirs (spec section 10). Tensors are
 * those of the members, each with {@link #prefix} before its path; an embedding row is the members'
 * rows one after the other.
 *
 * @param members at least one
 * @param counts how often each counts in the mean, at least 1
 */
public record Ensemble(List<CtrNetwork> members, List<Integer> counts) implements CtrNetwork {

  public Ensemble {
    members = List.copyOf(members);
    counts = List.copyOf(counts);
    if (members.isEmpty()
        || members.size() != counts.size()
        || counts.stream().anyMatch(count -> count < 1)) {
      throw new IllegalArgumentException(
          "an ensemble has members, each with a count of at least 1, but there were %s and %s"
              .formatted(members.size(), counts));
    }
  }

  /** What stands before the paths of a member's tensors. */
  public static String prefix(int member) {
    return "members." + (member + 1) + ".";
  }

  @Override
  public List<Weight> weights() {
    return IntStream.range(0, members.size())
        .boxed()
        .flatMap(i -> members.get(i).weights().stream().map(weight -> weight.below(prefix(i))))
        .toList();
  }

  @Override
  public int embeddingDim() {
    return members.stream().mapToInt(CtrNetwork::embeddingDim).sum();
  }

  /** Where each member's part of an embedding row begins. */
  public List<Integer> offsets() {
    List<Integer> offsets = new ArrayList<>();
    int next = 0;
    for (CtrNetwork member : members) {
      offsets.add(next);
      next += member.embeddingDim();
    }
    return offsets;
  }

  /** Each member's share in the mean. */
  public List<Double> shares() {
    double all = counts.stream().mapToInt(Integer::intValue).sum();
    return counts.stream().map(count -> count / all).toList();
  }

  @Override
  public long macs() {
    return members.stream().mapToLong(CtrNetwork::macs).sum();
  }

  @Override
  public NDArray logits(Map<String, NDArray> weights, NDArray dense, NDArray sparse) {
    return logits(weights, dense, sparse, CtrNetwork::logits);
  }

  @Override
  public NDArray logits(Map<String, NDArray> weights, NDArray dense, NDArray sparse, Tape tape) {
    // A tape is of one network's pass; the members are only predicted with, never trained as one.
    return logits(
        weights,
        dense,
        sparse,
        (member, own, numbers, rows) -> member.logits(own, numbers, rows, new Tape()));
  }

  /** How a member's logits are computed. */
  @FunctionalInterface
  private interface Forward {
    NDArray logits(CtrNetwork member, Map<String, NDArray> weights, NDArray dense, NDArray sparse);
  }

  private NDArray logits(
      Map<String, NDArray> weights, NDArray dense, NDArray sparse, Forward forward) {
    NDArray mean = null;
    for (int i = 0; i < members.size(); i++) {
      CtrNetwork member = members.get(i);
      int from = offsets().get(i);
      // A copy, because kernels want contiguous rows.
      NDArray rows =
          sparse.get(new NDIndex(":, {}:{}", from, from + member.embeddingDim())).duplicate();
      NDArray part =
          EngineArrays.scale(forward.logits(member, own(weights, i), dense, rows), shares().get(i));
      mean = mean == null ? part : mean.add(part);
    }
    return mean;
  }

  private Map<String, NDArray> own(Map<String, NDArray> weights, int member) {
    Map<String, NDArray> own = new HashMap<>();
    for (Weight weight : members.get(member).weights()) {
      own.put(weight.path(), weights.get(prefix(member) + weight.path()));
    }
    return own;
  }
}
