/** The architectures that the papers published, as facts in a notation of this project's own. */
package io.nasrec.space.published;
