package io.nasrec.search.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nasrec.search.proxy.Proxy;
import io.nasrec.search.scoring.Candidate;
import io.nasrec.search.scoring.Outcome;
import io.nasrec.search.scoring.Proposal;
import io.nasrec.search.scoring.Scorer;
import io.nasrec.space.InterchangeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The search's record, {@code journal.jsonl}: one line per candidate, written as soon as it and all
 * before it are scored.
 *
 * <p>A search that is started again proposes the same networks; those that stand in the journal are
 * not scored again. A last line that was cut off while it was written does not count.
 *
 * <p>Where scores are measured against the initial population, its own lines hold what they had
 * before it was complete; their terms tell the rest.
 */
public final class Journal implements Scorer, AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final boolean layerNorm;
  private final Scorer scorer;
  private final List<JsonNode> recorded;
  private final Writer writer;

  /**
   * Opens or continues a journal.
   *
   * @param layerNorm the search's switch, part of the interchange format
   * @param scorer scores what does not stand in the journal
   */
  public Journal(Path file, boolean layerNorm, Scorer scorer) throws IOException {
    this.file = file;
    this.layerNorm = layerNorm;
    this.scorer = scorer;
    this.recorded = complete(file);
    this.writer =
        Files.newBufferedWriter(
            file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** Number of candidates that stand in the journal from an earlier start. */
  public int recorded() {
    return recorded.size();
  }

  @Override
  public List<Candidate> score(List<Proposal> proposals) {
    List<Candidate> candidates = new ArrayList<>();
    List<Proposal> unrecorded = new ArrayList<>();
    for (Proposal proposal : proposals) {
      if (proposal.index() < recorded.size()) {
        candidates.add(read(proposal, recorded.get(proposal.index())));
      } else {
        unrecorded.add(proposal);
      }
    }
    for (Candidate candidate : scorer.score(unrecorded)) {
      append(candidate);
      candidates.add(candidate);
    }
    return candidates;
  }

  @Override
  public List<Candidate> settle(List<Candidate> population) {
    return scorer.settle(population);
  }

  private void append(Candidate candidate) {
    try {
      writer.write(JSON.writeValueAsString(line(candidate)));
      writer.write('\n');
      writer.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": " + e.getMessage(), e);
    }
  }

  private ObjectNode line(Candidate candidate) {
    Proposal proposal = candidate.proposal();
    ObjectNode line = JSON.createObjectNode();
    line.put("index", proposal.index());
    line.put("generation", proposal.generation());
    line.put("parent", proposal.parent().orElse(null));
    line.put("fingerprint", proposal.architecture().fingerprint());
    line.put("outcome", candidate.outcome().label());
    if (candidate.outcome() instanceof Outcome.Scored scored) {
      line.put("score", scored.value().value());
      ObjectNode terms = line.putObject("terms");
      scored.value().terms().forEach(terms::put);
    } else if (candidate.outcome() instanceof Outcome.Unscorable unscorable) {
      line.put("cause", unscorable.cause());
    } else if (candidate.outcome() instanceof Outcome.Failed failed) {
      line.put("cause", failed.cause());
    }
    line.put("milliseconds", Math.round(candidate.milliseconds() * 10) / 10.0);
    line.set("architecture", InterchangeFile.of(proposal.architecture(), layerNorm).document());
    return line;
  }

  private Candidate read(Proposal proposal, JsonNode line) {
    String fingerprint = line.path("fingerprint").asText();
    if (!fingerprint.equals(proposal.architecture().fingerprint())) {
      throw new IllegalStateException(
          file
              + ":"
              + (proposal.index() + 1)
              + ": expected the network "
              + proposal.architecture().fingerprint()
              + ", but found "
              + fingerprint
              + ": the journal is another search's");
    }
    String cause = line.path("cause").asText();
    Outcome outcome =
        switch (line.path("outcome").asText()) {
          case "scored" -> scored(line);
          case "unscorable" -> new Outcome.Unscorable(cause);
          default -> new Outcome.Failed(cause);
        };
    return new Candidate(proposal, outcome, line.path("milliseconds").asDouble());
  }

  private static Outcome scored(JsonNode line) {
    Map<String, Double> terms = new LinkedHashMap<>();
    line.path("terms")
        .properties()
        .forEach(entry -> terms.put(entry.getKey(), entry.getValue().asDouble()));
    return new Outcome.Scored(new Proxy.Score(line.path("score").asDouble(), terms));
  }

  /** The complete lines of a journal; what follows them is cut off the file. */
  private static List<JsonNode> complete(Path file) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    if (!Files.exists(file)) {
      return lines;
    }
    // Not Files.readString: a letter that was cut in two must not make the whole file unreadable.
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    int end = 0;
    for (int newline = text.indexOf('\n'); newline >= 0; newline = text.indexOf('\n', end)) {
      try {
        lines.add(JSON.readTree(text.substring(end, newline)));
      } catch (JsonProcessingException e) {
        break;
      }
      end = newline + 1;
    }
    if (end < text.length()) {
      Files.writeString(file, text.substring(0, end));
    }
    return lines;
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
