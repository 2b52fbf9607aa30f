package io.github.twscache.engine;

/**
 * Thrown to a caller that would wait for a load that waits for him.
 */
final class LoadCircleException extends IllegalStateException {

	private static final long serialVersionUID = 1L;

	LoadCircleException(int loads) {
		super("A load waits for itself, over " + loads + " load(s): a loader must not ask for a key whose load waits"
				+ " for it. Asked for by thread '" + Thread.currentThread().getName() + "'");
	}

}
