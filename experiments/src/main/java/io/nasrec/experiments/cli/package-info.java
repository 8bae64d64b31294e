/** The command line: commands, what they share, the terminal, and how failures are told. */
package io.nasrec.experiments.cli;
