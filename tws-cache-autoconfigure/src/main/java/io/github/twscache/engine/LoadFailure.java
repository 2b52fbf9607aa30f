package io.github.twscache.engine;

/**
 * Carries what a loader threw, as its cause, to the caller of the engine.
 */
public final class LoadFailure extends Exception {

	private static final long serialVersionUID = 1L;

	LoadFailure(Throwable cause) {
		super(null, cause, false, false);
	}

	/**
	 * Gives what the loader threw.
	 * @return the loader's own throwable
	 */
	public Throwable reason() {
		Throwable cause = getCause();
		return (cause != null) ? cause : this;
	}

}
