package io.github.twscache.engine;

import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * A load that is under way: the record that owns it, apart from any lock or thread.
 */
final class Load {

	final Object key;

	final int hash;

	/** The clears of the store when the load was registered. */
	final long clears;

	final long startNanos = System.nanoTime();

	/** The masked value, once it is stored, or a {@link Failed}; never exceptional. */
	final CompletableFuture<Object> result = new CompletableFuture<>();

	/** The thread that runs the loader, {@code null} where nobody can tell. */
	volatile @Nullable Thread runner;

	/**
	 * The end of a load that made no value.
	 *
	 * @param reason what the loader threw
	 * @param abandoned whether its leader gave up, so that those who wait may try again
	 */
	record Failed(Throwable reason, boolean abandoned) {
	}

	Load(Object key, int hash, long clears, @Nullable Thread runner) {
		this.key = key;
		this.hash = hash;
		this.clears = clears;
		this.runner = runner;
	}

}
