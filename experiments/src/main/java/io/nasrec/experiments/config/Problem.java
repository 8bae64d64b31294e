package io.nasrec.experiments.config;

/**
 * Something wrong with one key.
 *
 * @param key the key's path
 * @param text what is wrong, after the key and a colon
 */
record Problem(String key, String text) {}
