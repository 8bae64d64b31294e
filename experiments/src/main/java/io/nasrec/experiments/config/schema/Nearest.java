package io.nasrec.experiments.config.schema;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Suggests what a misspelled key or name may have meant. */
public final class Nearest {
  private Nearest() {}

  /**
   * The key path, or name, most similar to an unknown one.
   *
   * <p>Similarity means few edits (insert, delete, replace, swap neighbours) between the whole
   * paths or, for a key in the wrong section, between the last parts.
   *
   * @return empty if nothing is similar
   */
  public static Optional<String> to(String unknown, Collection<String> known) {
    return known.stream()
        .filter(path -> distance(unknown, path) <= tolerance(unknown))
        .min(Comparator.comparingDouble(path -> distance(unknown, path)));
  }

  private static double tolerance(String unknown) {
    return Math.max(2, last(unknown).length() / 3.0);
  }

  private static double distance(String unknown, String known) {
    // Wrong letter case is the most common slip: it counts as half an edit in all.
    double whole = edits(lower(unknown), lower(known)) + (unknown.equals(known) ? 0 : 0.5);
    double lastPart = edits(lower(last(unknown)), lower(last(known))) + 1;
    return Math.min(whole, lastPart);
  }

  private static String lower(String text) {
    return text.toLowerCase(java.util.Locale.ROOT);
  }

  private static String last(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  /** Damerau-Levenshtein distance in its optimal-string-alignment form. */
  static int edits(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int replace = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        d[i][j] = Math.min(replace, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
