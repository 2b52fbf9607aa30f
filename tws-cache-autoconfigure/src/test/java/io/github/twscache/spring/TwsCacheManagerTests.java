package io.github.twscache.spring;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.github.twscache.CacheHierarchy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.cache.Cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link TwsCacheManager}.
 */
class TwsCacheManagerTests {

	private final CacheHierarchy hierarchy = CacheHierarchy.builder().build();

	private final TwsCacheManager manager = new TwsCacheManager(this.hierarchy);

	@AfterEach
	void close() {
		this.hierarchy.close();
	}

	@Test
	void cacheIsMadeAtFirstUseAndIsTheSameEachTime() {
		assertThat(this.manager.getCacheNames()).isEmpty();
		Cache cache = this.manager.getCache("jobs");
		assertThat(cache).isInstanceOf(TwsCache.class).isSameAs(this.manager.getCache("jobs"));
		assertThat(this.manager.getCacheNames()).containsExactly("jobs");
		assertThat(cache.getNativeCache()).isSameAs(this.hierarchy.cache("jobs"));
	}

	@Test
	void fixedNamesAreMadeAtOnceAndNoOthers() {
		this.manager.setCacheNames(List.of("jobs", "streams"));
		assertThat(this.hierarchy.names()).containsExactlyInAnyOrder("jobs", "streams");
		assertThat(this.manager.getCache("summary")).isNull();
		assertThat(this.hierarchy.find("summary")).isEmpty();
		assertThat(this.manager.getCacheNames()).containsExactlyInAnyOrder("jobs", "streams");
	}

	@Test
	void nullNamesMakeItDynamicAgain() {
		this.manager.setCacheNames(List.of("jobs"));
		assertThat(this.manager.isDynamic()).isFalse();
		this.manager.setCacheNames(null);
		assertThat(this.manager.isDynamic()).isTrue();
		assertThat(this.manager.getCache("summary")).isNotNull();
	}

	@Test
	void cachesThatThereAreStayWhenNamesAreFixed() {
		Cache jobs = this.manager.getCache("jobs");
		this.manager.setCacheNames(List.of("streams"));
		assertThat(this.manager.getCache("jobs")).isSameAs(jobs);
		assertThat(this.manager.getCacheNames()).containsExactlyInAnyOrder("jobs", "streams");
	}

	@Test
	void namesAreASnapshot() {
		this.manager.getCache("jobs");
		Collection<String> before = this.manager.getCacheNames();
		this.manager.getCache("streams");
		assertThat(before).containsExactly("jobs");
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(before::clear);
	}

	@Test
	void cachesOfTheHierarchyAreListedWhereNamesAreNotFixed() {
		this.hierarchy.cache("direct").put("a", 1);
		assertThat(this.manager.getCacheNames()).containsExactly("direct");
		assertThat(this.manager.getCache("direct").get("a", Integer.class)).isEqualTo(1);
	}

	@Test
	void resetClearsAndDropsNothing() {
		Cache jobs = this.manager.getCache("jobs");
		jobs.put("a", 1);
		this.manager.resetCaches();
		assertThat(jobs.get("a")).isNull();
		assertThat(this.manager.getCache("jobs")).isSameAs(jobs);
		jobs.put("a", 2);
		assertThat(jobs.get("a", Integer.class)).isEqualTo(2);
	}

	@Test
	void resetPassesOverACacheThatWasClosedOnItsOwn() {
		this.hierarchy.cache("closed").close();
		Cache jobs = this.manager.getCache("jobs");
		jobs.put("a", 1);
		this.manager.resetCaches();
		assertThat(jobs.get("a")).isNull();
	}

	@Test
	void resetOfAClosedHierarchySaysSo() {
		this.manager.getCache("jobs");
		this.hierarchy.close();
		assertThatIllegalStateException().isThrownBy(this.manager::resetCaches).withMessageContaining("closed");
	}

	@Test
	void creationListenerMayAskForTheCacheThatIsBeingMade() {
		List<Cache> heard = new ArrayList<>();
		this.hierarchy.addCreationListener((named) -> heard.add(this.manager.getCache(named.name())));
		Cache jobs = this.manager.getCache("jobs");
		assertThat(heard).containsExactly(jobs);
	}

	@Test
	void racingThreadsGetOneCache() throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(8);
		try {
			for (int round = 0; round < 100; round++) {
				String name = "cache" + round;
				Set<Cache> seen = Collections.newSetFromMap(new IdentityHashMap<>());
				List<Callable<Cache>> calls = Collections.nCopies(8, () -> this.manager.getCache(name));
				for (Future<Cache> call : threads.invokeAll(calls)) {
					seen.add(call.get());
				}
				assertThat(seen).hasSize(1).doesNotContainNull();
			}
		}
		finally {
			threads.shutdownNow();
		}
	}

}
