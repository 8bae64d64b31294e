package io.nasrec.experiments.describe;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.nasrec.space.Operands;
import java.util.List;
import java.util.Optional;

/**
 * One computing part of a network as encoded.
 *
 * @param block from 1; 0 for the head, which belongs to no block
 * @param name such as {@code fc}, {@code dot-product}, {@code merger} or {@code head}
 * @param denseSources sources of its dense input, ascending, or of its left and its right operand;
 *     empty if it has none, or reads its own block's
 * @param sparseSources sources of its sparse input, likewise
 * @param operands its two operands; empty if its dense sources are concatenated
 * @param in shapes of its inputs without the batch axis, such as {@code 13} and {@code 26×16}; of a
 *     cross the flat raw input first, and of a compressed interaction the raw rows last
 * @param out shape of its output, likewise
 * @param parameters scalars in its tensors
 * @param macs multiply-accumulates per example
 * @param live whether it can reach the head
 */
public record Part(
    int block,
    String name,
    List<Integer> denseSources,
    List<Integer> sparseSources,
    @JsonIgnore Optional<Operands> operands,
    List<String> in,
    String out,
    long parameters,
    long macs,
    boolean live) {

  public Part {
    denseSources = List.copyOf(denseSources);
    sparseSources = List.copyOf(sparseSources);
    in = List.copyOf(in);
  }
}
