/**
 * What every module from data preparation upwards needs and no domain owns: random streams, checked
 * and atomic files, digests, ordered parallel work, progress.
 */
package io.nasrec.commons;
