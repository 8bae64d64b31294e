/** Charts as SVG that needs only a style sheet: no script, no font, no network. */
package io.nasrec.experiments.report.chart;
