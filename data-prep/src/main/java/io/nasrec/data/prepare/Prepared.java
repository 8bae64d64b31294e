package io.nasrec.data.prepare;

import io.nasrec.data.Manifest;
import java.nio.file.Path;

/**
 * A data set that is ready for {@link io.nasrec.data.Dataset#open}.
 *
 * @param directory where it is
 * @param manifest its manifest
 * @param reused true if it already existed, made from the same raw data with the same options
 */
public record Prepared(Path directory, Manifest manifest, boolean reused) {}
