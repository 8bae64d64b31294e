/** Raw rows: the formats of public click logs, and synthetic data. */
package io.nasrec.data.raw;
