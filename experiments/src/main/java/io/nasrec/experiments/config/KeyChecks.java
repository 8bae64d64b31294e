package io.nasrec.experiments.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks the given values against the schema, key by key. */
final class KeyChecks {
  private final Map<String, Given> keys;
  private final Problems problems;

  KeyChecks(Map<String, Given> keys, Problems problems) {
    this.keys = keys;
    this.problems = problems;
  }

  /** Reports unknown keys, with a suggestion of what was meant. */
  void unknown() {
    List<String> known = new ArrayList<>(Schema.KEYS.keySet());
    known.addAll(Schema.SECTIONS.keySet());
    for (Given given : keys.values()) {
      // For an unknown section, only the section is reported.
      boolean parentKnown = Schema.SECTIONS.containsKey(section(given.path()));
      boolean reported = !section(given.path()).isEmpty() && !parentKnown;
      boolean entry = given.kind() == Given.Kind.ENTRY;
      if (entry || known.contains(given.path()) || (reported && given.line() != Given.SET)) {
        continue;
      }
      String hint =
          Nearest.to(given.path(), known)
              .map(nearest -> "; did you mean " + nearest + "?")
              .orElseGet(() -> "; " + listing(parentKnown ? section(given.path()) : ""));
      problems.add(given.line(), given.path(), "unknown key" + hint);
    }
  }

  /** The valid values by key path; problems are reported for the other keys. */
  Map<String, Object> values() {
    Set<String> absent = absentSections();
    Map<String, Object> values = new LinkedHashMap<>();
    Schema.KEYS.forEach(
        (path, type) -> {
          if (!absent.contains(section(path))) {
            value(path, type).ifPresent(value -> values.put(path, value));
          }
        });
    for (String section : absent) {
      if (isLeftOut(section)) {
        values.put(section, Optional.empty());
      }
    }
    return values;
  }

  /**
   * Reports sections that are missing or have a plain value; their keys are then not reported
   * individually.
   */
  private Set<String> absentSections() {
    Set<String> absent = new HashSet<>();
    for (String section : Schema.SECTIONS.keySet()) {
      Given given = keys.get(section);
      boolean missing = isMissing(section);
      if (isLeftOut(section)) {
        absent.add(section);
      } else if (missing || (given != null && given.kind() != Given.Kind.SECTION)) {
        String fault = missing ? "section is missing; " : "is a section; ";
        problems.add(line(section), section, fault + listing(section));
        absent.add(section);
      }
    }
    return absent;
  }

  private boolean isMissing(String section) {
    return keys.get(section) == null
        && keys.keySet().stream().noneMatch(path -> section(path).equals(section));
  }

  /** Whether an optional section is missing or explicitly absent. */
  private boolean isLeftOut(String section) {
    Given given = keys.get(section);
    boolean none =
        given != null
            && given.kind() == Given.Kind.VALUE
            && given.text().equals(OptionalValue.NONE);
    return Schema.OPTIONAL_SECTIONS.contains(section) && (none || isMissing(section));
  }

  /**
   * The line where a key is given; for a missing key, that of its section, or else the first line.
   */
  int line(String path) {
    Given given = keys.getOrDefault(path, keys.get(section(path)));
    return given == null ? 1 : given.line();
  }

  private Optional<Object> value(String path, ValueType type) {
    Given given = keys.get(path);
    if (given == null && type instanceof OptionalValue) {
      return type.parse(OptionalValue.NONE);
    }
    if (given == null) {
      problems.add(line(path), path, "is missing; it must be " + type.expected());
      return Optional.empty();
    }
    if (given.kind() == Given.Kind.MAPPING && type instanceof Columns columns) {
      return columns(given, columns);
    }
    if (given.kind() == Given.Kind.SECTION || given.kind() == Given.Kind.MAPPING) {
      problems.add(given.line(), path, "is not a section; it must be " + type.expected());
      return Optional.empty();
    }
    return checked(given, type);
  }

  /** Columns are checked against their type one by one. */
  private Optional<Object> columns(Given given, Columns type) {
    int before = problems.count();
    for (Given entry : keys.values()) {
      boolean within = entry.path().startsWith(given.path() + ".");
      if (within && entry.kind() == Given.Kind.ENTRY) {
        checked(entry, type.setting());
      }
    }
    return problems.count() > before ? Optional.empty() : type.parse(given.text());
  }

  private Optional<Object> checked(Given given, ValueType type) {
    boolean misplacedList = given.kind() == Given.Kind.LIST && !type.isList();
    Optional<Object> value =
        misplacedList ? Optional.empty() : type.parse(given.text()).filter(type::allows);
    if (value.isEmpty()) {
      String was = given.text().isBlank() ? "empty" : given.text();
      problems.add(given.line(), given.path(), "must be " + type.expected() + ", but was " + was);
    }
    return value;
  }

  private static String section(String path) {
    int dot = path.lastIndexOf('.');
    return dot < 0 ? "" : path.substring(0, dot);
  }

  private static String listing(String section) {
    return (section.isEmpty() ? "the keys are " : "its keys are ")
        + String.join(", ", Schema.members(section));
  }
}
