package io.nasrec.experiments.cli;

import io.nasrec.data.CheckedJson;
import io.nasrec.experiments.config.Nearest;
import io.nasrec.space.Architecture;
import io.nasrec.space.InterchangeFile;
import io.nasrec.space.InvalidArchitectureException;
import io.nasrec.space.published.PublishedNetwork;
import io.nasrec.space.published.PublishedNetworks;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An architecture as it is named on the command line: a published network's name, or a file in the
 * interchange format.
 *
 * @param given what the user wrote
 * @param file the file, or the published document
 * @param published the network that was named; empty for a file
 */
record ArchitectureArgument(
    String given, InterchangeFile file, Optional<PublishedNetwork> published) {
  static final String LABEL = "ARCHITECTURE";
  static final String DESCRIPTION =
      "An architecture: a file in the interchange format, or one of the published networks"
          + " nasrec:{criteo,avazu,kdd12}-{small,full}.";

  private static final String FORMAT =
      "expected an architecture in the interchange format, such as a run's best-architecture.json";

  /**
   * Finds what the user named.
   *
   * @throws InvalidArchitectureException if there is no such network or file, or the file holds no
   *     architecture; the message says what was expected
   */
  static ArchitectureArgument of(String given) throws IOException {
    Optional<PublishedNetwork> published = PublishedNetworks.named(given);
    if (published.isEmpty() && given.startsWith(PublishedNetworks.PREFIX)) {
      String hint =
          Nearest.to(given, PublishedNetworks.names())
              .map(nearest -> "; did you mean " + nearest + "?")
              .orElse("");
      throw new InvalidArchitectureException(
          given + ": no published network has this name; they are " + names() + hint);
    }
    return new ArchitectureArgument(
        given, published.isPresent() ? published.get().file() : read(given), published);
  }

  /** The file that a text names, unless it names a published network. */
  static Stream<Path> file(String given) {
    return given.startsWith(PublishedNetworks.PREFIX) ? Stream.empty() : Stream.of(Path.of(given));
  }

  Architecture architecture() {
    return file.architecture();
  }

  private static InterchangeFile read(String given) throws IOException {
    Path path = Path.of(given);
    try {
      String text = Files.readString(path);
      CheckedJson.requireIntact(path, text);
      return InterchangeFile.parse(text);
    } catch (InvalidArchitectureException e) {
      // What is no JSON at all is perhaps another file than the user meant.
      String expected = e.getCause() == null ? "" : "; " + FORMAT;
      throw new InvalidArchitectureException(given + ": " + e.getMessage() + expected, e);
    } catch (NoSuchFileException e) {
      throw new InvalidArchitectureException(
          given + ": no such file; " + FORMAT + ", or a published network: " + names(), e);
    } catch (CharacterCodingException e) {
      throw new InvalidArchitectureException(given + ": not UTF-8 text; " + FORMAT, e);
    } catch (IOException e) {
      if (Files.isDirectory(path)) {
        throw new InvalidArchitectureException(given + ": is a directory; " + FORMAT, e);
      }
      throw e;
    }
  }

  private static String names() {
    return String.join(", ", PublishedNetworks.names());
  }
}
