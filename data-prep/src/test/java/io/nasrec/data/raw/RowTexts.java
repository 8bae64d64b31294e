package io.nasrec.data.raw;

import io.nasrec.commons.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** A source's rows as texts that are easy to compare: label, numbers, values; "-" is missing. */
public final class RowTexts {
  private RowTexts() {}

  public static List<String> of(RawSource source, int threads) {
    List<String> texts = new ArrayList<>();
    source.read(
        threads, "test", Progress.NONE, rows -> rows, rows -> add(rows, source.schema(), texts));
    return texts;
  }

  private static void add(RawRows rows, RawSchema schema, List<String> texts) {
    for (int row = 0; row < rows.size(); row++) {
      StringJoiner text = new StringJoiner(" ");
      text.add(String.valueOf(rows.label(row)));
      for (int i = 0; i < schema.dense().size(); i++) {
        double x = rows.dense(i)[row];
        text.add(Double.isNaN(x) ? "-" : String.valueOf(x));
      }
      for (int f = 0; f < schema.categorical().size(); f++) {
        text.add(rows.keys(f)[row] == Coding.MISSING ? "-" : rows.text(f, row));
      }
      if (rows.split(row) != null) {
        text.add(rows.split(row).label());
      }
      texts.add(text.toString());
    }
  }
}
