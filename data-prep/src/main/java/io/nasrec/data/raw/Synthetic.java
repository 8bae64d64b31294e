package io.nasrec.data.raw;

import io.nasrec.commons.Progress;
import io.nasrec.commons.RandomStreams;
import io.nasrec.commons.Sha256;
import io.nasrec.data.RawFormat;
import io.nasrec.data.RawIdentity;
import java.util.List;

/**
 * Rows in Criteo's shape, generated from a seed. Their true click probabilities are known, and
 * hence the best log loss that any network can reach. See {@link PlantedModel} for the structure to
 * be found in them. A longer source of the same seed begins with the rows of a shorter one.
 *
 * @param rows the number of rows, at least 1
 * @param seed the seed of the planted model and of the rows
 */
public record Synthetic(int rows, long seed) implements RawSource {
  // Part of the digest: must be raised whenever the same seed would give different rows.
  private static final int VERSION = 1;

  private static final int ROWS_PER_CHUNK = 4096;

  /** Checks the values. */
  public Synthetic {
    if (rows < 1) {
      throw new IllegalArgumentException("rows must be at least 1, but was " + rows);
    }
  }

  @Override
  public RawFormat format() {
    return RawFormat.named("synthetic");
  }

  @Override
  public RawSchema schema() {
    return CriteoText.SCHEMA;
  }

  @Override
  public long maxBadRows() {
    return 0;
  }

  @Override
  public List<RawFile> inputs() {
    return List.of();
  }

  @Override
  public RawIdentity identify(Progress progress) {
    String description = "synthetic version %s, %s rows, seed %s".formatted(VERSION, rows, seed);
    return new RawIdentity(description, 0, Sha256.of(description));
  }

  @Override
  public RawChunks open() {
    return new Chunks(new PlantedModel(seed));
  }

  private final class Chunks implements RawChunks {
    private final PlantedModel model;
    private int next;

    Chunks(PlantedModel model) {
      this.model = model;
    }

    @Override
    public RawChunk next() {
      if (next == rows) {
        return null;
      }
      int from = next;
      next = Math.min(rows, from + ROWS_PER_CHUNK);
      int to = next;
      return () -> draw(model, from, to);
    }

    @Override
    public long done() {
      return next;
    }

    @Override
    public long total() {
      return rows;
    }

    @Override
    public String unit() {
      return "rows";
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }

  private RawRows draw(PlantedModel model, int from, int to) {
    RawRows drawn = new RawRows(schema(), new RawOrigin(0, format().name(), 0), to - from);
    for (int i = from; i < to; i++) {
      model.draw(RandomStreams.stream(seed, "synthetic row", i), drawn);
      drawn.add();
    }
    return drawn;
  }
}
