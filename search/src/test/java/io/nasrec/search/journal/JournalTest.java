package io.nasrec.search.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nasrec.commons.BadDataException;
import io.nasrec.commons.DamagedFileException;
import io.nasrec.search.Samples;
import io.nasrec.search.proxy.Proxy;
import io.nasrec.search.scoring.Candidate;
import io.nasrec.search.scoring.Outcome;
import io.nasrec.search.scoring.Proposal;
import io.nasrec.search.scoring.Scorer;
import io.nasrec.space.InterchangeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalTest {
  @TempDir private Path directory;
  private Path file;
  private final List<Integer> scored = new ArrayList<>();

  @BeforeEach
  void name() {
    file = directory.resolve("journal.jsonl");
  }

  @Test
  void aLineSaysWhatWasScoredAndWhatCameOfIt() throws Exception {
    Proposal sampled = Samples.proposals(2).get(0);
    Proposal child =
        new Proposal(1, 3, Optional.of("0123456789abcdef"), Samples.architectures(2).get(1));
    Scorer scorer =
        proposals ->
            List.of(
                new Candidate(
                    sampled,
                    new Outcome.Scored(new Proxy.Score(1.25, Map.of("zico", 0.1))),
                    12.345),
                Samples.failed(child, "lost"));
    try (Journal journal = new Journal(file, "search", false, scorer)) {
      journal.score(List.of(sampled, child));
    }

    List<String> lines = Files.readAllLines(file);
    JsonNode first = new ObjectMapper().readTree(lines.get(0));
    assertThat(first.fieldNames())
        .toIterable()
        .containsExactly(
            "search",
            "index",
            "generation",
            "parent",
            "fingerprint",
            "outcome",
            "score",
            "terms",
            "milliseconds",
            "architecture",
            "checksum");
    assertThat(first.get("index").asInt()).isZero();
    assertThat(first.get("parent").isNull()).isTrue();
    assertThat(first.get("fingerprint").asText()).isEqualTo(sampled.architecture().fingerprint());
    assertThat(first.get("score").asDouble()).isEqualTo(1.25);
    assertThat(first.get("terms").toString()).isEqualTo("{\"zico\":0.1}");
    assertThat(first.get("milliseconds").asDouble()).isEqualTo(12.3);
    assertThat(InterchangeFile.architecture(first.get("architecture"), Samples.SPACE))
        .isEqualTo(sampled.architecture());
    assertThat(first.at("/architecture/use_layernorm").asInt()).isZero();
    JsonNode second = new ObjectMapper().readTree(lines.get(1));
    assertThat(second.get("generation").asInt()).isEqualTo(3);
    assertThat(second.get("parent").asText()).isEqualTo("0123456789abcdef");
    assertThat(second.get("outcome").asText()).isEqualTo("failed");
    assertThat(second.get("cause").asText()).isEqualTo("lost");
    assertThat(second.has("score")).isFalse();
    assertThat(lines).hasSize(2);
  }

  @Test
  void whatStandsInTheJournalIsNotScoredAgain() throws Exception {
    List<Proposal> proposals = Samples.proposals(6);
    List<Candidate> first = score(proposals.subList(0, 4));

    List<Candidate> resumed = score(proposals);

    assertThat(scored).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(resumed.subList(0, 4).stream().map(Candidate::outcome))
        .containsExactlyElementsOf(first.stream().map(Candidate::outcome).toList());
    assertThat(resumed.stream().map(Candidate::proposal)).containsExactlyElementsOf(proposals);
    assertThat(Files.readAllLines(file)).hasSize(6);
  }

  /** The newline, the closing bracket, and more. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 40, 200})
  void aLastLineThatWasCutOffDoesNotCount(int missing) throws Exception {
    List<Proposal> proposals = Samples.proposals(3);
    score(proposals);
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - missing));
    scored.clear();

    try (Journal journal = new Journal(file, "search", true, this::scoreAll)) {
      assertThat(journal.recorded()).isEqualTo(2);
      journal.score(proposals);
    }

    assertThat(scored).containsExactly(2);
    assertThat(Files.readAllBytes(file)).isEqualTo(whole);
  }

  /** A 9 before a score would make another network the winner. */
  @Test
  void aDamagedLineIsNamed() throws Exception {
    score(Samples.proposals(3));
    String whole = Files.readString(file);
    Files.writeString(file, whole.replace("\"score\":3.14", "\"score\":93.14"));
    assertThatThrownBy(() -> new Journal(file, "search", true, this::scoreAll))
        .isInstanceOf(DamagedFileException.class)
        .hasMessageStartingWith(file + " is damaged: its checksum is ")
        .hasMessageEndingWith(" (line 2)");

    String withoutASecondLine = whole.replaceFirst("(?m)(?<=\\n).*\\n", "");
    Files.writeString(file, withoutASecondLine);
    assertThatThrownBy(() -> new Journal(file, "search", true, this::scoreAll))
        .isInstanceOf(DamagedFileException.class)
        .hasMessage(file + " is damaged: expected candidate 1, but found candidate 2 (line 2)");

    Files.writeString(file, whole + whole.lines().toList().get(2) + "\n");
    assertThatThrownBy(() -> new Journal(file, "search", true, this::scoreAll))
        .isInstanceOf(DamagedFileException.class)
        .hasMessage(file + " is damaged: expected candidate 3, but found candidate 2 (line 4)");

    Files.writeString(file, whole.substring(0, whole.length() - 40) + "\n");
    assertThatThrownBy(() -> new Journal(file, "search", true, this::scoreAll))
        .isInstanceOf(DamagedFileException.class)
        .hasMessageEndingWith(" (line 3)");
  }

  @Test
  void aLetterThatWasCutInTwoDoesNotCount() throws Exception {
    List<Proposal> proposals = Samples.proposals(2);
    score(proposals);
    String whole = Files.readString(file);
    byte[] tail = "{\"cause\":\"é".getBytes(StandardCharsets.UTF_8);
    Files.write(file, Arrays.copyOf(tail, tail.length - 1), StandardOpenOption.APPEND);

    try (Journal journal = new Journal(file, "search", true, this::scoreAll)) {
      assertThat(journal.recorded()).isEqualTo(2);
    }
    assertThat(Files.readString(file)).isEqualTo(whole);
  }

  @Test
  void failuresComeBackAsTheyWere() throws Exception {
    List<Proposal> proposals = Samples.proposals(3);
    List<Outcome> outcomes =
        List.of(
            new Outcome.Unscorable("the loss is NaN"),
            new Outcome.Failed("java.lang.IllegalStateException: \"quoted\"\nsecond line"),
            new Outcome.Scored(new Proxy.Score(-1.0 / 3, Map.of("loss", 1e-300))));
    try (Journal journal =
        new Journal(
            file,
            "search",
            true,
            some ->
                some.stream().map(p -> new Candidate(p, outcomes.get(p.index()), 1)).toList())) {
      journal.score(proposals);
    }

    assertThat(score(proposals).stream().map(Candidate::outcome))
        .containsExactlyElementsOf(outcomes);
    assertThat(scored).isEmpty();
  }

  @Test
  void anotherSearchsJournalIsRefusedWithTheLine() throws Exception {
    List<Proposal> proposals = Samples.proposals(3);
    score(proposals);
    Proposal other = new Proposal(1, 0, Optional.empty(), proposals.get(2).architecture());

    try (Journal journal = new Journal(file, "search", true, this::scoreAll)) {
      assertThatThrownBy(() -> journal.score(List.of(proposals.get(0), other)))
          .isInstanceOf(BadDataException.class)
          .hasMessage(
              "%s:2: expected the network %s, but found %s: the journal is another search's",
              file,
              other.architecture().fingerprint(),
              proposals.get(1).architecture().fingerprint());
    }
  }

  /** The same networks in the same order, scored on another supernet. */
  @Test
  void theJournalOfASearchWithOtherSettingsIsRefused() throws Exception {
    List<Proposal> proposals = Samples.proposals(3);
    score(proposals);
    try (Journal journal = new Journal(file, "other", true, this::scoreAll)) {
      assertThatThrownBy(() -> journal.score(proposals))
          .isInstanceOf(BadDataException.class)
          .hasMessageStartingWith(file + ":1: comes from a search with other data or settings;");
    }
  }

  @Test
  void aCandidateIsOnDiskBeforeTheNextBatchIsScored() throws Exception {
    List<Proposal> proposals = Samples.proposals(2);
    try (Journal journal = new Journal(file, "search", true, this::scoreAll)) {
      journal.score(proposals.subList(0, 1));
      assertThat(Files.readAllLines(file)).hasSize(1);
      journal.score(proposals.subList(1, 2));
      assertThat(Files.readAllLines(file)).hasSize(2);
    }
  }

  private List<Candidate> score(List<Proposal> proposals) throws IOException {
    try (Journal journal = new Journal(file, "search", true, this::scoreAll)) {
      return journal.score(proposals);
    }
  }

  private List<Candidate> scoreAll(List<Proposal> proposals) {
    proposals.forEach(proposal -> scored.add(proposal.index()));
    return proposals.stream().map(p -> Samples.scored(p, Math.PI * p.index())).toList();
  }
}
