package io.github.twscache.spring.loading;

import org.jspecify.annotations.Nullable;

/**
 * What those who wait for a load have to know of the caller that leads it: whether what he
 * came to is for them. Safe for use by many threads.
 */
final class Leader {

	private final Origin origin;

	/** Set before those who wait are released. */
	private volatile boolean refused;

	Leader(Origin origin) {
		this.origin = origin;
	}

	/** Notes that the value is returned and not stored. */
	void refuse() {
		this.refused = true;
	}

	/**
	 * Tells whether a caller may take the value of a load.
	 * @param leader what its leader attached; {@code null} if he is no annotated method
	 * @param own the caller's origin
	 */
	static boolean mayTakeValue(@Nullable Object leader, Origin own) {
		return !(leader instanceof Leader known) || !known.refused || known.origin.equals(own);
	}

	/**
	 * Tells whether a caller may take the failure of a load.
	 * @param leader what its leader attached; {@code null} if he is no annotated method
	 * @param own the caller's origin
	 */
	static boolean mayTakeFailure(@Nullable Object leader, Origin own) {
		return leader instanceof Leader known && known.origin.equals(own);
	}

}
