/**
 * Training networks from scratch side by side: one network over several seeds, or many networks
 * under one budget, compared in one table.
 */
package io.nasrec.experiments.trial;
