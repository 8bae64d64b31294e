/**
 * The measurements that proxies use: one subnet on the scoring data, measured once for all of them.
 * Nothing here changes a weight.
 */
package io.nasrec.search.measurement;
