package io.github.twscache.spring;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.twscache.CacheHierarchy;
import io.github.twscache.CacheSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.cache.Cache;
import org.springframework.cache.Cache.ValueRetrievalException;
import org.springframework.cache.Cache.ValueWrapper;
import org.springframework.cache.concurrent.ConcurrentMapCache;
import org.springframework.cache.interceptor.SimpleKey;
import org.springframework.cache.support.NullValue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * The part of Spring's cache contract that its own cache keeps too, which proves the
 * expectations.
 */
class CacheContractTests {

	private static final String NULL_REFUSED = "Cache 'jobs' is configured to not allow null values but null was provided";

	interface Caches {

		Cache create(boolean allowNullValues);

	}

	private static CacheHierarchy hierarchy;

	static Stream<Named<Caches>> caches() {
		return Stream.of(Named.of("tws", CacheContractTests::twsCache),
				Named.of("concurrent map", (allowNullValues) -> new ConcurrentMapCache("jobs", allowNullValues)));
	}

	private static Cache twsCache(boolean allowNullValues) {
		hierarchy = CacheHierarchy.builder()
			.settings((name) -> CacheSettings.builder().allowNullValues(allowNullValues).build())
			.build();
		return new TwsCache(hierarchy.cache("jobs"));
	}

	@AfterEach
	void close() {
		if (hierarchy != null) {
			hierarchy.close();
			hierarchy = null;
		}
	}

	@ParameterizedTest
	@MethodSource("caches")
	void missIsNull(Caches caches) {
		Cache cache = caches.create(true);
		assertThat(cache.get("a")).isNull();
		assertThat(cache.get("a", String.class)).isNull();
		assertThat(cache.getName()).isEqualTo("jobs");
		assertThat(cache.getNativeCache()).isNotNull();
	}

	@ParameterizedTest
	@MethodSource("caches")
	void putReplacesValue(Caches caches) {
		Cache cache = caches.create(true);
		cache.put("a", "EXEC");
		cache.put("a", "SUCC");
		assertThat(value(cache.get("a"))).isEqualTo("SUCC");
		assertThat(cache.get("a", String.class)).isEqualTo("SUCC");
	}

	@ParameterizedTest
	@MethodSource("caches")
	void cachedNullIsAHit(Caches caches) {
		Cache cache = caches.create(true);
		cache.put("a", null);
		assertThat(value(cache.get("a"))).isNull();
		assertThat(cache.get("a", String.class)).isNull();
		assertThat(cache.<String>get("a", () -> "loaded")).isNull();
		assertThat(value(cache.putIfAbsent("a", "other"))).isNull();
		assertThat(value(cache.get("a"))).isNull();
		assertThat(cache.evictIfPresent("a")).isTrue();
	}

	@ParameterizedTest
	@MethodSource("caches")
	void loadedNullIsCached(Caches caches) {
		Cache cache = caches.create(true);
		assertThat(cache.<String>get("a", () -> null)).isNull();
		assertThat(cache.<String>get("a", () -> "again")).isNull();
		assertThat(value(cache.get("a"))).isNull();
	}

	@ParameterizedTest
	@MethodSource("caches")
	void foreignNullValueCountsAsNull(Caches caches) throws Exception {
		Constructor<NullValue> constructor = NullValue.class.getDeclaredConstructor();
		constructor.setAccessible(true);
		Cache cache = caches.create(true);
		cache.put("a", constructor.newInstance());
		assertThat(value(cache.get("a"))).isNull();
		assertThat(value(cache.putIfAbsent("a", "b"))).isNull();
	}

	@ParameterizedTest
	@MethodSource("caches")
	void nullIsRefusedWhereItIsNotAllowed(Caches caches) {
		Cache cache = caches.create(false);
		assertThatIllegalArgumentException().isThrownBy(() -> cache.put("a", null)).withMessage(NULL_REFUSED);
		assertThatIllegalArgumentException().isThrownBy(() -> cache.putIfAbsent("a", null)).withMessage(NULL_REFUSED);
		assertThatExceptionOfType(ValueRetrievalException.class).isThrownBy(() -> cache.get("a", () -> null))
			.satisfies((ex) -> assertThat(ex.getCause()).isInstanceOf(IllegalArgumentException.class)
				.hasMessage(NULL_REFUSED));
		assertThat(cache.get("a")).isNull();
	}

	@ParameterizedTest
	@MethodSource("caches")
	void wrongTypeIsAnIllegalState(Caches caches) {
		Cache cache = caches.create(true);
		cache.put("a", 1);
		assertThatIllegalStateException().isThrownBy(() -> cache.get("a", String.class))
			.withMessage("Cached value is not of required type [java.lang.String]: 1");
		assertThat(cache.<Object>get("a", (Class<Object>) null)).isEqualTo(1);
		assertThat(cache.get("a", Number.class)).isEqualTo(1);
	}

	@ParameterizedTest
	@MethodSource("caches")
	void failedLoadCarriesTheVeryCauseAndIsNotCached(Caches caches) {
		Cache cache = caches.create(true);
		for (Throwable failure : List.of(new IOException("io"), new IllegalStateException("state"),
				new AssertionError("error"), new ValueRetrievalException("b", () -> "b", new IOException("nested")))) {
			Callable<String> loader = () -> {
				if (failure instanceof Error error) {
					throw error;
				}
				throw (Exception) failure;
			};
			assertThatExceptionOfType(ValueRetrievalException.class).isThrownBy(() -> cache.get("a", loader))
				.satisfies((ex) -> assertThat(ex.getCause()).isSameAs(failure))
				.satisfies((ex) -> assertThat(ex.getKey()).isEqualTo("a"));
		}
		assertThat(cache.get("a", () -> "well")).isEqualTo("well");
	}

	@ParameterizedTest
	@MethodSource("caches")
	void retrieveTellsMissFromCachedNull(Caches caches) {
		Cache cache = caches.create(true);
		assertThat(cache.retrieve("a")).isNull();
		cache.put("a", null);
		cache.put("b", "EXEC");
		assertThat(cache.retrieve("a").join()).isInstanceOfSatisfying(ValueWrapper.class,
				(wrapper) -> assertThat(wrapper.get()).isNull());
		assertThat(cache.retrieve("b").join()).isInstanceOfSatisfying(ValueWrapper.class,
				(wrapper) -> assertThat(wrapper.get()).isEqualTo("EXEC"));
	}

	@ParameterizedTest
	@MethodSource("caches")
	void retrieveGivesThePlainValueWhereNullIsNotAllowed(Caches caches) {
		Cache cache = caches.create(false);
		cache.put("b", "EXEC");
		assertThat(cache.retrieve("b").join()).isEqualTo("EXEC");
	}

	@ParameterizedTest
	@MethodSource("caches")
	void retrieveLoadsOnceAndCachesNullToo(Caches caches) {
		Cache cache = caches.create(true);
		assertThat(cache.retrieve("a", () -> CompletableFuture.completedFuture("first")).join()).isEqualTo("first");
		assertThat(cache.retrieve("a", () -> CompletableFuture.completedFuture("second")).join()).isEqualTo("first");
		assertThat(cache.retrieve("n", () -> CompletableFuture.completedFuture(null)).join()).isNull();
		assertThat(cache.retrieve("n", () -> CompletableFuture.completedFuture("second")).join()).isNull();
	}

	@ParameterizedTest
	@MethodSource("caches")
	void failedRetrieveFailsItsFutureAloneAndIsNotCached(Caches caches) {
		Cache cache = caches.create(true);
		IOException failure = new IOException("io");
		assertThat(cache.retrieve("a", () -> CompletableFuture.failedFuture(failure))).failsWithin(5, TimeUnit.SECONDS)
			.withThrowableOfType(java.util.concurrent.ExecutionException.class)
			.withCause(failure);
		assertThat(cache.retrieve("a", () -> {
			throw new IllegalStateException("supplier");
		})).failsWithin(5, TimeUnit.SECONDS)
			.withThrowableThat()
			.havingRootCause()
			.isInstanceOf(IllegalStateException.class)
			.withMessage("supplier");
		assertThat(cache.retrieve("a", () -> null)).failsWithin(5, TimeUnit.SECONDS);
		assertThat(cache.retrieve("a", () -> CompletableFuture.completedFuture("well")))
			.succeedsWithin(5, TimeUnit.SECONDS)
			.isEqualTo("well");
	}

	@ParameterizedTest
	@MethodSource("caches")
	void putIfAbsentHasOneWinner(Caches caches) throws Exception {
		Cache cache = caches.create(true);
		ExecutorService threads = Executors.newFixedThreadPool(8);
		try {
			for (int round = 0; round < 200; round++) {
				String key = "k" + round;
				List<Callable<ValueWrapper>> calls = IntStream.range(0, 8)
					.mapToObj((i) -> (Callable<ValueWrapper>) () -> cache.putIfAbsent(key, i))
					.toList();
				Object winner = null;
				int stored = 0;
				for (Future<ValueWrapper> call : threads.invokeAll(calls)) {
					if (call.get() == null) {
						stored++;
					}
					else {
						winner = call.get().get();
					}
				}
				assertThat(stored).isEqualTo(1);
				assertThat(value(cache.get(key))).isEqualTo(winner);
			}
		}
		finally {
			threads.shutdownNow();
		}
	}

	@ParameterizedTest
	@MethodSource("caches")
	void evictAndClearSayWhetherSomethingWasThere(Caches caches) {
		Cache cache = caches.create(true);
		assertThat(cache.evictIfPresent("a")).isFalse();
		assertThat(cache.invalidate()).isFalse();
		cache.put("a", 1);
		cache.put("b", 2);
		assertThat(cache.evictIfPresent("a")).isTrue();
		assertThat(cache.get("a")).isNull();
		assertThat(cache.invalidate()).isTrue();
		assertThat(cache.get("b")).isNull();
		cache.put("a", 1);
		cache.put("b", 2);
		cache.evict("a");
		assertThat(cache.get("a")).isNull();
		cache.clear();
		assertThat(cache.get("b")).isNull();
	}

	@ParameterizedTest
	@MethodSource("caches")
	void keysAreComparedByEqualsAlone(Caches caches) {
		Cache cache = caches.create(true);
		List<Object> keys = List.of(1, 1L, "1", new SimpleKey(1, "1"), new SimpleKey("1", 1), SimpleKey.EMPTY,
				List.of(1));
		keys.forEach((key) -> cache.put(key, "value of " + key.getClass() + key));
		keys.forEach((key) -> assertThat(value(cache.get(key))).isEqualTo("value of " + key.getClass() + key));
		assertThat(value(cache.get(new SimpleKey(1, "1")))).isEqualTo("value of " + SimpleKey.class + keys.get(3));
	}

	private static Object value(ValueWrapper wrapper) {
		assertThat(wrapper).isNotNull();
		return wrapper.get();
	}

}
