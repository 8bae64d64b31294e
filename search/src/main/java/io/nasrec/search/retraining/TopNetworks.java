package io.nasrec.search.retraining;

import io.nasrec.search.scoring.Candidate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The best distinct networks among all that were scored, not only in the last population. */
public final class TopNetworks {
  private TopNetworks() {}

  /**
   * Ranks candidates.
   *
   * @return at most {@code count} scored candidates of different networks, best score first
   */
  public static List<Candidate> of(List<Candidate> candidates, int count) {
    Set<String> seen = new HashSet<>();
    return candidates.stream()
        .filter(Candidate::scored)
        .sorted(Candidate.BEST_FIRST)
        .filter(candidate -> seen.add(candidate.proposal().architecture().fingerprint()))
        .limit(count)
        .toList();
  }
}
