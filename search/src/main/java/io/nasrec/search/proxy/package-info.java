/** Training-free proxies: functions of a bound network and scoring batches that move no weight. */
package io.nasrec.search.proxy;
