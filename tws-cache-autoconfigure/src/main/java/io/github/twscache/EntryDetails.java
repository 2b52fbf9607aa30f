package io.github.twscache;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Where an entry is and how old.
 *
 * @param level the level a read of it would hit
 * @param shard the index of its shard
 * @param age the time since its value was written
 * @param remaining the time until it expires; {@code null} if it never does
 */
public record EntryDetails(Level level, int shard, Duration age, @Nullable Duration remaining) {

	/**
	 * The levels of a hierarchy.
	 */
	public enum Level {

		/** The small local map. */
		L1,

		/** The sharded cache. */
		L2

	}

}
