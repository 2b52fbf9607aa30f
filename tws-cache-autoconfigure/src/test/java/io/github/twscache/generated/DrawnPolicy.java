package io.github.twscache.generated;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

import io.github.twscache.TtlPolicy;

/**
 * A policy that says another thing of each value, or fails: always the same of the same.
 */
final class DrawnPolicy implements TtlPolicy<Key, Value> {

	private static final int THROWS = 0;

	private static final int THROWS_ERROR = 1;

	private static final int NEGATIVE = 2;

	private static final int NULL = 3;

	private static final int NOTHING_TO_SAY = 4;

	/** What it says of the others. */
	private static final Duration[] GIVEN = { Duration.ZERO, Duration.ofMillis(40), Duration.ofSeconds(20),
			Duration.ofDays(30) };

	private static final int FIRST_GIVEN = NOTHING_TO_SAY + 1;

	private final AtomicLong failures = new AtomicLong();

	@Override
	public @Nullable Duration ttl(Key key, @Nullable Value value) {
		if (fails(key, value)) {
			this.failures.incrementAndGet();
		}
		return switch (lot(key, value)) {
			case THROWS -> throw new IllegalStateException("a policy that fails on purpose");
			case THROWS_ERROR -> throw new LinkageError("a policy that fails on purpose");
			case NEGATIVE -> Duration.ofNanos(-1);
			case NULL -> null;
			case NOTHING_TO_SAY -> OWN_TTL;
			default -> given(key, value);
		};
	}

	/** How often it has failed. */
	long failures() {
		return this.failures.get();
	}

	static boolean fails(Key key, @Nullable Value value) {
		return lot(key, value) < NOTHING_TO_SAY;
	}

	/** Gives the time to live that it says, if it does. */
	static @Nullable Duration given(Key key, @Nullable Value value) {
		int lot = lot(key, value);
		return (lot >= FIRST_GIVEN) ? GIVEN[lot - FIRST_GIVEN] : null;
	}

	private static int lot(Key key, @Nullable Value value) {
		return ((value != null) ? value.id() : key.id()) % (FIRST_GIVEN + GIVEN.length);
	}

}
