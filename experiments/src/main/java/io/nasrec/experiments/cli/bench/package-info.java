/** Measures the hot paths on random rows of Criteo's shape; see {@code docs/performance.md}. */
package io.nasrec.experiments.cli.bench;
