package io.nasrec.search.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nasrec.commons.BadDataException;
import io.nasrec.commons.CheckedJson;
import io.nasrec.commons.DamagedFileException;
import io.nasrec.search.proxy.Proxy;
import io.nasrec.search.scoring.Candidate;
import io.nasrec.search.scoring.Outcome;
import io.nasrec.search.scoring.Proposal;
import io.nasrec.search.scoring.Scorer;
import io.nasrec.space.Architecture;
import io.nasrec.space.InterchangeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The search's record, {@code journal.jsonl}: one line per candidate, written as soon as it and all
 * before it are evaluated. A line with the key {@code trained} is of a network that was trained for
 * that share of a training; its score is minus the validation log loss.
 *
 * <p>A restarted search proposes the same networks; those already in the journal are not scored
 * again. Each line has a checksum. A last line that was truncated during writing is ignored with a
 * warning; any other damage is refused.
 *
 * <p>If scores are measured against the initial population, its own lines have their preliminary
 * scores; the final ones follow from their terms.
 */
public final class Journal implements Scorer, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

  /** The share of a training, if the candidate was trained; other lines are the proxy's scores. */
  private static final String TRAINED = "trained";

  private final Path file;
  private final String search;
  private final boolean layerNorm;
  private final Scorer scorer;
  private final List<ObjectNode> recorded;
  private final FileChannel lines;

  /**
   * Opens or continues a journal.
   *
   * @param search digest of everything that determines the scores
   * @param layerNorm the search's switch, part of the interchange format
   * @param scorer scores networks that are not in the journal
   * @throws DamagedFileException if a complete line is damaged
   */
  public Journal(Path file, String search, boolean layerNorm, Scorer scorer) throws IOException {
    this.file = file;
    this.search = search;
    this.layerNorm = layerNorm;
    this.scorer = scorer;
    this.recorded = complete(file);
    this.lines = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** The number of candidates in the journal from an earlier start. */
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
    List<Candidate> scored = scorer.score(unrecorded);
    append(scored);
    candidates.addAll(scored);
    return candidates;
  }

  @Override
  public List<Candidate> calibrate(List<Candidate> population) {
    return scorer.calibrate(population);
  }

  @Override
  public void release(Architecture architecture) {
    scorer.release(architecture);
  }

  /** Anything that builds on them comes after they have reached the disk. */
  private void append(List<Candidate> candidates) {
    if (candidates.isEmpty()) {
      return;
    }
    try {
      for (Candidate candidate : candidates) {
        String line = CheckedJson.line(line(candidate)) + "\n";
        ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          lines.write(bytes);
        }
      }
      lines.force(false);
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": " + e.getMessage(), e);
    }
  }

  private ObjectNode line(Candidate candidate) {
    Proposal proposal = candidate.proposal();
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("search", search);
    line.put("index", proposal.index());
    line.put("generation", proposal.generation());
    line.put("parent", proposal.parent().orElse(null));
    if (proposal.fidelity().trains()) {
      line.put(TRAINED, proposal.fidelity().share());
    }
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
    if (!line.path("search").asText().equals(search)) {
      throw new BadDataException(
          "%s:%s: comes from a search with other data or settings; restore it, or delete it and"
                  .formatted(file, proposal.index() + 1)
              + " resume, and the search is repeated");
    }
    if (line.path(TRAINED).asDouble(0) != proposal.fidelity().share()) {
      throw new BadDataException(
          "%s:%s: expected a network trained for %s of a training, but found %s: the journal is"
                  .formatted(
                      file,
                      proposal.index() + 1,
                      proposal.fidelity().share(),
                      line.path(TRAINED).asDouble(0))
              + " another search's");
    }
    if (!fingerprint.equals(proposal.architecture().fingerprint())) {
      throw new BadDataException(
          "%s:%s: expected the network %s, but found %s: the journal is another search's"
              .formatted(
                  file, proposal.index() + 1, proposal.architecture().fingerprint(), fingerprint));
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

  /** The complete lines of a journal; anything after them is removed from the file. */
  private static List<ObjectNode> complete(Path file) throws IOException {
    List<ObjectNode> lines = new ArrayList<>();
    if (!Files.exists(file)) {
      return lines;
    }
    CheckedJson.requireFile(file);
    byte[] bytes = Files.readAllBytes(file);
    int start = 0;
    for (int end = 0; end < bytes.length; end++) {
      if (bytes[end] == '\n') {
        String line = new String(bytes, start, end - start, StandardCharsets.UTF_8);
        lines.add(requirePlace(file, lines.size(), line));
        start = end + 1;
      }
    }
    if (start < bytes.length) {
      LOG.warn("{}: line {} was cut off and does not count", file, lines.size() + 1);
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(start);
      }
    }
    return lines;
  }

  /** A line, which must be of the candidate of its place: none is lost, and none comes twice. */
  private static ObjectNode requirePlace(Path file, int index, String text) {
    ObjectNode line = CheckedJson.line(file, index + 1, text);
    if (line.path("index").asInt(-1) != index) {
      throw DamagedFileException.damaged(
          file,
          "expected candidate %s, but found candidate %s (line %s)"
              .formatted(index, line.path("index"), index + 1));
    }
    return line;
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
