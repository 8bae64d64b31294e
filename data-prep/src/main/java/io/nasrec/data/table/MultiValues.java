package io.nasrec.data.table;

import io.nasrec.data.raw.Coding;
import it.unimi.dsi.fastutil.longs.LongOpenHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Detects texts that look multi-valued, such as {@code a|f}: many contain the separator, and the
 * separated items recur in other texts.
 */
final class MultiValues {
  /** This many values are enough. */
  private static final int MOST_VALUES = 100_000;

  /** Anything rarer than this may be chance. */
  private static final double OFTEN = 0.1;

  /** A number with a decimal comma is one value. */
  private static final Pattern DECIMAL = Pattern.compile("[+-]?\\d+,\\d+");

  private final char separator;
  private final LongOpenHashSet texts = new LongOpenHashSet();
  private final LongOpenHashSet sets = new LongOpenHashSet();
  private final LongOpenHashSet items = new LongOpenHashSet();
  private int values;
  private int separated;

  MultiValues(char separator) {
    this.separator = separator;
  }

  void add(String text) {
    if (values == MOST_VALUES) {
      return;
    }
    values++;
    texts.add(Coding.TEXT.key(text));
    long sum = 0; // of hashes: it does not depend on the order
    if (isSeparated(text)) {
      separated++;
      int from = 0;
      for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, from)) {
        sum += item(text.substring(from, at));
        from = at + 1;
      }
      sum += item(text.substring(from));
    } else {
      sum = item(text);
    }
    sets.add(sum);
  }

  private long item(String text) {
    long key = Coding.TEXT.key(text.strip());
    items.add(key);
    return key;
  }

  private boolean isSeparated(String text) {
    int at = text.indexOf(separator);
    boolean inside = at > 0 && at < text.length() - 1;
    // A comma followed by a space is usual in prose.
    return inside
        && !(separator == ',' && (text.contains(", ") || DECIMAL.matcher(text).matches()));
  }

  /** A description of the column, with figures; empty if it looks single-valued. */
  Optional<String> note() {
    boolean recurring = sets.size() < texts.size() || 2 * items.size() <= texts.size();
    return separated >= OFTEN * values && separated > 1 && recurring
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "looks multi-valued: %,d of %,d values hold '%s'; %,d texts are %,d sets in"
                    + " whatever"
                    + " order, of %,d items; each text is taken as one id as it stands",
                separated,
                values,
                separator,
                texts.size(),
                sets.size(),
                items.size()))
        : Optional.empty();
  }
}
