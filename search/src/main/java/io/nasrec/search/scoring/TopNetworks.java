package io.nasrec.search.scoring;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The best distinct networks among all that were evaluated, not only in the last population. */
public final class TopNetworks {
  private static final Comparator<Candidate> LONGEST_FIRST =
      Comparator.comparing((Candidate candidate) -> candidate.proposal().fidelity()).reversed();

  private TopNetworks() {}

  /**
   * The candidates that the search chooses from: those that were trained, if any were; the scores
   * of the others only served to choose which.
   */
  public static List<Candidate> deciding(List<Candidate> candidates) {
    List<Candidate> trained =
        candidates.stream().filter(candidate -> candidate.proposal().fidelity().trains()).toList();
    return trained.isEmpty() ? candidates : trained;
  }

  /**
   * Ranks candidates: those trained longest first, then by score.
   *
   * @return at most {@code count} candidates of different networks that have a score
   */
  public static List<Candidate> of(List<Candidate> candidates, int count) {
    return of(candidates, count, Objective.QUALITY);
  }

  /**
   * The candidates that are best by an objective, ranked: those trained longest first, then by
   * score.
   *
   * @return at most {@code count} candidates of different networks that have a score
   */
  public static List<Candidate> of(List<Candidate> candidates, int count, Objective objective) {
    Set<String> seen = new HashSet<>();
    List<Candidate> ranked =
        deciding(candidates).stream()
            .filter(Candidate::scored)
            .sorted(LONGEST_FIRST.thenComparing(Candidate.BEST_FIRST))
            .filter(candidate -> seen.add(candidate.proposal().architecture().fingerprint()))
            .toList();
    return objective.chosen(ranked, count);
  }
}
