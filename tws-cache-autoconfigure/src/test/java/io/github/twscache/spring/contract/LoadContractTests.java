package io.github.twscache.spring.contract;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Timeout;

import org.springframework.cache.Cache;
import org.springframework.cache.Cache.ValueRetrievalException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * The contract of {@code get(key, Callable)}.
 */
@Timeout(60)
class LoadContractTests {

	@ContractTest
	void missIsLoadedAndCached(Subject subject) {
		Cache cache = subject.cache();
		assertThat(cache.get("a", () -> "loaded")).isEqualTo("loaded");
		assertThat(subject.value("a")).isEqualTo("loaded");
		assertThat(cache.get("a", () -> "again")).isEqualTo("loaded");
	}

	@ContractTest
	void hitIsNotLoaded(Subject subject) {
		Cache cache = subject.cache();
		cache.put("a", "EXEC");
		cache.put("n", null);
		assertThat(cache.get("a", () -> "loaded")).isEqualTo("EXEC");
		assertThat(cache.<String>get("n", () -> "loaded")).isNull();
	}

	@ContractTest
	void loadedNullIsCached(Subject subject) {
		Cache cache = subject.cache();
		assertThat(cache.<String>get("a", () -> null)).isNull();
		assertThat(subject.value("a")).isNull();
		assertThat(cache.<String>get("a", () -> "again")).isNull();
	}

	@ContractTest(nulls = false)
	void loadedNullIsAFailureWhereNullIsNotAllowed(Subject subject) {
		Cache cache = subject.cache();
		assertThatExceptionOfType(ValueRetrievalException.class).isThrownBy(() -> cache.get("a", () -> null))
			.withCauseExactlyInstanceOf(IllegalArgumentException.class);
		assertThat(cache.get("a")).isNull();
	}

	@ContractTest
	void exceptionOfALoaderIsWrappedOnceAndNotCached(Subject subject) {
		Cache cache = subject.cache();
		List<Exception> failures = List.of(new IOException("checked"), new IllegalStateException("unchecked"),
				new IllegalArgumentException("argument"),
				new ValueRetrievalException("other", () -> "other", new IOException("of another cache")));
		for (Exception failure : failures) {
			String key = String.valueOf(failure.getMessage());
			assertThatExceptionOfType(ValueRetrievalException.class).isThrownBy(() -> cache.get(key, failing(failure)))
				.satisfies((ex) -> assertThat(ex.getCause()).isSameAs(failure))
				.satisfies((ex) -> assertThat(ex.getKey()).isEqualTo(key));
			assertThat(cache.get(key)).isNull();
		}
	}

	@ContractTest(with = Trait.WRAPS_ERRORS)
	void errorOfALoaderIsWrappedToo(Subject subject) {
		AssertionError failure = new AssertionError("error");
		assertThatExceptionOfType(ValueRetrievalException.class)
			.isThrownBy(() -> subject.cache().get("a", failing(failure)))
			.satisfies((ex) -> assertThat(ex.getCause()).isSameAs(failure));
		assertThat(subject.cache().get("a")).isNull();
	}

	@ContractTest(without = Trait.WRAPS_ERRORS)
	void errorOfALoaderComesAsItIsWithoutTheTrait(Subject subject) {
		AssertionError failure = new AssertionError("error");
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> subject.cache().get("a", failing(failure)))
			.satisfies((ex) -> assertThat(ex).isSameAs(failure));
		assertThat(subject.cache().get("a")).isNull();
	}

	@ContractTest(with = Trait.FORGETS_FAILURES_AT_ONCE)
	void loadAfterAFailureBeginsAgain(Subject subject) {
		Cache cache = subject.cache();
		assertThatExceptionOfType(ValueRetrievalException.class)
			.isThrownBy(() -> cache.get("a", failing(new IOException("first"))));
		assertThat(cache.get("a", () -> "second")).isEqualTo("second");
	}

	@ContractTest(without = Trait.FORGETS_FAILURES_AT_ONCE)
	void loadSomeTimeAfterAFailureBeginsAgainWithoutTheTrait(Subject subject) {
		Cache cache = subject.cache();
		assertThatExceptionOfType(ValueRetrievalException.class)
			.isThrownBy(() -> cache.get("a", failing(new IOException("first"))));
		await().ignoreException(ValueRetrievalException.class)
			.untilAsserted(() -> assertThat(cache.get("a", () -> "second")).isEqualTo("second"));
	}

	@ContractTest
	void callersOfOneKeyShareALoad(Subject subject) throws Exception {
		Cache cache = subject.cache();
		AtomicInteger loads = new AtomicInteger();
		CountDownLatch began = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		Callable<String> loader = () -> {
			loads.incrementAndGet();
			began.countDown();
			release.await();
			return "value";
		};
		Callable<String> caller = () -> cache.get("a", loader);
		ExecutorService threads = Executors.newFixedThreadPool(5);
		try {
			List<Future<String>> answers = new ArrayList<>();
			answers.add(threads.submit(caller));
			began.await();
			for (int i = 0; i < 4; i++) {
				answers.add(threads.submit(caller));
			}
			release.countDown();
			for (Future<String> answer : answers) {
				assertThat(answer.get(30, TimeUnit.SECONDS)).isEqualTo("value");
			}
			assertThat(loads).hasValue(1);
		}
		finally {
			release.countDown();
			threads.shutdownNow();
		}
	}

	private static Callable<String> failing(Throwable failure) {
		return () -> {
			if (failure instanceof Error error) {
				throw error;
			}
			throw (Exception) failure;
		};
	}

}
