/**
 * Files of keys whose schema is a record, whatever they are about: annotations of its components,
 * types of values, rules between keys, reading with all problems at once, writing, and a JSON
 * Schema for editors. Nothing here knows an experiment.
 */
package io.nasrec.experiments.config.schema;
