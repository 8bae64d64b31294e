package io.nasrec.experiments.config;

/** A choice that experiment files spell in their own way. */
interface Labelled {
  /** The spelling in experiment files. */
  String label();
}
