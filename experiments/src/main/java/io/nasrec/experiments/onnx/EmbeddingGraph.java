package io.nasrec.experiments.onnx;

import static io.nasrec.experiments.onnx.GraphBuilder.attribute;

import io.nasrec.data.CategoricalEncoding;
import io.nasrec.supernet.weights.EmbeddingTables;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The embedding rows of ids, as {@link EmbeddingTables#gather} finds them. The tables of all fields
 * are concatenated into one constant, so that one look-up finds the rows of all fields.
 *
 * @param tables one per field
 */
record EmbeddingGraph(EmbeddingTables tables) {

  /**
   * The rows of a batch.
   *
   * @param ids {@code (batch, F)}; an id without a row in its table gets that of rare values
   * @return {@code (batch, E, F)}
   */
  Tensor rows(Operations operations, Tensor ids) {
    GraphBuilder graph = operations.graph();
    int fields = tables.fields();
    long[] sizes = new long[fields];
    long[] first = new long[fields];
    List<FloatBuffer> pages = new ArrayList<>();
    long total = 0;
    for (int field = 0; field < fields; field++) {
      sizes[field] = tables.table(field).rows();
      first[field] = total;
      total += sizes[field];
      pages.addAll(tables.table(field).pages());
    }
    List<Integer> shape = ids.shape();
    String zero = graph.longs("zero", List.of(), 0);
    String below = operations.vector(sizes);
    Tensor known =
        graph.node(
            "And",
            List.of(
                graph.node("GreaterOrEqual", List.of(ids.name(), zero), shape).name(),
                graph.node("Less", List.of(ids.name(), below), shape).name()),
            shape);
    String rare = graph.longs("rare", List.of(), CategoricalEncoding.RARE);
    Tensor row = graph.node("Where", List.of(known.name(), ids.name(), rare), shape);
    Tensor position = graph.node("Add", List.of(row.name(), operations.vector(first)), shape);
    String table = graph.floats("embeddings", List.of(Math.toIntExact(total), tables.dim()), pages);
    Tensor rows =
        graph.node(
            "Gather",
            List.of(table, position.name()),
            List.of(fields, tables.dim()),
            attribute("axis", 0));
    return operations.transpose(rows, 1, 0);
  }
}
