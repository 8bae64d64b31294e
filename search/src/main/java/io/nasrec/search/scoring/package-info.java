/** Candidates, their outcomes, and scoring them side by side over one read-only supernet. */
package io.nasrec.search.scoring;
