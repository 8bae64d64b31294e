/**
 * The command line: commands, their shared options, the terminal, and the reporting of failures.
 */
package io.nasrec.experiments.cli;
