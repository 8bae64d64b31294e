/**
 * Converts an experiment file into the settings of the lower modules, and records the provenance of
 * its results.
 */
package io.nasrec.experiments.setup;
