package io.nasrec.supernet.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.nasrec.supernet.engine.TorchEngine;
import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two fields of 3 and 6 ids; at most 4 rows per table, of length 2. */
class EmbeddingTablesTest {
  private EmbeddingTables tables;

  @BeforeEach
  void open() {
    tables = new EmbeddingTables(new TorchEngine(1), List.of(3, 6), 2, 4);
    for (int field = 0; field < 2; field++) {
      for (int i = 0; i < tables.table(field).pages().get(0).capacity(); i++) {
        // Field, row and place, readable in the digits: 1 2.1 is field 1, row 2, place 1.
        tables.table(field).pages().get(0).put(i, 10 * field + i / 2 + (i % 2) / 10f);
      }
    }
  }

  @AfterEach
  void close() {
    tables.close();
  }

  @Test
  void sizes() {
    assertThat(tables.fields()).isEqualTo(2);
    assertThat(tables.table(0).rows()).isEqualTo(3);
    assertThat(tables.table(1).rows()).as("capped").isEqualTo(4);
    assertThat(tables.parameters()).isEqualTo(2 * (3 + 4));
  }

  @Test
  void idsBeyondTheCapShareTheRareRow() {
    assertThat(tables.row(1, 0)).as("missing").isZero();
    assertThat(tables.row(1, 3)).isEqualTo(3);
    assertThat(tables.row(1, 4)).isEqualTo(1);
    assertThat(tables.row(1, 5)).isEqualTo(1);
  }

  @Test
  void gathersRowsWithTheRowAxisLast() {
    try (NDManager manager = new TorchEngine(1).newManager()) {
      NDArray gathered = tables.gather(new int[] {2, 0, 1, 3, 0, 5}, manager);
      assertThat(gathered.getShape()).isEqualTo(new Shape(3, 2, 2));
      assertThat(gathered.toFloatArray())
          .containsExactly(
              new float[] {
                2, 10, 2.1f, 10.1f, // rows 2 and 0
                1, 13, 1.1f, 13.1f, // rows 1 and 3
                0, 11, 0.1f, 11.1f // rows 0 and, for id 5, 1
              },
              within(0f));
    }
  }

  /** Four examples; the gradient of example i, place k, field f is 100 i + 10 k + f. */
  private RowGradients gradients(int... ids) {
    float[] gradient = new float[ids.length * 2];
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = 100 * (i / 4) + 10 * (i / 2 % 2) + i % 2;
    }
    return RowGradients.of(tables, ids, FloatBuffer.wrap(gradient));
  }

  @Test
  void occurrencesAreSummedPerRow() {
    RowGradients rows = gradients(2, 4, 0, 1, 2, 3, 2, 5);

    assertThat(rows.distinct()).isEqualTo(4);
    assertRow(rows, 0, 0, 0, 100, 110);
    assertRow(rows, 1, 0, 2, 0 + 200 + 300, 10 + 210 + 310);
    // Ids 4, 1 and 5 of field 1 are all bound to row 1.
    assertRow(rows, 2, 1, 1, 1 + 101 + 301, 11 + 111 + 311);
    assertRow(rows, 3, 1, 3, 201, 211);
    assertThat(rows.squaredNorm())
        .isEqualTo(
            100.0 * 100
                + 110 * 110
                + 500 * 500
                + 530 * 530
                + 403 * 403
                + 433 * 433
                + 201 * 201
                + 211 * 211);
  }

  @Test
  void equalRowsOfTwoFieldsAreTwoRows() {
    RowGradients rows = gradients(2, 2, 2, 2, 2, 2, 2, 2);
    assertThat(rows.distinct()).isEqualTo(2);
    assertRow(rows, 0, 0, 2, 600, 640);
    assertRow(rows, 1, 1, 2, 604, 644);
  }

  @Test
  void l2OnceForEachRowOfTheBatch() {
    RowGradients rows = gradients(2, 3, 2, 3, 2, 3, 2, 5);
    rows.addL2(tables, 0.5);
    assertThat(rows.distinct()).as("no other row").isEqualTo(3);
    assertRow(rows, 0, 0, 2, 600 + 0.5f * 2, 640 + 0.5f * 2.1f);
    assertRow(rows, 1, 1, 1, 301 + 0.5f * 11, 311 + 0.5f * 11.1f);
    assertRow(rows, 2, 1, 3, 303 + 0.5f * 13, 333 + 0.5f * 13.1f);
  }

  @Test
  void copiesOfTablesAreTheirOwn() {
    try (EmbeddingTables copy = tables.zerosLike()) {
      assertThat(copy.table(1).rows()).isEqualTo(4);
      assertThat(copy.table(1).pages().get(0).get(3)).isZero();
      copy.copyFrom(tables);
      tables.table(1).pages().get(0).put(3, -1);
      assertThat(copy.table(1).pages().get(0).get(3)).isEqualTo(11.1f);
      assertThat(copy.table(0).pages().get(0).get(5)).isEqualTo(2.1f);
    }
  }

  private static void assertRow(
      RowGradients rows, int index, int field, int row, float first, float second) {
    assertThat(rows.field(index)).isEqualTo(field);
    assertThat(rows.row(index)).isEqualTo(row);
    float[] values = new float[2];
    assertThat(rows.copy(index, values)).isEqualTo(2);
    assertThat(values).as("row " + index).containsExactly(new float[] {first, second}, within(0f));
  }

  /** Five rows of length 2 in pages of two rows: what a table of more than 2 GiB is, made small. */
  @Test
  void pages() {
    try (EmbeddingTables paged = new EmbeddingTables(new TorchEngine(1), 2, 1, List.of(5, 2));
        EmbeddingTables whole = new EmbeddingTables(new TorchEngine(1), List.of(5, 2), 2, 10);
        EmbeddingTables copy = paged.zerosLike();
        NDManager manager = new TorchEngine(1).newManager()) {
      assertThat(paged.table(0).pages()).extracting(FloatBuffer::capacity).containsExactly(4, 4, 2);
      assertThat(paged.table(1).pages()).hasSize(1);
      assertThat(paged.table(0).size()).isEqualTo(10);
      new Initializer(1, 1).fill(paged);
      new Initializer(1, 1).fill(whole);
      copy.copyFrom(paged);
      int[] ids = {0, 0, 3, 1, 4, 1, 2, 0, 1, 0, 4, 0};
      float[] gathered = whole.gather(ids, manager).toFloatArray();
      assertThat(paged.gather(ids, manager).toFloatArray()).isEqualTo(gathered);
      assertThat(copy.gather(ids, manager).toFloatArray()).isEqualTo(gathered);

      RowGradients inPages = RowGradients.of(paged, ids, FloatBuffer.wrap(gathered));
      RowGradients inOne = RowGradients.of(whole, ids, FloatBuffer.wrap(gathered));
      inPages.addL2(paged, 0.5);
      inOne.addL2(whole, 0.5);
      assertThat(inPages.squaredNorm()).isEqualTo(inOne.squaredNorm());
    }
  }

  /** More rows than one block of drawing. */
  @Test
  void initialValuesDoNotDependOnPagesOrSize() {
    try (EmbeddingTables paged = new EmbeddingTables(new TorchEngine(1), 1, 10, List.of(70_000));
        EmbeddingTables whole = new EmbeddingTables(new TorchEngine(1), 1, 20, List.of(70_000));
        EmbeddingTables longer = new EmbeddingTables(new TorchEngine(1), 1, 20, List.of(140_000))) {
      for (EmbeddingTables each : List.of(paged, whole, longer)) {
        new Initializer(1, 1).fill(each);
      }
      for (int row : new int[] {0, 1, 65_535, 65_536, 69_999}) {
        float value = whole.table(0).page(row).get(whole.table(0).offset(row));
        assertThat(value).isNotZero();
        assertThat(paged.table(0).page(row).get(paged.table(0).offset(row))).isEqualTo(value);
        assertThat(longer.table(0).page(row).get(longer.table(0).offset(row))).isEqualTo(value);
      }
      assertThat(whole.table(0).page(65_536).get(65_536))
          .as("blocks have streams of their own")
          .isNotEqualTo(whole.table(0).page(0).get(0));
    }
  }
}
