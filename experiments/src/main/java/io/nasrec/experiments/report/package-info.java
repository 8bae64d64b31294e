/** What a run found, as report.json and as report.html. */
package io.nasrec.experiments.report;
