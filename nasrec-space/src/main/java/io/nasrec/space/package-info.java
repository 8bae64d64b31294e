/** Search spaces and architectures as immutable values, free of any tensor engine. */
package io.nasrec.space;
