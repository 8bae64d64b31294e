/**
 * What an experiment file says, as the settings of the modules below; and what its results say of
 * where they come from.
 */
package io.nasrec.experiments.setup;
