/**
 * What proxies look at: one subnet on the scoring data, measured once for all of them. Nothing here
 * moves a weight.
 */
package io.nasrec.search.evidence;
