package io.github.twscache.engine;

/**
 * Carries what a loader threw, as its cause, to the caller of the engine. Never seen by
 * anybody else.
 */
public final class LoadFailure extends Exception {

	private static final long serialVersionUID = 1L;

	private final boolean foreign;

	LoadFailure(Throwable cause) {
		this(cause, false);
	}

	LoadFailure(Throwable cause, boolean foreign) {
		super(null, cause, false, false);
		this.foreign = foreign;
	}

	/**
	 * Gives what the loader threw.
	 * @return the loader's own throwable
	 */
	public Throwable reason() {
		Throwable cause = getCause();
		return (cause != null) ? cause : this;
	}

	/**
	 * Tells whether the load came to what is no answer to this caller, because somebody
	 * else asked for something else: he has to load himself, alone.
	 * @return whether it did
	 */
	public boolean isForeign() {
		return this.foreign;
	}

}
