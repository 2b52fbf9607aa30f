package io.github.twscache.spring.loading;

import java.lang.reflect.Method;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Who asks for a value: two callers of equal origin have the same work done.
 * <p>
 * A value that is stored is for everybody who asks for its key. A failure, or a value
 * that {@code unless} refuses, is not: another method with the same cache and key could
 * have come to something else, and so could the same method with arguments that are not
 * part of the key.
 */
final class Origin {

	private final Object target;

	private final Method method;

	private final @Nullable Object[] arguments;

	Origin(Object target, Method method, @Nullable Object[] arguments) {
		this.target = target;
		this.method = method;
		this.arguments = arguments;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return this == other || (other instanceof Origin that && this.target == that.target
				&& this.method.equals(that.method) && areEqual(this.arguments, that.arguments));
	}

	private static boolean areEqual(@Nullable Object[] some, @Nullable Object[] others) {
		try {
			return Arrays.equals(some, others);
		}
		catch (RuntimeException ex) {
			// Arguments need no equals that works, unless they are keys.
			return false;
		}
	}

	@Override
	public int hashCode() {
		return 31 * System.identityHashCode(this.target) + this.method.hashCode();
	}

	@Override
	public String toString() {
		return this.method.toString();
	}

}
