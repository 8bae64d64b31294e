package io.nasrec.data.raw;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The order in which people number files: {@code day_2} comes before {@code day_10}. */
final class NaturalOrder implements Comparator<String> {
  private static final Pattern PARTS = Pattern.compile("[0-9]+|[^0-9]+");

  /** Names that differ only in leading zeros are ordered by their characters. */
  @Override
  public int compare(String first, String second) {
    Matcher one = PARTS.matcher(first);
    Matcher other = PARTS.matcher(second);
    while (one.find()) {
      if (!other.find()) {
        return 1;
      }
      int difference = comparePart(one.group(), other.group());
      if (difference != 0) {
        return difference;
      }
    }
    return other.find() ? -1 : first.compareTo(second);
  }

  private static int comparePart(String one, String other) {
    return isNumber(one) && isNumber(other)
        ? new BigInteger(one).compareTo(new BigInteger(other))
        : one.compareTo(other);
  }

  private static boolean isNumber(String part) {
    return part.charAt(0) >= '0' && part.charAt(0) <= '9';
  }
}
