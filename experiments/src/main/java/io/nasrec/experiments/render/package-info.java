/** Results as files for people: a run's report, a comparison. */
package io.nasrec.experiments.render;
