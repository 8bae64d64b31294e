/** Model directories of trained networks, and the card that describes each to people. */
package io.nasrec.experiments.model;
