package io.github.twscache.faults;

import java.io.IOException;

/**
 * What code of the user's may throw.
 */
public enum Fault {

	/** An unchecked exception. */
	UNCHECKED,

	/** A checked exception where none is declared, as Kotlin and Groovy allow. */
	CHECKED,

	/** A plain error. */
	ERROR,

	/** The heap is exhausted, or there are no more threads. */
	OUT_OF_MEMORY,

	/** The stack is exhausted. */
	STACK_OVERFLOW,

	/** An error that is to end its thread, as ThreadDeath was. */
	THREAD_DEATH;

	private static final String MESSAGE = "a fault on purpose";

	/** Makes one. */
	public Throwable make() {
		return switch (this) {
			case UNCHECKED -> new IllegalArgumentException(MESSAGE);
			case CHECKED -> new IOException(MESSAGE);
			case ERROR -> new AssertionError(MESSAGE);
			case OUT_OF_MEMORY -> new OutOfMemoryError(MESSAGE);
			case STACK_OVERFLOW -> new StackOverflowError(MESSAGE);
			case THREAD_DEATH -> new EndOfThread(MESSAGE);
		};
	}

	/**
	 * Throws whatever it is, declared or not.
	 * @return never; so that a caller can say {@code throw}
	 */
	public static RuntimeException raise(Throwable failure) {
		throw Fault.<RuntimeException>disguised(failure);
	}

	@SuppressWarnings({ "unchecked", "TypeParameterUnusedInFormals" })
	private static <X extends Throwable> X disguised(Throwable failure) throws X {
		throw (X) failure;
	}

	private static final class EndOfThread extends Error {

		private static final long serialVersionUID = 1L;

		private EndOfThread(String message) {
			super(message);
		}

	}

}
