package io.github.twscache.sample.demo;

import org.jspecify.annotations.Nullable;

/**
 * What a burst is to be like.
 *
 * @param readers threads that read at the same time, 1 to 64; 8 if not given
 * @param millis how long they read, 100 to 10000; 2000 if not given
 */
public record BurstRequest(@Nullable Integer readers, @Nullable Integer millis) {

	static final int MOST_READERS = 64;

	private static final int DEFAULT_READERS = 8;

	private static final int DEFAULT_MILLIS = 2000;

	private static final int LEAST_MILLIS = 100;

	private static final int MOST_MILLIS = 10_000;

	int readerCount() {
		return inRange("readers", (this.readers != null) ? this.readers : DEFAULT_READERS, 1, MOST_READERS);
	}

	int durationMillis() {
		return inRange("millis", (this.millis != null) ? this.millis : DEFAULT_MILLIS, LEAST_MILLIS, MOST_MILLIS);
	}

	private static int inRange(String name, int value, int least, int most) {
		if (value < least || value > most) {
			throw new IllegalArgumentException(
					"%s is %d but must be from %d to %d".formatted(name, value, least, most));
		}
		return value;
	}

}
