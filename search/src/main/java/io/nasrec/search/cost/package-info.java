/**
 * What a network costs, known before any tensor exists: limits on it, and trade-offs with quality.
 */
package io.nasrec.search.cost;
