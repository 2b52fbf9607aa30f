package io.github.twscache.engine;

import org.jspecify.annotations.Nullable;

/**
 * Stands for {@code null} in the engine, which knows no null values.
 */
public final class Masked {

	/** A cached {@code null}. */
	public static final Object NULL = new Object() {

		@Override
		public String toString() {
			return "null";
		}

	};

	private Masked() {
	}

	/**
	 * Masks a value.
	 * @param value the value
	 * @return the value, never {@code null}
	 */
	public static Object mask(@Nullable Object value) {
		return (value != null) ? value : NULL;
	}

	/**
	 * Unmasks a value.
	 * @param value a masked value
	 * @return the value
	 */
	public static @Nullable Object unmask(Object value) {
		return (value != NULL) ? value : null;
	}

}
