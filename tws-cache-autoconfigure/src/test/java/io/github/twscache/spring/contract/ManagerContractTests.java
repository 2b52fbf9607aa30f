package io.github.twscache.spring.contract;

import java.util.Collection;
import java.util.List;

import org.junit.jupiter.api.Timeout;

import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The contract of {@link CacheManager}, and of the two modes that Spring's own managers
 * have in common.
 */
@Timeout(60)
class ManagerContractTests {

	@ContractTest
	void cacheIsMadeWhenItIsAskedForAndIsTheSameEachTime(Subject subject) {
		CacheManager manager = subject.manager();
		assertThat(manager.getCacheNames()).isEmpty();
		Cache cache = manager.getCache("jobs");
		assertThat(cache).isNotNull().isSameAs(manager.getCache("jobs"));
		assertThat(cache.getName()).isEqualTo("jobs");
		assertThat(manager.getCacheNames()).containsExactly("jobs");
	}

	@ContractTest
	void cachesOfTwoNamesAreTwoCaches(Subject subject) {
		subject.cache("jobs").put("a", "EXEC");
		assertThat(subject.cache("streams")).isNotSameAs(subject.cache("jobs"));
		assertThat(subject.cache("streams").get("a")).isNull();
		assertThat(subject.manager().getCacheNames()).containsExactlyInAnyOrder("jobs", "streams");
	}

	@ContractTest
	void namesDifferByCaseAndMayBeAnyText(Subject subject) {
		List<String> names = List.of("jobs", "Jobs", "my.jobs", "my jobs", "", "größe");
		for (String name : names) {
			subject.cache(name).put("a", name);
		}
		for (String name : names) {
			assertThat(subject.cache(name).getName()).isEqualTo(name);
			assertThat(subject.cache(name).get("a", String.class)).isEqualTo(name);
		}
		assertThat(subject.manager().getCacheNames()).containsExactlyInAnyOrderElementsOf(names);
	}

	@ContractTest(names = { "jobs", "streams" })
	void fixedNamesAreThereAndNoOthers(Subject subject) {
		CacheManager manager = subject.manager();
		assertThat(manager.getCacheNames()).containsExactlyInAnyOrder("jobs", "streams");
		assertThat(manager.getCache("jobs")).isNotNull().isSameAs(manager.getCache("jobs"));
		assertThat(manager.getCache("summary")).isNull();
		assertThat(manager.getCacheNames()).containsExactlyInAnyOrder("jobs", "streams");
	}

	@ContractTest
	void namesCannotBeChangedFromOutside(Subject subject) {
		subject.cache("jobs");
		Collection<String> names = subject.manager().getCacheNames();
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> names.remove("jobs"));
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> names.add("streams"));
		assertThat(subject.manager().getCacheNames()).containsExactly("jobs");
	}

	@ContractTest(with = Trait.SNAPSHOT_OF_NAMES)
	void namesStayAsTheyWere(Subject subject) {
		subject.cache("jobs");
		Collection<String> names = subject.manager().getCacheNames();
		subject.cache("streams");
		assertThat(names).containsExactly("jobs");
	}

	@ContractTest(without = Trait.SNAPSHOT_OF_NAMES)
	void namesFollowWithoutTheTrait(Subject subject) {
		subject.cache("jobs");
		Collection<String> names = subject.manager().getCacheNames();
		subject.cache("streams");
		assertThat(names).containsExactlyInAnyOrder("jobs", "streams");
	}

	@ContractTest
	void resetLeavesNothingInAnyCache(Subject subject) {
		subject.cache("jobs").put("a", "EXEC");
		subject.cache("streams").put("a", null);
		subject.manager().resetCaches();
		assertThat(subject.cache("jobs").get("a")).isNull();
		assertThat(subject.cache("streams").get("a")).isNull();
		subject.cache("jobs").put("a", "SUCC");
		assertThat(subject.cache("jobs").get("a", String.class)).isEqualTo("SUCC");
	}

	@ContractTest(names = { "jobs", "streams" })
	void resetKeepsFixedCaches(Subject subject) {
		Cache jobs = subject.cache("jobs");
		jobs.put("a", "EXEC");
		subject.manager().resetCaches();
		assertThat(subject.cache("jobs")).isSameAs(jobs);
		assertThat(jobs.get("a")).isNull();
		assertThat(subject.manager().getCacheNames()).containsExactlyInAnyOrder("jobs", "streams");
	}

	@ContractTest(with = Trait.KEEPS_CACHES_ON_RESET)
	void resetKeepsCachesThatWereAskedFor(Subject subject) {
		Cache jobs = subject.cache("jobs");
		jobs.put("a", "EXEC");
		subject.manager().resetCaches();
		assertThat(subject.cache("jobs")).isSameAs(jobs);
		assertThat(jobs.get("a")).isNull();
	}

	@ContractTest(without = Trait.KEEPS_CACHES_ON_RESET)
	void resetDropsCachesThatWereAskedForWithoutTheTrait(Subject subject) {
		Cache jobs = subject.cache("jobs");
		subject.manager().resetCaches();
		assertThat(subject.manager().getCacheNames()).isEmpty();
		assertThat(subject.cache("jobs")).isNotSameAs(jobs);
	}

}
