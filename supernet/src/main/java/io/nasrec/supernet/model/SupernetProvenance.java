package io.nasrec.supernet.model;

import io.nasrec.commons.DamagedFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;

/**
 * Where the weights of a warm supernet come from; in files one map of texts, like {@link
 * Provenance}.
 *
 * @param origin what is the same for all artefacts of the experiment
 * @param warmUpSettingsSha256 digest of the settings that the warm-up depends on
 */
public record SupernetProvenance(Provenance origin, String warmUpSettingsSha256) {

  /**
   * Reads {@link #texts()} back; other entries are left alone.
   *
   * @param file where they were read, for messages
   * @throws DamagedFileException if an entry is absent, or a number's is none
   */
  public static SupernetProvenance of(Path file, Map<String, String> texts) {
    try {
      return new SupernetProvenance(
          Provenance.of(texts), Provenance.text(texts, "warmUpSettingsSha256"));
    } catch (IllegalArgumentException e) {
      throw DamagedFileException.ofAnotherVersion(file, e.getMessage(), e);
    }
  }

  /** As files have it: a new map, sorted by key. */
  public SortedMap<String, String> texts() {
    SortedMap<String, String> texts = origin.texts();
    texts.put("warmUpSettingsSha256", warmUpSettingsSha256);
    return texts;
  }
}
