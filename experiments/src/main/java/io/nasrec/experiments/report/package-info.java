/** The report of a run's findings, report.json and report.html. */
package io.nasrec.experiments.report;
