package io.github.twscache.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

import io.github.twscache.CacheLoadException;
import io.github.twscache.TtlCache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * What a caller may ask of a cache. Loads that fail on purpose are done with; everything
 * else that is thrown reaches the test.
 */
enum Operation {

	GET, PUT, PUT_FOR_A_WHILE, PUT_IF_ABSENT, LOAD, FAILING_LOAD, ASYNC_LOAD, FAILING_ASYNC_LOAD, INVALIDATE, INSPECT,
	CLEAR, CLEAN_UP, RESIZE, CHANGE_BOUND, LIST_KEYS, READ_METRICS;

	/** The value that all of them store. */
	static final String WRITTEN = "written";

	/** Those of one key. */
	static Stream<Operation> ofAKey() {
		return Stream.of(values()).filter((operation) -> operation.compareTo(INSPECT) <= 0);
	}

	/** Those of all entries. */
	static Stream<Operation> ofAllEntries() {
		return Stream.of(values()).filter((operation) -> operation.compareTo(INSPECT) > 0);
	}

	boolean isLoad() {
		return compareTo(LOAD) >= 0 && compareTo(FAILING_ASYNC_LOAD) <= 0;
	}

	void run(TtlCache<Object, String> cache, Object key) {
		switch (this) {
			case GET -> cache.getIfPresent(key);
			case PUT -> cache.put(key, WRITTEN);
			case PUT_FOR_A_WHILE -> cache.put(key, WRITTEN, Duration.ofSeconds(30));
			case PUT_IF_ABSENT -> cache.putIfAbsent(key, WRITTEN);
			case LOAD -> cache.get(key, (missing) -> WRITTEN);
			case FAILING_LOAD -> expectFailure(catchThrowable(() -> cache.get(key, (missing) -> {
				throw new FailureOnPurpose();
			})));
			case ASYNC_LOAD -> cache.getAsync(key, (missing) -> CompletableFuture.completedFuture(WRITTEN)).join();
			case FAILING_ASYNC_LOAD -> expectFailure(catchThrowable(() -> cache
				.getAsync(key, (missing) -> CompletableFuture.<String>failedFuture(new FailureOnPurpose()))
				.join()));
			case INVALIDATE -> cache.invalidate(key);
			case INSPECT -> cache.inspect(key);
			case CLEAR -> cache.invalidateAll();
			case CLEAN_UP -> cache.cleanUp();
			case RESIZE -> cache.resize((cache.settings().numShards() > 1) ? 1 : 4).join();
			case CHANGE_BOUND -> cache.setMaxSize(cache.settings().maximum() ^ 1);
			case LIST_KEYS -> cache.keys().forEach((any) -> assertThat(any).isNotNull());
			case READ_METRICS -> assertThat(cache.metrics().size()).isNotNegative();
		}
	}

	/** A hit, and the failure that was asked for, are right; all else is not. */
	private static void expectFailure(Throwable thrown) {
		boolean wrapped = thrown instanceof CacheLoadException || thrown instanceof CompletionException;
		if (thrown != null && !(wrapped && thrown.getCause() instanceof FailureOnPurpose)) {
			throw Fault.raise(thrown);
		}
	}

	private static final class FailureOnPurpose extends IOException {

		private static final long serialVersionUID = 1L;

		private FailureOnPurpose() {
			super("a load that fails on purpose");
		}

	}

}
