/** What a run, a comparison and a table of scores have found, as values; nothing here renders. */
package io.nasrec.experiments.results;
