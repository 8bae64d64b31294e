package io.nasrec.search.loop;

import io.nasrec.commons.Progress;
import io.nasrec.search.scoring.Candidate;
import io.nasrec.search.scoring.Fidelity;
import io.nasrec.search.scoring.Proposal;
import io.nasrec.search.scoring.Scorer;
import io.nasrec.search.strategy.Ask;
import io.nasrec.space.Architecture;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** All candidates of a search so far; evaluates further ones. */
final class History {

  /**
   * A network to be evaluated.
   *
   * @param parent fingerprint of the network that it was made from; empty if sampled
   */
  record Request(Architecture architecture, Optional<String> parent) {}

  /** How a network was evaluated, of which there is one result. */
  private record Key(String fingerprint, Fidelity fidelity) {}

  private final Scorer scorer;
  private final int trainings;
  private final long wanted;
  private final Progress progress;
  private final List<Candidate> all = new ArrayList<>();
  private final Set<Key> keys = new HashSet<>();
  private boolean calibrated;
  private long counted;

  History(Scorer scorer, int trainings, long wanted, Progress progress) {
    this.scorer = scorer;
    this.trainings = trainings;
    this.wanted = wanted;
    this.progress = progress;
  }

  /** All candidates in the order of their proposal. */
  List<Candidate> all() {
    return List.copyOf(all);
  }

  /**
   * Evaluates networks, and records them.
   *
   * @param counts which of the results are among the evaluations that the search is asked for
   * @return one candidate per network, failures included
   */
  List<Candidate> evaluate(
      int generation, List<Request> requests, Fidelity fidelity, Predicate<Candidate> counts) {
    int first = all.size();
    int atOnce = fidelity.equals(Fidelity.SCORED) ? requests.size() : trainings;
    for (int from = 0; from < requests.size(); from += atOnce) {
      List<Proposal> proposals = new ArrayList<>();
      for (Request request : requests.subList(from, Math.min(requests.size(), from + atOnce))) {
        int index = all.size() + proposals.size();
        Architecture architecture = request.architecture();
        if (!keys.add(new Key(architecture.fingerprint(), fidelity))) {
          throw new IllegalArgumentException(
              "network "
                  + architecture.fingerprint()
                  + " was evaluated as "
                  + fidelity
                  + " before");
        }
        proposals.add(new Proposal(index, generation, request.parent(), architecture, fidelity));
      }
      for (Candidate candidate : scorer.score(proposals)) {
        all.add(candidate);
        if (counts.test(candidate)) {
          progress.update("search", ++counted, wanted, "subnets");
        }
      }
    }
    return List.copyOf(all.subList(first, all.size()));
  }

  /** Trains networks further; one that diverges is not replaced. */
  List<Candidate> further(Ask.Further wish) {
    List<Request> requests =
        wish.candidates().stream()
            .map(Candidate::proposal)
            .map(proposal -> new Request(proposal.architecture(), proposal.parent()))
            .toList();
    return evaluate(wish.generation(), requests, wish.fidelity(), candidate -> true);
  }

  /** The trainings of networks that are not among those kept will not be continued. */
  void release(List<Candidate> told, List<Candidate> kept) {
    Set<String> named = new HashSet<>();
    kept.forEach(candidate -> named.add(candidate.proposal().architecture().fingerprint()));
    told.stream()
        .filter(candidate -> candidate.proposal().fidelity().trains())
        .map(candidate -> candidate.proposal().architecture())
        .filter(architecture -> !named.contains(architecture.fingerprint()))
        .forEach(scorer::release);
  }

  /**
   * Scored candidates with their final scores. The first call calibrates the proxy on all that were
   * scored until then.
   */
  List<Candidate> calibrated(List<Candidate> scored) {
    if (!calibrated) {
      calibrated = true;
      List<Candidate> population =
          all.stream()
              .filter(candidate -> candidate.proposal().fidelity().equals(Fidelity.SCORED))
              .toList();
      scorer.calibrate(population).forEach(c -> all.set(c.proposal().index(), c));
    }
    return scored.stream().map(candidate -> all.get(candidate.proposal().index())).toList();
  }
}
