/** Training-free proxies, evolution, the journal and top-k retraining. */
package io.nasrec.search;
