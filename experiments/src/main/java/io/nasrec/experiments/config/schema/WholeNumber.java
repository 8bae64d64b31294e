package io.nasrec.experiments.config.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** An {@code int} or {@code long}; digits may be grouped by underscores. */
record WholeNumber(long min, long max, int multipleOf, String unit, boolean isInt)
    implements ValueType {
  private static final Pattern TEXT = Pattern.compile("[-+]?\\d[\\d_]*");

  static WholeNumber of(Range range, boolean isInt) {
    // The cast saturates: an infinite maximum becomes the largest long.
    long max = Math.min((long) range.max(), isInt ? Integer.MAX_VALUE : Long.MAX_VALUE);
    return new WholeNumber((long) range.min(), max, range.multipleOf(), range.unit(), isInt);
  }

  @Override
  public String expected() {
    boolean unlimited = max == (isInt ? Integer.MAX_VALUE : Long.MAX_VALUE);
    return "a whole number"
        + (unlimited ? " of at least " + min : " " + min + ".." + max)
        + (unit.isEmpty() ? "" : " (" + unit + ")")
        + (multipleOf == 1 ? "" : ", a multiple of " + multipleOf);
  }

  @Override
  public Optional<Object> parse(String text) {
    if (!TEXT.matcher(text).matches()) {
      return Optional.empty();
    }
    BigDecimal number = new BigDecimal(text.replace("_", ""));
    BigDecimal lowest = BigDecimal.valueOf(isInt ? Integer.MIN_VALUE : Long.MIN_VALUE);
    BigDecimal highest = BigDecimal.valueOf(isInt ? Integer.MAX_VALUE : Long.MAX_VALUE);
    if (number.compareTo(lowest) < 0 || number.compareTo(highest) > 0) {
      return Optional.empty();
    }
    return Optional.of(isInt ? (Object) number.intValueExact() : (Object) number.longValueExact());
  }

  @Override
  public boolean allows(Object value) {
    long number = ((Number) value).longValue();
    return number >= min && number <= max && number % multipleOf == 0;
  }

  @Override
  public JsonNode jsonSchema() {
    return JsonSchema.wholeNumber(min, max, multipleOf);
  }
}
