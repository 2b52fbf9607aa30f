package io.github.twscache.benchmarks.soak;

/**
 * What a loader throws that fails on purpose: always the same object, so that callers can
 * tell it from every other failure.
 */
final class Refusal extends RuntimeException {

	static final Refusal INSTANCE = new Refusal();

	private static final long serialVersionUID = 1L;

	private Refusal() {
		super("A loader that fails on purpose", null, false, false);
	}

}
