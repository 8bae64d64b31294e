package io.nasrec.data.raw;

import io.nasrec.commons.Progress;
import io.nasrec.data.DenseTransform;
import io.nasrec.data.RawFormat;
import io.nasrec.data.RawIdentity;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The rows of another source in which some numbers are categorical values, as in AutoCTR [A] and
 * the BARS benchmark: the value of x is the whole number that {@link DenseTransform#SQUARE_LOG}
 * gives, with the fraction of numbers up to 2 dropped. Those fields come before the others.
 *
 * @param source the rows
 * @param columns the numeric features to convert, at least one
 */
public record NumbersAsIds(RawSource source, List<String> columns) implements RawSource {
  /** Numbers below this share an id, because the smallest keys have other meanings. */
  private static final double LEAST = -1e15;

  /** Checks the values. */
  public NumbersAsIds {
    Objects.requireNonNull(source, "source must be given");
    columns = List.copyOf(columns);
    if (columns.isEmpty() || !source.schema().dense().containsAll(columns)) {
      throw new IllegalArgumentException(
          "columns must be some of %s, but were %s".formatted(source.schema().dense(), columns));
    }
  }

  @Override
  public RawFormat format() {
    return source.format().withNumbersAsIds(columns);
  }

  @Override
  public RawSchema schema() {
    return schema(source.schema(), columns);
  }

  /** What the rows have when some numbers are categorical values. */
  public static RawSchema schema(RawSchema schema, List<String> columns) {
    return new RawSchema(
        schema.dense().stream().filter(name -> !columns.contains(name)).toList(),
        Stream.concat(
                columns.stream().map(name -> new CategoricalField(name, Coding.DECIMAL)),
                schema.categorical().stream())
            .toList(),
        schema.carried());
  }

  @Override
  public List<String> notes() {
    return source.notes();
  }

  @Override
  public long maxBadRows() {
    return source.maxBadRows();
  }

  @Override
  public List<RawFile> inputs() {
    return source.inputs();
  }

  @Override
  public RawIdentity identify(Progress progress) {
    return source.identify(progress);
  }

  @Override
  public RawChunks open() throws IOException {
    return new Chunks(source.open(), source.schema());
  }

  private final class Chunks implements RawChunks {
    private final RawChunks chunks;
    private final RawSchema schema;

    Chunks(RawChunks chunks, RawSchema schema) {
      this.chunks = chunks;
      this.schema = schema;
    }

    @Override
    public RawChunk next() throws IOException {
      RawChunk chunk = chunks.next();
      return chunk == null ? null : () -> of(chunk.parse(), schema, columns);
    }

    @Override
    public long done() {
      return chunks.done();
    }

    @Override
    public long total() {
      return chunks.total();
    }

    @Override
    public String unit() {
      return chunks.unit();
    }

    @Override
    public void close() throws IOException {
      chunks.close();
    }
  }

  /**
   * Turns numbers of rows into categorical values.
   *
   * @param rows not to be used any more
   * @param schema that of the rows
   * @param columns which of its numeric features
   */
  public static RawRows of(RawRows rows, RawSchema schema, List<String> columns) {
    int[] numbers = columns.stream().mapToInt(schema.dense()::indexOf).toArray();
    return rows.withKeys(schema(schema, columns), numbers, NumbersAsIds::key);
  }

  private static long key(double x) {
    return Double.isNaN(x)
        ? Coding.MISSING
        : (long) Math.max(LEAST, DenseTransform.SQUARE_LOG.apply(x));
  }
}
