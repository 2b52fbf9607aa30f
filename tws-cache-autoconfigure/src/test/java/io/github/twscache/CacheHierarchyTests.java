package io.github.twscache;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(30)
class CacheHierarchyTests {

	private final FakeTicker ticker = new FakeTicker();

	private final List<String> asked = new ArrayList<>();

	private final CacheHierarchy hierarchy = CacheHierarchy.builder().ticker(this.ticker).settings((name) -> {
		this.asked.add(name);
		return CacheSettings.builder().l1Enabled(!name.equals("flat")).ttl(Duration.ofSeconds(10)).build();
	}).build();

	@AfterEach
	void close() {
		this.hierarchy.close();
		assertThat(this.hierarchy.isClosed()).isTrue();
	}

	@Test
	void cacheIsMadeOnceByTheSettingsOfItsName() {
		NamedCache<String, String> jobs = this.hierarchy.cache("jobs");
		assertThat(this.hierarchy.<String, String>cache("jobs")).isSameAs(jobs);
		assertThat(jobs.name()).isEqualTo("jobs");
		assertThat(this.asked).containsExactly("jobs");
		assertThat(jobs.settings().ttl()).isEqualTo(Duration.ofSeconds(10));
	}

	@Test
	void findMakesNoCache() {
		assertThat(this.hierarchy.find("jobs")).isEmpty();
		assertThat(this.hierarchy.names()).isEmpty();
		NamedCache<Object, Object> jobs = this.hierarchy.cache("jobs");
		this.hierarchy.cache("streams");
		assertThat(this.hierarchy.find("jobs")).containsSame(jobs);
		assertThat(this.hierarchy.names()).containsExactly("jobs", "streams");
	}

	@Test
	void cachesShareNothingButTheirThreads() {
		NamedCache<String, String> jobs = this.hierarchy.cache("jobs");
		NamedCache<String, String> streams = this.hierarchy.cache("streams");
		jobs.put("key", "job");
		streams.put("key", "stream");
		assertThat(jobs.getIfPresent("key")).isEqualTo("job");
		jobs.invalidateAll();
		assertThat(streams.getIfPresent("key")).isEqualTo("stream");
		assertThat(this.hierarchy.statistics().caches()).containsOnlyKeys("jobs", "streams");
		assertThat(this.hierarchy.statistics().caches().get("jobs").hits()).isOne();
		assertThat(this.hierarchy.statistics().numShards()).isEqualTo(8);
	}

	@Test
	void invalidateIfTakesStaleValuesAlongAndCountsThoseThatWereInTime() {
		FakeTicker time = new FakeTicker();
		CacheSettings stale = CacheSettings.builder()
			.ttl(Duration.ofMinutes(1))
			.failSafeMaxStale(Duration.ofHours(1))
			.build();
		try (CacheHierarchy keeping = CacheHierarchy.builder().ticker(time).settings((name) -> stale).build()) {
			NamedCache<String, String> jobs = keeping.cache("jobs");
			jobs.put("PROD#1", "old");
			time.advance(Duration.ofMinutes(1));
			jobs.put("PROD#2", "new");
			jobs.put("TEST#1", "new");
			assertThat(jobs.lookup("PROD#1")).isPresent();
			assertThat(jobs.invalidateIf((key) -> key.startsWith("PROD"))).isOne();
			assertThat(jobs.lookup("PROD#1")).isEmpty();
			assertThat(jobs.keys()).containsExactly("TEST#1");
		}
	}

	@Test
	void cacheMayGoWithoutAFirstLevel() {
		NamedCache<String, String> flat = this.hierarchy.cache("flat");
		flat.put("key", "value");
		for (int i = 0; i < 500; i++) {
			assertThat(flat.getIfPresent("key")).isEqualTo("value");
		}
		assertThat(flat.metrics().l1Hits()).isZero();
		assertThat(flat.metrics().l2Hits()).isEqualTo(500);
		assertThat(flat.get("key", (key) -> "loaded")).isEqualTo("value");
	}

	@Test
	void cleanupReachesAllCaches() {
		this.hierarchy.cache("jobs").put("key", "value");
		this.hierarchy.cache("streams").put("key", "value");
		assertThat(this.hierarchy.cleanUp()).isZero();
		this.ticker.advance(Duration.ofSeconds(10));
		assertThat(this.hierarchy.cleanUp()).isEqualTo(2);
	}

	@Test
	void resizeReachesAllCachesAndThoseMadeLater() {
		NamedCache<Object, Object> before = this.hierarchy.cache("before");
		List<Integer> told = new CopyOnWriteArrayList<>();
		before.onResize(() -> told.add(before.numShardsInUse()));
		this.hierarchy.resize(3).join();
		NamedCache<Object, Object> after = this.hierarchy.cache("after");
		assertThat(before.numShardsInUse()).isEqualTo(3);
		assertThat(after.numShardsInUse()).isEqualTo(3);
		assertThat(this.hierarchy.numShards()).isEqualTo(3);
		assertThat(after.settings().origins()).containsEntry("num-shards", CacheSettings.RUNTIME_ORIGIN);
		Awaitility.await().untilAsserted(() -> assertThat(told).containsExactly(3));
	}

	@Test
	void contextOfTheCallerGoesWithALoadThatRunsApart() {
		ThreadLocal<String> context = new ThreadLocal<>();
		for (boolean virtual : new boolean[] { false, true }) {
			try (CacheHierarchy own = CacheHierarchy.builder()
				.virtualThreads(virtual)
				.loadMaxConcurrent(1)
				.loadDecorator((load) -> {
					String captured = context.get();
					return () -> {
						context.set(captured);
						load.run();
						context.remove();
					};
				})
				.settings((name) -> CacheSettings.builder().loadHardTimeout(Duration.ofMinutes(1)).build())
				.build()) {
				context.set("caller");
				NamedCache<String, String> jobs = own.cache("jobs");
				assertThat(jobs.loadsApart()).isTrue();
				assertThat(jobs.get("key", (key) -> context.get() + " in " + Thread.currentThread().getName()))
					.startsWith("caller in tws-cache-load-");
			}
		}
		assertThat(this.hierarchy.cache("jobs").loadsApart()).isFalse();
	}

	@Test
	void creationListenerHearsOfEachCacheOnce() {
		this.hierarchy.cache("before");
		List<String> heard = new ArrayList<>();
		this.hierarchy.addCreationListener((cache) -> heard.add(cache.name()));
		this.hierarchy.cache("after");
		this.hierarchy.cache("after");
		assertThat(heard).containsExactly("before", "after");
	}

}
