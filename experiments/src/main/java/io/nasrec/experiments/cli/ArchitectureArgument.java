package io.nasrec.experiments.cli;

import io.nasrec.commons.CheckedJson;
import io.nasrec.experiments.config.Experiment;
import io.nasrec.experiments.config.schema.Nearest;
import io.nasrec.experiments.results.NamedArchitecture;
import io.nasrec.experiments.workflow.PastRun;
import io.nasrec.experiments.workflow.RunDirectory;
import io.nasrec.space.Architecture;
import io.nasrec.space.InterchangeFile;
import io.nasrec.space.InvalidArchitectureException;
import io.nasrec.space.published.PublishedNetwork;
import io.nasrec.space.published.PublishedNetworks;
import io.nasrec.supernet.model.ModelDirectory;
import io.nasrec.supernet.model.NetworkDefinition;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An architecture in any form that commands accept: a published network's name, the name of a
 * hand-crafted network's encoding, a file in the interchange format, a model directory, a search's
 * run directory (its winner), a candidate that a search retrained, or a line of a journal.
 *
 * @param name what to call it in tables and directories
 * @param file the file, or a document of the same content
 * @param published the published network, if one was named
 * @param run the run whose directory contains the file, if any
 */
public record ArchitectureArgument(
    String name,
    InterchangeFile file,
    Optional<PublishedNetwork> published,
    Optional<PastRun> run) {
  public static final String LABEL = "ARCHITECTURE";
  public static final String DESCRIPTION =
      "a published network, nasrec:{criteo,avazu,kdd12}-{small,full}; a hand-crafted one as"
          + " nasrec-plus encodes it,"
          + " crafted:{mlp,dcn-v2,dcn-v2-stacked,deepfm,xdeepfm,autoint,dlrm}; a file in the"
          + " interchange format; a model directory; the directory of a search's run, for its winner; one that it"
          + " retrained, RUN/candidates/FINGERPRINT; or one that it scored,"
          + " RUN/journal.jsonl:FINGERPRINT (or any other FILE.jsonl)";

  /** Several hundred times the size of the largest network of the published spaces. */
  private static final long MAX_BYTES = 1 << 20;

  private static final String FORMAT =
      "expected an architecture in the interchange format, such as a run's best-architecture.json";

  private static final Pattern ONE_OF_MANY =
      Pattern.compile("(?<file>.+\\.jsonl):(?<fingerprint>[0-9a-f]+)");
  private static final Pattern CANDIDATE =
      Pattern.compile("(?<name>\\d+-(?<fingerprint>[0-9a-f]{16}))");
  private static final String LINES = ".jsonl";

  /**
   * Finds what the user named.
   *
   * @throws InvalidArchitectureException if there is no such network or file, or the file holds no
   *     architecture; the message says what was expected
   */
  public static ArchitectureArgument of(String given) throws IOException {
    return of(given, Optional.empty());
  }

  /**
   * As {@link #of(String)}; a hand-crafted network is encoded as an experiment says.
   *
   * @throws io.nasrec.experiments.config.schema.ConfigurationException if the experiment has
   *     another space
   */
  static ArchitectureArgument of(String given, Optional<Experiment> experiment) throws IOException {
    if (CraftedArgument.matches(given)) {
      return new ArchitectureArgument(
          given, CraftedArgument.of(given, experiment), Optional.empty(), Optional.empty());
    }
    Optional<PublishedNetwork> published = PublishedNetworks.named(given);
    if (published.isPresent()) {
      return new ArchitectureArgument(given, published.get().file(), published, Optional.empty());
    }
    if (given.startsWith(PublishedNetworks.PREFIX)) {
      String hint =
          Nearest.to(given, PublishedNetworks.names())
              .map(nearest -> "; did you mean " + nearest + "?")
              .orElse("");
      throw new InvalidArchitectureException(
          given + ": unknown published network; known networks: " + names() + hint);
    }
    if (given.isBlank()) {
      throw new InvalidArchitectureException("'': a network name must not be empty");
    }
    Matcher line = ONE_OF_MANY.matcher(given);
    return line.matches()
        ? line(Path.of(line.group("file")), line.group("fingerprint"))
        : of(path(given));
  }

  private static ArchitectureArgument of(Path path) throws IOException {
    if (Set.of(ModelDirectory.MODEL, ModelDirectory.WEIGHTS).contains(fileName(path))) {
      return of(path.toAbsolutePath().getParent());
    }
    if (ModelDirectory.isModel(path)) {
      return found(modelName(path), model(path), path);
    }
    Matcher candidate = CANDIDATE.matcher(fileName(path));
    Optional<PastRun> run = PastRun.around(path);
    if (run.isPresent() && run.get().isCandidate(path) && candidate.matches()) {
      ArchitectureArgument found = line(run.get().journal(), candidate.group("fingerprint"));
      return found(candidate.group("name"), found.file(), path);
    }
    if (Files.isDirectory(path)) {
      return winner(path);
    }
    return fileName(path).endsWith(LINES) ? onlyLine(path) : found(stem(path), read(path), path);
  }

  /** The winner of a run has the run's name. */
  private static String modelName(Path directory) {
    String name = fileName(directory);
    return name.equals(ModelDirectory.OF_RUN)
        ? fileName(directory.toAbsolutePath().getParent())
        : name;
  }

  /** The file that a text names, unless it names a published or a hand-crafted network. */
  static Stream<Path> file(String given) {
    return given.startsWith(PublishedNetworks.PREFIX) || CraftedArgument.matches(given)
        ? Stream.empty()
        : Stream.of(Path.of(given));
  }

  public Architecture architecture() {
    return file.architecture();
  }

  /**
   * For a table of scores: networks with a name of their own appear under it, others under their
   * fingerprint.
   */
  NamedArchitecture named() {
    return published.isPresent() || CraftedArgument.matches(name)
        ? new NamedArchitecture(name, architecture())
        : NamedArchitecture.of(architecture());
  }

  private static ArchitectureArgument found(String name, InterchangeFile file, Path path) {
    return new ArchitectureArgument(name, file, Optional.empty(), PastRun.around(path));
  }

  private static ArchitectureArgument winner(Path run) throws IOException {
    Path winner = run.resolve(RunDirectory.BEST_ARCHITECTURE);
    if (!Files.exists(winner)) {
      throw new InvalidArchitectureException(
          run + ": no search has finished there (no " + RunDirectory.BEST_ARCHITECTURE + ")");
    }
    return found(fileName(run), read(winner), winner);
  }

  private static ArchitectureArgument line(Path file, String fingerprint) throws IOException {
    InterchangeFile document =
        ArchitectureLines.read(file).stream()
            .filter(one -> one.architecture().fingerprint().equals(fingerprint))
            .findFirst()
            .orElseThrow(
                () ->
                    new InvalidArchitectureException(
                        "%s: no line holds the network %s".formatted(file, fingerprint)));
    return found(fingerprint, document, file);
  }

  private static ArchitectureArgument onlyLine(Path file) throws IOException {
    var lines = ArchitectureLines.read(file);
    if (lines.size() > 1) {
      throw new InvalidArchitectureException(
          "%s: holds %s architectures; name one of them, as in %s:%s"
              .formatted(file, lines.size(), file, lines.get(0).architecture().fingerprint()));
    }
    return found(stem(file), lines.get(0), file);
  }

  private static InterchangeFile model(Path directory) throws IOException {
    NetworkDefinition network = ModelDirectory.read(directory).model().network();
    if (network instanceof NetworkDefinition.Searched searched) {
      return InterchangeFile.of(searched.architecture(), searched.layerNorm());
    }
    throw new InvalidArchitectureException(
        "%s: is a trained %s, which is no network of the search space"
            .formatted(directory, network.label()));
  }

  private static InterchangeFile read(Path path) throws IOException {
    ArchitectureLines.requireSize(path, MAX_BYTES);
    try {
      String text = Files.readString(path);
      CheckedJson.requireIntact(path, text);
      return InterchangeFile.parse(text);
    } catch (InvalidArchitectureException e) {
      // If it is not JSON at all, the user may have meant a different file.
      String expected = e.getCause() == null ? "" : "; " + FORMAT;
      throw new InvalidArchitectureException(path + ": " + e.getMessage() + expected, e);
    } catch (NoSuchFileException e) {
      throw new InvalidArchitectureException(absent(path.toString()), e);
    } catch (CharacterCodingException e) {
      throw new InvalidArchitectureException(path + ": not UTF-8 text; " + FORMAT, e);
    }
  }

  private static Path path(String given) {
    try {
      return Path.of(given);
    } catch (InvalidPathException e) {
      throw new InvalidArchitectureException(absent(given), e);
    }
  }

  private static String absent(String path) {
    return path + ": no such file; expected " + DESCRIPTION;
  }

  /** The file's name without the extensions of architectures and models. */
  private static String stem(Path path) {
    return fileName(path).replaceFirst("\\.jsonl?$", "");
  }

  private static String fileName(Path path) {
    Path name = path.toAbsolutePath().normalize().getFileName();
    return name == null ? "" : name.toString();
  }

  private static String names() {
    return String.join(", ", PublishedNetworks.names());
  }
}
