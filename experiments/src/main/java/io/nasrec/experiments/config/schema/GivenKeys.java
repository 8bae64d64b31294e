package io.nasrec.experiments.config.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a file and {@code --set} give, by the paths that keys have now: old spellings are replaced,
 * and the name of a variant ({@code strategy: rea}) stands at its {@code kind}.
 */
public final class GivenKeys {

  /**
   * What people should know.
   *
   * @param set whether it concerns {@code --set}
   * @param text such as {@code search.workers is now engine.workers}
   */
  public record Note(boolean set, String text) {}

  private final Schema schema;
  private final Problems problems;
  private final Map<String, Given> keys = new LinkedHashMap<>();
  private final List<Note> notes = new ArrayList<>();

  /**
   * @param schema what the keys are
   * @param yaml the file's text
   * @param overrides {@code key.path=value} each
   */
  public GivenKeys(Schema schema, String yaml, List<String> overrides, Problems problems) {
    this.schema = schema;
    this.problems = problems;
    Map<String, Given> file = new LinkedHashMap<>();
    YamlKeys.read(yaml, file, problems);
    file.values().forEach(this::put);
    if (!keys.isEmpty()) {
      overrides.forEach(this::override);
      keepAlternatives();
      dropIdle();
    }
  }

  /** The values by path, in the order of the file. */
  public Map<String, Given> byPath() {
    return keys;
  }

  /** What people should know: old spellings, and keys of a kind that is not chosen. */
  public List<Note> notes() {
    return notes;
  }

  private void override(String override) {
    int equals = override.indexOf('=');
    if (equals < 1) {
      problems.add(Given.SET, "must be key.path=value, but was '" + override + "'");
      return;
    }
    String path = override.substring(0, equals).strip();
    String value = override.substring(equals + 1).strip();
    if (value.startsWith("{") && variants(path).isPresent()) {
      section(path, value);
    } else {
      put(new Given(path, Given.SET, Given.Kind.VALUE, value));
    }
    if (value.equals(OptionalValue.NONE)) {
      keys.keySet().removeIf(key -> key.startsWith(path + "."));
    } else if (Optional.ofNullable(keys.get(Schema.parent(path)))
        .map(Given::isNone)
        .orElse(false)) {
      keys.remove(Schema.parent(path)); // a section that the file leaves out
    }
  }

  /** A whole section on the command line, which replaces that of the file. */
  private void section(String path, String value) {
    Map<String, Given> given = new LinkedHashMap<>();
    Problems faults = new Problems("");
    try {
      YamlKeys.read("a:\n  b: " + value, given, faults);
      faults.throwIfAny();
    } catch (ConfigurationException e) {
      String text = "must be keys and values in braces, but was " + value;
      problems.add(Given.SET, path, text);
      return;
    }
    keys.keySet().removeIf(key -> key.startsWith(path + "."));
    given.values().stream()
        .filter(entry -> entry.path().startsWith("a.b"))
        .map(entry -> path + entry.path().substring("a.b".length()))
        .forEach(
            now -> {
              Given entry = given.get("a.b" + now.substring(path.length()));
              keys.put(now, new Given(now, Given.SET, entry.kind(), entry.text()));
            });
  }

  private void put(Given given) {
    String path = given.path();
    Optional<Schema.Moved> moved = schema.movedFrom(path);
    if (moved.isPresent()) {
      path = moved.get().now();
      if (given.isNone() && !given.isSet()) {
        return; // files that did not need the key had it nevertheless
      }
      note(given, "%s is now %s".formatted(given.path(), path));
    }
    Given other = keys.put(path, given.at(path));
    if (other != null && !given.isSet()) {
      String text = "is given twice, as %s in line %s".formatted(other.written(), other.line());
      problems.add(given.line(), given.path(), text);
    }
    if (given.kind() == Given.Kind.VALUE && variants(path).isPresent()) {
      String kind = path + "." + Schema.KIND;
      keys.put(kind, given.at(kind));
    }
  }

  private Optional<Node.Variants> variants(String path) {
    return schema.at(path).filter(Node.Variants.class::isInstance).map(Node.Variants.class::cast);
  }

  private void note(Given given, String text) {
    notes.add(new Note(given.isSet(), text));
  }

  /**
   * Drops keys that the chosen kind does not have: those that every file had once, and those of the
   * file's kind if the command line chooses another one.
   */
  private void dropIdle() {
    for (Given given : List.copyOf(keys.values())) {
      String parent = Schema.parent(given.path());
      String name = Schema.last(given.path());
      Given kind = keys.get(parent + "." + Schema.KIND);
      Node.Section chosen =
          variants(parent)
              .filter(variants -> kind != null && !variants.with(name).isEmpty())
              .map(variants -> variants.kinds().get(kind.text()))
              .orElse(null);
      boolean once = schema.movedFrom(given.written()).map(Schema.Moved::idle).orElse(false);
      if (chosen != null
          && !chosen.members().containsKey(name)
          && (once || (kind.isSet() && !given.isSet()))) {
        keys.remove(given.path());
        note(
            given.isSet() ? given : kind,
            "%s is not read with %s %s".formatted(given.written(), parent, kind.text()));
      }
    }
  }

  /** Of keys that exclude each other, one on the command line replaces those in the file. */
  private void keepAlternatives() {
    List<Given> given =
        schema.alternatives().stream()
            .map(keys::get)
            .filter(key -> key != null && !key.isNone())
            .toList();
    if (given.stream().anyMatch(Given::isSet)) {
      given.stream().filter(key -> !key.isSet()).map(Given::path).forEach(keys::remove);
    }
  }
}
