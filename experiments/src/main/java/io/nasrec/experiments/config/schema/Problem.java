package io.nasrec.experiments.config.schema;

/**
 * Something wrong with one key.
 *
 * @param key the key's path
 * @param text what is wrong, after the key and a colon
 */
public record Problem(String key, String text) {}
