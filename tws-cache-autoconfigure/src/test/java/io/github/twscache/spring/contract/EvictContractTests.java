package io.github.twscache.spring.contract;

import org.junit.jupiter.api.Timeout;

import org.springframework.cache.Cache;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The contract of {@code evict}, {@code evictIfPresent}, {@code clear} and
 * {@code invalidate}. The documentation lets the first and the third be deferred; none of
 * these caches does that.
 */
@Timeout(60)
class EvictContractTests {

	@ContractTest
	void evictRemovesOneKey(Subject subject) {
		Cache cache = subject.cache();
		cache.put("a", "EXEC");
		cache.put("b", "SUCC");
		cache.evict("a");
		cache.evict("none");
		assertThat(cache.get("a")).isNull();
		assertThat(subject.value("b")).isEqualTo("SUCC");
	}

	@ContractTest
	void evictIfPresentTellsWhetherThereWasAnything(Subject subject) {
		Cache cache = subject.cache();
		assertThat(cache.evictIfPresent("a")).isFalse();
		cache.put("a", "EXEC");
		assertThat(cache.evictIfPresent("a")).isTrue();
		assertThat(cache.get("a")).isNull();
		assertThat(cache.evictIfPresent("a")).isFalse();
	}

	@ContractTest
	void evictIfPresentTakesACachedNullForSomething(Subject subject) {
		Cache cache = subject.cache();
		cache.put("a", null);
		assertThat(cache.evictIfPresent("a")).isTrue();
		assertThat(cache.get("a")).isNull();
	}

	@ContractTest
	void clearRemovesAll(Subject subject) {
		Cache cache = subject.cache();
		cache.put("a", "EXEC");
		cache.put("b", null);
		cache.clear();
		assertThat(cache.get("a")).isNull();
		assertThat(cache.get("b")).isNull();
		cache.clear();
		cache.put("a", "SUCC");
		assertThat(subject.value("a")).isEqualTo("SUCC");
	}

	@ContractTest
	void invalidateTellsWhetherThereWasAnything(Subject subject) {
		Cache cache = subject.cache();
		assertThat(cache.invalidate()).isFalse();
		cache.put("a", null);
		cache.put("b", "SUCC");
		assertThat(cache.invalidate()).isTrue();
		assertThat(cache.get("a")).isNull();
		assertThat(cache.get("b")).isNull();
		assertThat(cache.invalidate()).isFalse();
	}

	@ContractTest
	void evictedKeyIsLoadedAnew(Subject subject) {
		Cache cache = subject.cache();
		assertThat(cache.get("a", () -> "first")).isEqualTo("first");
		cache.evict("a");
		assertThat(cache.get("a", () -> "second")).isEqualTo("second");
		cache.clear();
		assertThat(cache.get("a", () -> "third")).isEqualTo("third");
	}

	@ContractTest
	void otherCachesAreLeftAlone(Subject subject) {
		subject.cache("jobs").put("a", "EXEC");
		subject.cache("streams").put("a", "READY");
		subject.cache("jobs").evict("a");
		assertThat(subject.cache("streams").get("a", String.class)).isEqualTo("READY");
		subject.cache("jobs").clear();
		assertThat(subject.cache("streams").get("a", String.class)).isEqualTo("READY");
	}

}
