package io.nasrec.experiments.config.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** A finite {@code double}. */
record RealNumber(double min, boolean aboveMin, double max, String unit) implements ValueType {
  // Stricter than Double.parseDouble, which also accepts NaN, 1d and hexadecimal numbers.
  private static final Pattern TEXT =
      Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");

  static RealNumber of(Range range) {
    return new RealNumber(range.min(), range.aboveMin(), range.max(), range.unit());
  }

  /** The number in a text, if it is finite. */
  static Optional<Double> number(String text) {
    return Optional.of(text.strip())
        .filter(number -> TEXT.matcher(number).matches())
        .map(Double::valueOf)
        .filter(Double::isFinite);
  }

  /** The shortest usual spelling: {@code 5}, {@code 0.12}, {@code 1.0E-6}. */
  static String spell(double number) {
    boolean whole = number == Math.rint(number) && Math.abs(number) < 1e15;
    return whole ? BigDecimal.valueOf(number).toBigInteger().toString() : Double.toString(number);
  }

  @Override
  public String expected() {
    String from = aboveMin ? "above " + spell(min) : "from " + spell(min);
    String to = Double.isInfinite(max) ? "" : " to " + spell(max);
    return "a number " + from + to + (unit.isEmpty() ? "" : " (" + unit + ")");
  }

  @Override
  public Optional<Object> parse(String text) {
    return number(text).map(number -> number);
  }

  @Override
  public boolean allows(Object value) {
    double number = (Double) value;
    // Written this way to reject NaN.
    return (aboveMin ? number > min : number >= min) && number <= max && Double.isFinite(number);
  }

  @Override
  public String text(Object value) {
    return Double.toString((Double) value);
  }

  @Override
  public JsonNode jsonSchema() {
    return JsonSchema.number(min, aboveMin, max);
  }
}
