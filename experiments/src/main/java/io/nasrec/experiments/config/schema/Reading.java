package io.nasrec.experiments.config.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes records of the given values; what is wrong is reported key by key. */
public final class Reading {
  private final Schema schema;
  private final Map<String, Given> keys;
  private final Problems problems;

  /** What is read so far, by path. */
  private final Map<String, Object> read = new LinkedHashMap<>();

  /**
   * @param schema what the keys are
   * @param keys what is given, by path
   */
  public Reading(Schema schema, Map<String, Given> keys, Problems problems) {
    this.schema = schema;
    this.keys = keys;
    this.problems = problems;
  }

  /** The record of the whole file, unless there are problems. */
  public Optional<Object> record() {
    return record("", schema.root(), "");
  }

  /** Whether every section was read: then the rules between them were checked. */
  public boolean isWhole() {
    return read.keySet().containsAll(schema.root().members().keySet());
  }

  /** What was read of a section; empty if there are problems in it. */
  public Optional<Object> section(String path) {
    return Optional.ofNullable(read.get(path));
  }

  /** Reports a problem where its key is given. */
  public void report(Problem problem) {
    Given given = keys.get(problem.key());
    String key = given == null ? problem.key() : given.written();
    problems.add(line(problem.key()), key, problem.text());
  }

  /** The line where a key is given; for a missing key, that of its section, or the first line. */
  private int line(String path) {
    Given given = keys.get(path);
    return given != null ? given.line() : path.isEmpty() ? 1 : line(Schema.parent(path));
  }

  private Optional<Object> record(String prefix, Node.Section section, String kind) {
    Map<String, Object> values = new LinkedHashMap<>();
    section
        .members()
        .forEach(
            (name, node) -> {
              Optional<Object> value = value(prefix + name, node);
              value.ifPresent(present -> values.put(name, present));
              value.ifPresent(present -> read.put(prefix + name, present));
            });
    if (values.size() < section.members().size()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Schema.construct(section.record(), kind, values));
    } catch (RulesException e) {
      e.problems().forEach(this::report);
      return Optional.empty();
    }
  }

  private Optional<Object> value(String path, Node node) {
    if (node instanceof Node.Key key) {
      return key(path, key);
    }
    return node instanceof Node.Section section
        ? section(path, section)
        : variant(path, (Node.Variants) node);
  }

  /**
   * A section that is missing or has a plain value is reported; its keys are then not reported
   * individually.
   */
  private Optional<Object> section(String path, Node.Section section) {
    Given given = keys.get(path);
    boolean missing = isMissing(path);
    if (section.optional() && (missing || (given != null && given.isNone()))) {
      return Optional.of(Optional.empty());
    }
    if (missing || (given != null && given.kind() != Given.Kind.SECTION)) {
      String fault = missing ? "section is missing; " : "is a section; ";
      problems.add(line(path), path, fault + listing(path));
      return Optional.empty();
    }
    Optional<Object> record = record(path + ".", section, "");
    return section.optional() ? record.map(Optional::of) : record;
  }

  private boolean isMissing(String section) {
    // A key that was written elsewhere does not make a section.
    return keys.values().stream()
        .map(Given::written)
        .noneMatch(path -> path.equals(section) || path.startsWith(section + "."));
  }

  private Optional<Object> variant(String path, Node.Variants variants) {
    String key = path + "." + Schema.KIND;
    Given given = keys.getOrDefault(key, keys.get(path));
    String must = "must be " + variants.expected();
    if (given == null) {
      problems.add(line(path), path, "is missing; it " + must);
    } else if (given.kind() == Given.Kind.MAPPING) {
      problems.add(given.line(), key, "is missing; it " + must);
    } else if (given.kind() == Given.Kind.LIST || !variants.kinds().containsKey(given.text())) {
      String was = given.text().isBlank() ? "empty" : given.text();
      String hint =
          Nearest.to(given.text(), variants.kinds().keySet())
              .map(nearest -> "; did you mean " + nearest + "?")
              .orElse("");
      problems.add(given.line(), given.written(), must + ", but was " + was + hint);
    } else {
      return record(path + ".", variants.kinds().get(given.text()), given.text());
    }
    return Optional.empty();
  }

  private Optional<Object> key(String path, Node.Key key) {
    Given given = keys.get(path);
    if (given == null) {
      if (key.byDefault().isEmpty()) {
        problems.add(line(path), path, "is missing; it must be " + key.type().expected());
      }
      return key.byDefault();
    }
    if (given.kind() == Given.Kind.MAPPING && key.type() instanceof Columns columns) {
      return columns(given, columns);
    }
    if (given.kind() == Given.Kind.SECTION || given.kind() == Given.Kind.MAPPING) {
      String text = "is not a section; it must be " + key.type().expected();
      problems.add(given.line(), given.written(), text);
      return Optional.empty();
    }
    return checked(given, key.type());
  }

  /** Columns are checked against their type one by one. */
  private Optional<Object> columns(Given given, Columns type) {
    int before = problems.count();
    keys.values().stream()
        .filter(entry -> entry.path().startsWith(given.path() + ".") && !entry.isSet())
        .forEach(entry -> checked(entry, type.setting()));
    return problems.count() > before ? Optional.empty() : type.parse(given.text());
  }

  private Optional<Object> checked(Given given, ValueType type) {
    boolean misplacedList = given.kind() == Given.Kind.LIST && !type.isList();
    Optional<Object> value =
        misplacedList ? Optional.empty() : type.parse(given.text()).filter(type::allows);
    if (value.isEmpty()) {
      String was = given.text().isBlank() ? "empty" : given.text();
      problems.add(
          given.line(), given.written(), "must be " + type.expected() + ", but was " + was);
    }
    return value;
  }

  /** Reports unknown keys, with a suggestion of what was meant. */
  public void unknown() {
    List<String> known = new ArrayList<>(schema.paths());
    for (Given given : keys.values()) {
      String path = given.path();
      String parent = Schema.parent(path);
      Optional<Node> section = parent.isEmpty() ? Optional.of(schema.root()) : schema.at(parent);
      boolean within = section.isEmpty() || section.get() instanceof Node.Key;
      if (within && !given.isSet() && isPart(path)) {
        continue; // a column, or part of what is reported itself
      }
      Node.Section chosen = null;
      if (section.orElse(null) instanceof Node.Variants variants) {
        Given kind = keys.get(parent + "." + Schema.KIND);
        chosen = kind == null ? null : variants.kinds().get(kind.text());
        if (chosen == null || Schema.last(path).equals(Schema.KIND)) {
          continue;
        }
        List<String> readers = variants.with(Schema.last(path));
        if (!readers.isEmpty() && !chosen.members().containsKey(Schema.last(path))) {
          problems.add(
              given.line(),
              given.written(),
              "is not read with %s %s, but with %s"
                  .formatted(parent, kind.text(), String.join(", ", readers)));
          continue;
        }
      }
      if (!known.contains(path)) {
        String hint =
            Nearest.to(path, known)
                .map(nearest -> "; did you mean " + nearest + "?")
                .orElseGet(() -> "; " + listing(within ? "" : parent));
        problems.add(given.line(), path, "unknown key" + hint);
      }
    }
  }

  /** Whether a path lies in what the file gives as a mapping, for a key or for no key at all. */
  private boolean isPart(String path) {
    for (String whole = Schema.parent(path); !whole.isEmpty(); whole = Schema.parent(whole)) {
      Given given = keys.get(whole);
      if (given != null
          && (given.kind() == Given.Kind.MAPPING
              || given.kind() == Given.Kind.SECTION
              || given.isSet()) // replaced on the command line
          && schema.at(whole).map(Node.Key.class::isInstance).orElse(true)) {
        return true;
      }
    }
    return false;
  }

  /** The keys of a section, or of the chosen kind of one. */
  private String listing(String section) {
    Node node = section.isEmpty() ? schema.root() : schema.at(section).orElseThrow();
    List<String> names = new ArrayList<>();
    if (node instanceof Node.Variants variants) {
      names.add(Schema.KIND);
      Given kind = keys.get(section + "." + Schema.KIND);
      node = variants.kinds().get(kind.text());
    }
    names.addAll(((Node.Section) node).members().keySet());
    return (section.isEmpty() ? "the keys are " : "its keys are ") + String.join(", ", names);
  }
}
