package io.nasrec.data.table;

import io.nasrec.data.DenseTransform;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A guess at what a column is.
 *
 * @param name its name
 * @param type what its cells look like, for display
 * @param missing the share of rows without a value, 0 to 1
 * @param distinct the number of distinct values, for display
 * @param range the smallest and the largest number, for display; empty if it has none
 * @param role its presumed role
 * @param transform the best transform of its numbers; for {@link Role#DENSE} only
 * @param note why it is ignored, or what is unusual about it; may be empty
 */
public record ColumnGuess(
    String name,
    String type,
    double missing,
    String distinct,
    String range,
    Role role,
    Optional<DenseTransform> transform,
    String note) {
  /** Whole numbers with up to this many distinct values are taken for categories. */
  private static final int FEW = 32;

  /** From this many rows on, texts that hardly ever repeat are not a category. */
  private static final int MANY = 100;

  private static final double NEARLY_ALL = 0.95;

  /** Numbers that have already been scaled. */
  private static final double SCALED = 10;

  /** What is less, or as near to everything, would be rounded away. */
  private static final double LEAST_PERCENT = 0.05;

  private static final Pattern CODE =
      Pattern.compile("(.*[^a-z])?(id|code|zip|hash|key|type|category|cat)");

  /** Pandas' names for the row index, in Parquet and in a header without a name. */
  private static final Pattern INDEX = Pattern.compile("Unnamed: \\d+|__index_level_\\d+__");

  /** Checks that there is a transform if one is needed. */
  public ColumnGuess {
    Objects.requireNonNull(role, "role must be given");
    if (transform.isPresent() != (role == Role.DENSE)) {
      throw new IllegalArgumentException("transform must be given for dense columns only");
    }
  }

  /** What a column is for. */
  public enum Role {
    /** Whether it was a click. */
    LABEL,
    /** A number. */
    DENSE,
    /** One of several values. */
    CATEGORICAL,
    /** Nothing to learn from. */
    IGNORED
  }

  static ColumnGuess label(String name, ColumnStatistics column) {
    return of(name, column, Role.LABEL, Optional.empty(), "");
  }

  /** Lists or records of values, which cannot be read. */
  static ColumnGuess nested(String name, ColumnStatistics column) {
    return ignored(name, column, "nested values");
  }

  static ColumnGuess feature(String name, ColumnStatistics column) {
    Optional<String> useless = useless(name, column);
    if (useless.isPresent()) {
      // The remedy for commas is also one for texts that are hardly ever the same.
      return ignored(
          name, column, column.commas().map(c -> useless.get() + "; " + c).orElse(useless.get()));
    }
    boolean code =
        column.hasLeadingZeros() || CODE.matcher(name.toLowerCase(Locale.ROOT)).matches();
    boolean dense = column.isNumbers() && !(column.isWhole() && (code || column.distinct() <= FEW));
    return dense
        ? of(name, column, Role.DENSE, Optional.of(transform(column)), note(column))
        : category(name, column);
  }

  /** Why nothing can be learned from a column; empty if something can. */
  private static Optional<String> useless(String name, ColumnStatistics column) {
    long values = column.rows() - column.missing();
    if (values == 0) {
      return Optional.of("always missing");
    }
    if (INDEX.matcher(name).matches()) {
      return Optional.of("the row index that Pandas writes, a column without a name");
    }
    if (column.distinct() == 1 && column.missing() == 0) {
      return Optional.of("always the same");
    }
    if (column.isWithoutFiniteNumber()) {
      return Optional.of("no finite number");
    }
    boolean own = column.distinct() == values && column.missing() == 0;
    if (column.isWhole() && own && values >= MANY) {
      return Optional.of("numbers the rows");
    }
    boolean nearlyOwn = values >= MANY && column.distinct() >= NEARLY_ALL * values;
    return !column.isNumbers() && nearlyOwn ? Optional.of("hardly ever twice") : Optional.empty();
  }

  /** What is unusual about the values. */
  private static String note(ColumnStatistics column) {
    return Stream.of(column.marks(), column.odd(), column.commas().or(column::multiValued))
        .flatMap(Optional::stream)
        .collect(Collectors.joining("; "));
  }

  /** The share of rows without a value, for people: never 0 % of what is there. */
  public String missingShare() {
    double percent = 100 * missing;
    if (percent > 0 && percent < LEAST_PERCENT) {
      return "< 0.1 %";
    }
    if (percent < 100 && percent > 100 - LEAST_PERCENT) {
      return "> 99.9 %";
    }
    return String.format(Locale.ROOT, "%.1f %%", percent);
  }

  /** The same column, ignored. */
  ColumnGuess ignored(String reason) {
    return new ColumnGuess(
        name, type, missing, distinct, range, Role.IGNORED, Optional.empty(), reason);
  }

  /** The same column with an additional note. */
  ColumnGuess noting(String more) {
    return new ColumnGuess(
        name,
        type,
        missing,
        distinct,
        range,
        role,
        transform,
        note.isEmpty() ? more : note + "; " + more);
  }

  private static DenseTransform transform(ColumnStatistics column) {
    boolean scaled = Math.max(-column.min(), column.max()) <= SCALED && !column.isWhole();
    if (scaled) {
      return DenseTransform.NONE;
    }
    return column.min() < 0 ? DenseTransform.SIGNED_LOG1P : DenseTransform.LOG1P;
  }

  static ColumnGuess category(String name, ColumnStatistics column) {
    return of(name, column, Role.CATEGORICAL, Optional.empty(), note(column));
  }

  private static ColumnGuess ignored(String name, ColumnStatistics column, String reason) {
    return of(name, column, Role.IGNORED, Optional.empty(), reason);
  }

  private static ColumnGuess of(
      String name,
      ColumnStatistics column,
      Role role,
      Optional<DenseTransform> transform,
      String note) {
    boolean more = column.distinct() > column.mostDistinct();
    return new ColumnGuess(
        name,
        type(column),
        column.rows() == 0 ? 0 : (double) column.missing() / column.rows(),
        String.format(Locale.ROOT, more ? "> %,d" : "%,d", column.distinct() - (more ? 1 : 0)),
        column.isNumbers() ? number(column.min()) + " .. " + number(column.max()) : "",
        role,
        transform,
        note);
  }

  private static String type(ColumnStatistics column) {
    if (column.missing() == column.rows()) {
      return "nothing";
    }
    if (column.isLabel()) {
      return "0 or 1";
    }
    return column.isWhole() ? "whole numbers" : column.isNumbers() ? "numbers" : "text";
  }

  private static String number(double x) {
    return x == Math.rint(x) && Math.abs(x) < 1e15
        ? Long.toString((long) x)
        : String.format(Locale.ROOT, "%.4g", x);
  }
}
