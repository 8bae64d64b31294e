/** Tables of scores: many architectures, many proxies, and how similarly the proxies rank. */
package io.nasrec.experiments.score;
