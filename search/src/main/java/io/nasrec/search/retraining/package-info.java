/** Training of the best candidates from scratch, and the one look at the test split. */
package io.nasrec.search.retraining;
