package io.nasrec.search.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nasrec.commons.BadDataException;
import io.nasrec.search.Samples;
import io.nasrec.search.scoring.Candidate;
import io.nasrec.search.scoring.Fidelity;
import io.nasrec.search.scoring.Proposal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalOfTrainingsTest {
  @TempDir private Path directory;

  @Test
  void aLineSaysForWhatShareOfATrainingItsNetworkWasTrained() throws Exception {
    Path file = directory.resolve("journal.jsonl");
    Proposal half =
        new Proposal(0, 0, Optional.empty(), Samples.architectures(1).get(0), new Fidelity(0.5));
    Candidate trained = Samples.scored(half, -0.45);
    try (Journal journal = new Journal(file, "search", true, some -> List.of(trained))) {
      journal.score(List.of(half));
    }

    JsonNode line = new ObjectMapper().readTree(Files.readString(file));
    assertThat(line.get("trained").asDouble()).isEqualTo(0.5);
    try (Journal journal = new Journal(file, "search", true, some -> List.of())) {
      assertThat(journal.score(List.of(half))).containsExactly(trained);
      assertThatThrownBy(() -> journal.score(Samples.proposals(1)))
          .isInstanceOf(BadDataException.class)
          .hasMessage(
              "%s:1: expected a network trained for 0.0 of a training, but found 0.5: the journal"
                  + " is another search's",
              file);
    }
  }
}
