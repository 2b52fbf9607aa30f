package io.github.twscache.spring.contract;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Timeout;

import org.springframework.cache.Cache;
import org.springframework.cache.Cache.ValueWrapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * The contract of {@code get(key)}, {@code get(key, type)}, {@code put} and
 * {@code putIfAbsent}.
 */
@Timeout(60)
class GetAndPutContractTests {

	private static final String NULL_REFUSED = "Cache 'jobs' is configured to not allow null values but null was provided";

	@ContractTest
	void cacheHasItsNameAndSomethingBehindIt(Subject subject) {
		assertThat(subject.cache().getName()).isEqualTo("jobs");
		assertThat(subject.cache().getNativeCache()).isNotNull().isSameAs(subject.cache().getNativeCache());
	}

	@ContractTest
	void missIsNull(Subject subject) {
		assertThat(subject.cache().get("a")).isNull();
		assertThat(subject.cache().get("a", String.class)).isNull();
		assertThat(subject.cache().<Object>get("a", (Class<Object>) null)).isNull();
	}

	@ContractTest
	void putReplaces(Subject subject) {
		Cache cache = subject.cache();
		cache.put("a", "EXEC");
		cache.put("b", "READY");
		cache.put("a", "SUCC");
		assertThat(subject.value("a")).isEqualTo("SUCC");
		assertThat(cache.get("a", String.class)).isEqualTo("SUCC");
		assertThat(subject.value("b")).isEqualTo("READY");
	}

	@ContractTest
	void cachedNullIsAWrapperOfNull(Subject subject) {
		Cache cache = subject.cache();
		cache.put("a", null);
		assertThat(subject.value("a")).isNull();
		cache.put("a", "SUCC");
		assertThat(subject.value("a")).isEqualTo("SUCC");
		cache.put("a", null);
		assertThat(subject.value("a")).isNull();
	}

	@ContractTest
	void typeOfACachedNullIsIrrelevant(Subject subject) {
		Cache cache = subject.cache();
		cache.put("a", null);
		assertThat(cache.get("a", Integer.class)).isNull();
		assertThat(cache.<Object>get("a", (Class<Object>) null)).isNull();
	}

	@ContractTest
	void valueOfAnotherTypeIsAnIllegalState(Subject subject) {
		Cache cache = subject.cache();
		cache.put("a", 1);
		assertThatIllegalStateException().isThrownBy(() -> cache.get("a", String.class));
		assertThat(cache.get("a", Integer.class)).isEqualTo(1);
		assertThat(cache.get("a", Number.class)).isEqualTo(1);
	}

	@ContractTest
	void nullTypeIsNotChecked(Subject subject) {
		Cache cache = subject.cache();
		cache.put("a", 1);
		assertThat(cache.<Object>get("a", (Class<Object>) null)).isEqualTo(1);
	}

	@ContractTest(nulls = false)
	void nullIsRefusedAndChangesNothing(Subject subject) {
		Cache cache = subject.cache();
		cache.put("a", "EXEC");
		assertThatIllegalArgumentException().isThrownBy(() -> cache.put("a", null)).withMessage(NULL_REFUSED);
		assertThatIllegalArgumentException().isThrownBy(() -> cache.put("b", null)).withMessage(NULL_REFUSED);
		assertThatIllegalArgumentException().isThrownBy(() -> cache.putIfAbsent("c", null)).withMessage(NULL_REFUSED);
		assertThat(subject.value("a")).isEqualTo("EXEC");
		assertThat(cache.get("b")).isNull();
		assertThat(cache.get("c")).isNull();
	}

	@ContractTest
	void putIfAbsentStoresAndAnswersNull(Subject subject) {
		assertThat(subject.cache().putIfAbsent("a", "EXEC")).isNull();
		assertThat(subject.value("a")).isEqualTo("EXEC");
	}

	@ContractTest
	void putIfAbsentKeepsWhatIsThereAndGivesIt(Subject subject) {
		Cache cache = subject.cache();
		cache.put("a", "EXEC");
		ValueWrapper present = cache.putIfAbsent("a", "SUCC");
		assertThat(present).isNotNull();
		assertThat(present.get()).isEqualTo("EXEC");
		assertThat(subject.value("a")).isEqualTo("EXEC");
	}

	@ContractTest
	void putIfAbsentTakesACachedNullForAValue(Subject subject) {
		Cache cache = subject.cache();
		assertThat(cache.putIfAbsent("a", null)).isNull();
		ValueWrapper present = cache.putIfAbsent("a", "SUCC");
		assertThat(present).isNotNull();
		assertThat(present.get()).isNull();
		assertThat(subject.value("a")).isNull();
	}

	@ContractTest
	void putIfAbsentIsAtomic(Subject subject) throws Exception {
		Cache cache = subject.cache();
		AtomicInteger numbers = new AtomicInteger();
		ExecutorService threads = Executors.newFixedThreadPool(6);
		try {
			for (int round = 0; round < 50; round++) {
				String key = "key" + round;
				Callable<Object> call = () -> {
					int own = numbers.incrementAndGet();
					ValueWrapper present = cache.putIfAbsent(key, own);
					return (present != null) ? present.get() : own;
				};
				List<Object> seen = new ArrayList<>();
				for (Future<Object> answer : threads.invokeAll(Collections.nCopies(6, call))) {
					seen.add(answer.get());
				}
				assertThat(seen).containsOnly(subject.value(key));
			}
		}
		finally {
			threads.shutdownNow();
		}
	}

	@ContractTest
	void keysAreComparedByEquals(Subject subject) {
		Cache cache = subject.cache();
		List<Object> keys = List.of(1, 1L, "1", '1', 1.0, List.of(1));
		keys.forEach((key) -> cache.put(key, key.getClass().getName()));
		keys.forEach((key) -> assertThat(subject.value(key)).isEqualTo(key.getClass().getName()));
		assertThat(subject.value(new ArrayList<>(List.of(1)))).isEqualTo(List.of(1).getClass().getName());
	}

}
