/**
 * What the user sees of work under way: progress, messages, the log file, and what a stop from
 * outside does.
 */
package io.nasrec.experiments.terminal;
