/** Training of the best candidates from scratch, and their single evaluation on the test split. */
package io.nasrec.search.retraining;
