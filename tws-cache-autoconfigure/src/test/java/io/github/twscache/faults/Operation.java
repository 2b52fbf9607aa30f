package io.github.twscache.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.github.twscache.CacheLoadException;
import io.github.twscache.LoadTicket;
import io.github.twscache.NamedCache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * What a caller may ask of a cache. Loads that fail on purpose are done with; everything
 * else that is thrown reaches the test.
 */
enum Operation {

	GET, PUT, PUT_FOR_A_WHILE, PUT_IF_ABSENT, LOAD, FAILING_LOAD, ASYNC_LOAD, FAILING_ASYNC_LOAD, LOAD_IN_STEPS,
	FAILING_LOAD_IN_STEPS, INVALIDATE, LOOK_UP, INSPECT, INVALIDATE_IF, CLEAR, CLEAN_UP, RESIZE, CHANGE_BOUND,
	CHANGE_TTL, LIST_KEYS, READ_METRICS;

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
		return compareTo(LOAD) >= 0 && compareTo(FAILING_LOAD_IN_STEPS) <= 0;
	}

	void run(NamedCache<Object, String> cache, Object key) {
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
			case LOAD_IN_STEPS -> loadInSteps(cache.startLoad(key, () -> true), (ticket) -> ticket.store(WRITTEN));
			case FAILING_LOAD_IN_STEPS ->
				loadInSteps(cache.startLoad(key, () -> false), (ticket) -> ticket.fail(new FailureOnPurpose()));
			case INVALIDATE -> cache.invalidate(key);
			case LOOK_UP -> cache.lookup(key);
			case INSPECT -> cache.inspect(key);
			case INVALIDATE_IF -> cache.invalidateIf((any) -> any == key);
			case CLEAR -> cache.invalidateAll();
			case CLEAN_UP -> cache.cleanUp();
			case RESIZE -> cache.resize((cache.settings().numShards() > 1) ? 1 : 4).join();
			case CHANGE_BOUND -> cache.setMaxSize(cache.settings().maximum() ^ 1);
			case CHANGE_TTL -> cache.setTtl(cache.settings().ttl());
			case LIST_KEYS -> cache.keys().forEach((any) -> assertThat(any).isNotNull());
			case READ_METRICS -> assertThat(cache.metrics().size()).isNotNegative();
		}
	}

	private static void loadInSteps(LoadTicket<String> ticket, Consumer<LoadTicket<String>> end) {
		switch (ticket.role()) {
			case FOUND -> assertThat(ticket.value()).isNotNull();
			case WAITS -> assertThat(ticket.await()).isNotNull();
			case LEADS, ALONE -> {
				try {
					end.accept(ticket);
				}
				finally {
					// Nothing, unless the end has failed.
					ticket.abandon();
				}
			}
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
