package io.nasrec.supernet.baseline;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import io.nasrec.space.network.InputShape;
import io.nasrec.space.network.Weight;
import io.nasrec.supernet.network.CtrNetwork;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * AutoInt+ (Song et al., CIKM 2019): self-attention over the embeddings of all fields, and a
 * feed-forward network over the same embeddings; their logits are added.
 *
 * <p>An interacting layer gives field m, per head, {@code Σ_k α_mk W_V e_k} with {@code α = softmax
 * ⟨W_Q e_m, W_K e_k⟩} (eq. 5, 6: no scaling, no biases), concatenates the heads (eq. 7) and adds
 * {@code W_Res e_m} before a ReLU (eq. 8).
 *
 * @param input D, F and E
 * @param layers interacting layers, at least 1
 * @param heads attention heads
 * @param headDim d', width of a head
 * @param hidden widths of the feed-forward network
 */
public record AutoInt(InputShape input, int layers, int heads, int headDim, List<Integer> hidden)
    implements CtrNetwork {
  public AutoInt {
    hidden = List.copyOf(hidden);
  }

  @Override
  public List<Weight> weights() {
    return Stream.concat(
            attention().flatMap(layer -> layer.maps().map(Linear::weights)),
            Stream.of(vectors().weights(), output().weights(), deep().weights()))
        .flatMap(List::stream)
        .toList();
  }

  @Override
  public int embeddingDim() {
    return input.embeddingDim();
  }

  @Override
  public long macs() {
    long fields = vectors().count();
    // Scores, then the weighted sums.
    long products = 2 * fields * fields * width();
    long attention =
        attention()
            .mapToLong(layer -> fields * layer.maps().mapToLong(Linear::macs).sum() + products)
            .sum();
    return attention + output().macs() + deep().macs();
  }

  @Override
  public NDArray logits(Map<String, NDArray> weights, NDArray dense, NDArray sparse) {
    NDArray vectors = vectors().tensor(weights, dense, sparse);
    NDArray fields = vectors.transpose(0, 2, 1);
    for (Attention layer : attention().toList()) {
      fields = layer.apply(weights, fields);
    }
    return output()
        .apply(weights, fields.reshape(fields.getShape().get(0), -1))
        .add(deep().logits(weights, vectors));
  }

  private Stream<Attention> attention() {
    return IntStream.rangeClosed(1, layers)
        .mapToObj(
            layer ->
                new Attention(
                    "attention." + layer,
                    layer == 1 ? input.embeddingDim() : width(),
                    heads,
                    headDim));
  }

  private int width() {
    return heads * headDim;
  }

  private Linear output() {
    return Linear.withBias("attention.output", vectors().count() * width(), 1);
  }

  private FieldVectors vectors() {
    return new FieldVectors(input);
  }

  private DeepPart deep() {
    return DeepPart.of(vectors().size(), hidden, true);
  }

  /** One interacting layer. */
  private record Attention(String name, int in, int heads, int headDim) {
    Stream<Linear> maps() {
      return Stream.of("query", "key", "value", "residual").map(this::map);
    }

    private Linear map(String what) {
      return Linear.withoutBias(name + "." + what, in, heads * headDim);
    }

    /** {@code (batch, fields, in)} to {@code (batch, fields, heads · headDim)}. */
    NDArray apply(Map<String, NDArray> weights, NDArray fields) {
      NDArray query = heads(weights, "query", fields);
      NDArray key = heads(weights, "key", fields);
      NDArray value = heads(weights, "value", fields);
      NDArray attended = query.matMul(key.transpose(0, 1, 3, 2)).softmax(-1).matMul(value);
      NDArray residual = map("residual").apply(weights, fields);
      return Activation.relu(
          attended.transpose(0, 2, 1, 3).reshape(residual.getShape()).add(residual));
    }

    /** {@code (batch, heads, fields, headDim)}. */
    private NDArray heads(Map<String, NDArray> weights, String what, NDArray fields) {
      return map(what)
          .apply(weights, fields)
          .reshape(fields.getShape().get(0), fields.getShape().get(1), heads, headDim)
          .transpose(0, 2, 1, 3);
    }
  }
}
