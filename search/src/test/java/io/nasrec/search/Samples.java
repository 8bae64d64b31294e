package io.nasrec.search;

import io.nasrec.commons.RandomStreams;
import io.nasrec.search.proxy.Proxy;
import io.nasrec.search.scoring.Candidate;
import io.nasrec.search.scoring.Outcome;
import io.nasrec.search.scoring.Proposal;
import io.nasrec.space.Architecture;
import io.nasrec.space.ArchitectureSampler;
import io.nasrec.space.SearchSpace;
import io.nasrec.space.network.NetworkBuilder;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Architectures and candidates for tests, of a space with narrow layers. */
public final class Samples {
  public static final SearchSpace SPACE =
      SearchSpace.small(2).withWidths(List.of(16, 32), List.of(16, 32));

  /** The same of the space with gates, sums and attention. */
  public static final SearchSpace FULL =
      SearchSpace.full(2).withWidths(List.of(16, 32), List.of(16, 32));

  /** The same of the space with crosses, flattened rows and compressed interactions. */
  public static final SearchSpace PLUS =
      SearchSpace.plus(2).withWidths(List.of(16, 32), List.of(16, 32));

  private Samples() {}

  /** A builder of a space's networks, for the data that {@link TinySupernet} makes up. */
  public static NetworkBuilder networks(SearchSpace space) {
    return new NetworkBuilder(space, TinySupernet.INPUT, true);
  }

  /** Distinct networks of {@link #SPACE}, always the same ones. */
  public static List<Architecture> architectures(int count) {
    return architectures(SPACE, count);
  }

  /** Distinct networks of a space, always the same ones. */
  public static List<Architecture> architectures(SearchSpace space, int count) {
    Set<String> seen = new HashSet<>();
    ArchitectureSampler sampler = new ArchitectureSampler(space);
    return IntStream.iterate(0, i -> i + 1)
        .mapToObj(i -> sampler.sample(RandomStreams.stream(7, "sample", i)))
        .filter(architecture -> seen.add(architecture.fingerprint()))
        .limit(count)
        .toList();
  }

  /** Proposals of an initial population. */
  public static List<Proposal> proposals(int count) {
    List<Architecture> architectures = architectures(count);
    return IntStream.range(0, count)
        .mapToObj(i -> new Proposal(i, 0, Optional.empty(), architectures.get(i)))
        .toList();
  }

  /** A scored candidate. */
  public static Candidate scored(Proposal proposal, double score) {
    return new Candidate(
        proposal, new Outcome.Scored(new Proxy.Score(score, Map.of("term", score / 3))), 1.5);
  }

  /** Candidates with the given scores, in their order. */
  public static List<Candidate> scored(double... scores) {
    List<Proposal> proposals = proposals(scores.length);
    return IntStream.range(0, scores.length)
        .mapToObj(i -> scored(proposals.get(i), scores[i]))
        .toList();
  }

  /** A candidate without a score. */
  public static Candidate failed(Proposal proposal, String cause) {
    return new Candidate(proposal, new Outcome.Failed(cause), 0.5);
  }

  /** The fingerprints of candidates. */
  public static Stream<String> fingerprints(List<Candidate> candidates) {
    return candidates.stream().map(c -> c.proposal().architecture().fingerprint());
  }
}
