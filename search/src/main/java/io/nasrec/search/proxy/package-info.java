/**
 * Training-free proxies: functions of a bound network and scoring batches that change no weight.
 */
package io.nasrec.search.proxy;
