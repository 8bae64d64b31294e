/** Tables of scores: many architectures, many proxies, and how alike the proxies rank. */
package io.nasrec.experiments.score;
