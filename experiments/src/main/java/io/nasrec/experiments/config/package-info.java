/**
 * Experiment files: YAML whose schema is the record {@link
 * io.nasrec.experiments.config.Experiment}.
 *
 * <p>The types and annotations of the records' components define what a key may contain; reading,
 * writing, comparing and every error text follow from them, by {@link
 * io.nasrec.experiments.config.schema}. A key that is added to a record exists everywhere. A sealed
 * interface of records is a section whose keys depend on its {@code kind}. Rules between keys are
 * in the constructors of the records.
 */
package io.nasrec.experiments.config;
