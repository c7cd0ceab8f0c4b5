package io.routerly.store.file;

import java.util.Optional;

/**
 * What is to become of archives.
 *
 * @param gzip whether they are compressed
 * @param retentionMonths for how many months they are kept; absent: for ever
 */
record ArchiveLimits(boolean gzip, Optional<Integer> retentionMonths) {}
