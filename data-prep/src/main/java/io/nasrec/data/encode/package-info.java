/** Raw rows as the inputs of networks: one rule for data sets and for rows to be predicted. */
package io.nasrec.data.encode;
