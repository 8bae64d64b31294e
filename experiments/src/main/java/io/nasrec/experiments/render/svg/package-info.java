/** Drawings: charts, and architectures as diagrams. */
package io.nasrec.experiments.render.svg;
