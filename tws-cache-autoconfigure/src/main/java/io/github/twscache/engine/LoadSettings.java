package io.github.twscache.engine;

/**
 * What a store is told of its loads. Durations are in nanoseconds.
 *
 * @param throttleNanos how long nobody loads again after a failure where a stale value is
 * served instead, and how long a refresh that failed is not tried again
 */
public record LoadSettings(long throttleNanos) {

	/** Loads as they are without any setting. */
	public static final LoadSettings NONE = new LoadSettings(1_000_000_000);

}
