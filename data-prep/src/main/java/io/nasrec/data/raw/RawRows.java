package io.nasrec.data.raw;

import io.nasrec.data.SplitName;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.DoubleToLongFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A block of raw rows, column by column, as one thread parses it: it sets the values of a row and
 * then either {@link #add}s the row or {@link #reject}s the record. Values that are not set are
 * missing.
 */
public final class RawRows {
  private static final int FIRST_CAPACITY = 1024;

  private final Coding[] codings;
  private final RawOrigin origin;
  private final double[][] dense;
  private final long[][] keys;
  private final String[][] texts;
  private final String[][] carried;
  private byte[] labels = new byte[0];
  private SplitName[] splits = new SplitName[0];
  private double[] clickProbabilities = new double[0];
  private int size;

  private int blank;
  private int rejected;
  private int[] rejectedAt = new int[0];
  private int firstRejected;
  private String firstProblem;
  private String damage;

  /**
   * A block without rows.
   *
   * @param schema the rows' features
   * @param origin where the records come from
   */
  public RawRows(RawSchema schema, RawOrigin origin) {
    this(schema, origin, FIRST_CAPACITY);
  }

  /**
   * A block without rows.
   *
   * @param schema the rows' features
   * @param origin where the records come from
   * @param capacity the maximum number of rows, if known
   */
  public RawRows(RawSchema schema, RawOrigin origin, int capacity) {
    this.origin = origin;
    codings = codings(schema);
    dense = new double[schema.dense().size()][0];
    keys = new long[schema.categorical().size()][0];
    texts = new String[keys.length][];
    carried = new String[schema.carried().size()][0];
    for (int f = 0; f < keys.length; f++) {
      texts[f] = codings[f] == Coding.TEXT ? new String[0] : null;
    }
    grow(capacity + 1); // the row that is being set has a place too
  }

  private RawRows(
      RawRows other, RawSchema schema, double[][] dense, long[][] keys, String[][] texts) {
    this.origin = other.origin;
    this.dense = dense;
    this.keys = keys;
    this.texts = texts;
    carried = other.carried;
    codings = codings(schema);
    labels = other.labels;
    splits = other.splits;
    clickProbabilities = other.clickProbabilities;
    size = other.size;
    blank = other.blank;
    rejected = other.rejected;
    rejectedAt = other.rejectedAt;
    firstRejected = other.firstRejected;
    firstProblem = other.firstProblem;
    damage = other.damage;
  }

  private static Coding[] codings(RawSchema schema) {
    return schema.categorical().stream().map(CategoricalField::coding).toArray(Coding[]::new);
  }

  private void grow(int capacity) {
    labels = Arrays.copyOf(labels, capacity);
    splits = Arrays.copyOf(splits, capacity);
    clickProbabilities = Arrays.copyOf(clickProbabilities, capacity);
    Arrays.fill(clickProbabilities, size, capacity, Double.NaN);
    for (int i = 0; i < dense.length; i++) {
      dense[i] = Arrays.copyOf(dense[i], capacity);
      Arrays.fill(dense[i], size, capacity, Double.NaN);
    }
    for (int f = 0; f < keys.length; f++) {
      keys[f] = Arrays.copyOf(keys[f], capacity);
      Arrays.fill(keys[f], size, capacity, Coding.MISSING);
      texts[f] = texts[f] == null ? null : Arrays.copyOf(texts[f], capacity);
    }
    for (int k = 0; k < carried.length; k++) {
      carried[k] = Arrays.copyOf(carried[k], capacity);
    }
  }

  /**
   * Sets the row's label.
   *
   * @param value 0 or 1
   */
  public void setLabel(int value) {
    labels[size] = (byte) value;
  }

  /**
   * Sets a numeric feature of the row.
   *
   * @param feature its position, 0 to D-1
   * @param value a number that fits a float, or {@link Double#NaN} if it is missing
   */
  public void setDense(int feature, double value) {
    dense[feature][size] = value;
  }

  /**
   * Sets a categorical value of the row from its text.
   *
   * @param field its position, 0 to F-1
   * @param value the value as the raw data has it, empty if missing
   * @return whether it is a valid value of the field; if not, the record should be rejected
   */
  public boolean setCategory(int field, String value) {
    long key = codings[field].key(value);
    keys[field][size] = key;
    if (texts[field] != null) {
      texts[field][size] = value;
    }
    return key != Coding.INVALID;
  }

  /**
   * Sets a categorical value of the row from its key, for fields that are not {@link Coding#TEXT}.
   *
   * @param field its position, 0 to F-1
   * @param key the key, or {@link Coding#MISSING}
   */
  public void setKey(int field, long key) {
    keys[field][size] = key;
  }

  /**
   * Sets the text of a column that is carried.
   *
   * @param column its position among those
   * @param text as the raw data has it
   */
  public void setCarried(int column, String text) {
    carried[column][size] = text;
  }

  /**
   * Sets which split the raw data puts the row in.
   *
   * @param split the split; null if the raw data does not say
   */
  public void setSplit(SplitName split) {
    splits[size] = split;
  }

  /**
   * Sets the true probability of label 1, known only for synthetic data.
   *
   * @param probability from 0 to 1
   */
  void setClickProbability(double probability) {
    clickProbabilities[size] = probability;
  }

  /** Keeps the row; the values set next belong to the next record's row. */
  public void add() {
    size++;
    if (size == labels.length) {
      grow(2 * size);
    }
  }

  /**
   * Drops the record, whatever was set for its row.
   *
   * @param problem what is wrong with it, such as {@code column C1: expected …, but found "x"}
   */
  public void reject(String problem) {
    if (rejected++ == 0) {
      firstRejected = size + blank;
      firstProblem = problem;
    }
    if (rejectedAt.length < rejected) {
      rejectedAt = Arrays.copyOf(rejectedAt, 2 * rejected);
    }
    rejectedAt[rejected - 1] = size;
    splits[size] = null;
    clickProbabilities[size] = Double.NaN;
    for (double[] column : dense) {
      column[size] = Double.NaN;
    }
    for (long[] column : keys) {
      column[size] = Coding.MISSING;
    }
  }

  /** Counts a record that is a blank line, which is ignored. */
  void skipBlank() {
    blank++;
  }

  /**
   * Records that nothing can be read beyond the last record of this block.
   *
   * @param what why, such as {@code its gzip stream ends too early}
   */
  public void setDamage(String what) {
    damage = what;
  }

  /**
   * Where the records come from.
   *
   * @return the origin
   */
  public RawOrigin origin() {
    return origin;
  }

  /**
   * The number of rows.
   *
   * @return n, at least 0
   */
  public int size() {
    return size;
  }

  /**
   * A row's label.
   *
   * @param row 0 to n-1
   * @return 0 or 1
   */
  public int label(int row) {
    return labels[row];
  }

  /**
   * A numeric feature.
   *
   * @param feature 0 to D-1
   * @return the rows' values, {@link Double#NaN} for missing ones; the block's own array, of which
   *     the first n values are valid
   */
  public double[] dense(int feature) {
    return dense[feature];
  }

  /**
   * The keys of a categorical field.
   *
   * @param field 0 to F-1
   * @return the rows' keys, or {@link Coding#MISSING}; the block's own array, of which the first n
   *     values are valid
   */
  public long[] keys(int field) {
    return keys[field];
  }

  /**
   * A categorical value as in the raw data, or in the usual form of its key.
   *
   * @param field 0 to F-1
   * @param row 0 to n-1, whose value is not missing
   * @return the text
   */
  public String text(int field, int row) {
    return texts[field] == null ? codings[field].text(keys[field][row]) : texts[field][row];
  }

  /**
   * The text of a column that is carried.
   *
   * @param column its position among those
   * @param row 0 to n-1
   * @return as the raw data has it
   */
  public String carried(int column, int row) {
    return carried[column][row];
  }

  /**
   * Which split the raw data puts a row in.
   *
   * @param row 0 to n-1
   * @return the split; null if the raw data does not say
   */
  public SplitName split(int row) {
    return splits[row];
  }

  /**
   * The true probability of label 1.
   *
   * @param row 0 to n-1
   * @return from 0 to 1; {@link Double#NaN} if unknown, as for all real data
   */
  public double clickProbability(int row) {
    return clickProbabilities[row];
  }

  /**
   * The same rows with some numbers turned into keys of fields placed before the others. This
   * object must not be used afterwards.
   *
   * @param schema the features of the new rows; the new fields are not {@link Coding#TEXT}
   * @param numbers the features' positions, in the order of the new fields
   * @param key turns a number, which may be {@link Double#NaN}, into a key
   */
  RawRows withKeys(RawSchema schema, int[] numbers, DoubleToLongFunction key) {
    long[][] made =
        IntStream.of(numbers)
            .mapToObj(i -> DoubleStream.of(dense[i]).mapToLong(key).toArray())
            .toArray(long[][]::new);
    double[][] kept =
        IntStream.range(0, dense.length)
            .filter(i -> IntStream.of(numbers).noneMatch(number -> number == i))
            .mapToObj(i -> dense[i])
            .toArray(double[][]::new);
    long[][] allKeys = Stream.of(made, keys).flatMap(Stream::of).toArray(long[][]::new);
    String[][] allTexts =
        Stream.of(new String[numbers.length][], texts).flatMap(Stream::of).toArray(String[][]::new);
    return new RawRows(this, schema, kept, allKeys, allTexts);
  }

  /** The number of records: rows, bad ones and blank lines. */
  int records() {
    return size + rejected + blank;
  }

  int blank() {
    return blank;
  }

  int rejected() {
    return rejected;
  }

  /**
   * The places of the bad records among the rows.
   *
   * @return for each bad record, the number of rows before it, rising; a new array
   */
  public int[] rejectedAt() {
    return Arrays.copyOf(rejectedAt, rejected);
  }

  /** The first bad record's position among the records. */
  int firstRejected() {
    return firstRejected;
  }

  String firstProblem() {
    return firstProblem;
  }

  Optional<String> damage() {
    return Optional.ofNullable(damage);
  }
}
