package io.nasrec.experiments.config.schema;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What may stand at a path of an experiment file. */
public sealed interface Node {

  /**
   * One value.
   *
   * @param type what it may be
   * @param byDefault the value of a key that is not given, if it may be left out
   * @param later whether it came after the first experiment files, so that digests leave it out
   *     where it has that value
   */
  record Key(ValueType type, Optional<Object> byDefault, boolean later) implements Node {

    /** Whether digests leave it out. */
    boolean isLeftOut(String text) {
      return later && text.equals(type.text(byDefault.orElseThrow()));
    }
  }

  /**
   * Keys, of which a record is made.
   *
   * @param record the record
   * @param optional whether the section may be left out; then the record is an {@code Optional}
   * @param members the keys in their order, without {@link Schema#KIND}
   */
  record Section(Class<?> record, boolean optional, Map<String, Node> members) implements Node {}

  /**
   * A section whose keys depend on its key {@link Schema#KIND}.
   *
   * @param kinds the section of each kind, in the order of their declaration
   */
  record Variants(Map<String, Section> kinds) implements Node {

    /** Completes the sentence "must be …". */
    String expected() {
      return "one of " + String.join(", ", kinds.keySet());
    }

    /** The kinds whose section has a key. */
    public List<String> with(String key) {
      return kinds.entrySet().stream()
          .filter(kind -> kind.getValue().members().containsKey(key))
          .map(Map.Entry::getKey)
          .toList();
    }
  }
}
