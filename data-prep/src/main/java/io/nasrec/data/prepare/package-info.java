/** From raw rows to a prepared data set: split, vocabulary, encode, write. */
package io.nasrec.data.prepare;
