package io.nasrec.experiments.config.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A span of time with its unit: {@code 2 ms}, {@code 500 us}. */
record TimeSpan() implements ValueType {
  private static final String NUMBER = "\\d{1,9}(?:\\.\\d{1,9})?";
  private static final Pattern TEXT = Pattern.compile("(" + NUMBER + ")\\s*(us|ms|s)");
  private static final Map<String, Long> NANOSECONDS =
      Map.of("us", 1_000L, "ms", 1_000_000L, "s", 1_000_000_000L);

  @Override
  public String expected() {
    return "a time above 0 with its unit, us, ms or s, such as 2 ms";
  }

  @Override
  public Optional<Object> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    return matcher.matches()
        ? Optional.of(
            Duration.ofNanos(
                new BigDecimal(matcher.group(1))
                    .multiply(BigDecimal.valueOf(NANOSECONDS.get(matcher.group(2))))
                    .longValue()))
        : Optional.empty();
  }

  @Override
  public boolean allows(Object value) {
    Duration span = (Duration) value;
    return !span.isZero() && !span.isNegative();
  }

  @Override
  public String text(Object value) {
    BigDecimal milliseconds =
        BigDecimal.valueOf(((Duration) value).toNanos(), 6).stripTrailingZeros();
    return milliseconds.toPlainString() + " ms";
  }

  @Override
  public JsonNode jsonSchema() {
    return JsonSchema.text(NUMBER + " *(us|ms|s)");
  }
}
