package io.github.twscache.metrics;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.github.twscache.CacheHierarchy;
import io.github.twscache.CacheLoadException;
import io.github.twscache.CacheSettings;
import io.github.twscache.CacheStatistics;
import io.github.twscache.NamedCache;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

/**
 * Tests for {@link CacheHierarchyMetrics}.
 */
class CacheHierarchyMetricsTests {

	private final MeterRegistry registry = new SimpleMeterRegistry();

	private final AtomicLong nanos = new AtomicLong();

	private CacheHierarchy hierarchy = CacheHierarchy.builder().ticker(this.nanos::get).build();

	@AfterEach
	void close() {
		this.hierarchy.close();
	}

	@Test
	void cachesMadeBeforeAndAfterBindingHaveMetersWithTheirTags() {
		this.hierarchy.cache("early");
		bind();
		this.hierarchy.cache("late");
		for (String name : List.of("early", "late")) {
			assertThat(meters(name)).extracting((meter) -> meter.getId().getName())
				.contains("cache.size", "cache.gets", "cache.puts", "cache.evictions", "cache.load",
						"cache.load.duration", "cache.removals", "tws.cache.level.gets", "tws.cache.level.size",
						"tws.cache.shard.size", "tws.cache.expirations", "tws.cache.lock.contentions",
						"tws.cache.cleanup", "tws.cache.load.inflight", "tws.cache.load", "tws.cache.moves",
						"tws.cache.stale.served", "tws.cache.ttl.policy.failures");
			assertThat(meters(name)).filteredOn((meter) -> meter.getId().getTag("le") == null)
				.allSatisfy((meter) -> assertThat(meter.getId().getDescription()).isNotBlank());
			assertThat(meters(name)).allSatisfy((meter) -> {
				assertThat(meter.getId().getTag("name")).isEqualTo(name);
				assertThat(meter.getId().getTag("cache.manager")).isEqualTo("jobManager");
			});
		}
	}

	@Test
	void standardMetersFollowWhatWasDone() {
		bind();
		NamedCache<Integer, String> cache = this.hierarchy.cache("jobs");
		for (int i = 0; i < 10; i++) {
			cache.put(i, "value");
		}
		cache.put(0, "other");
		cache.getIfPresent(1);
		cache.getIfPresent(2);
		cache.getIfPresent(99);
		cache.invalidate(3);
		assertThat(gauge("cache.size")).isEqualTo(9);
		assertThat(count("cache.gets", "result", "hit")).isEqualTo(2);
		assertThat(count("cache.gets", "result", "miss")).isEqualTo(1);
		assertThat(count("cache.puts")).isEqualTo(11);
		assertThat(count("cache.evictions")).isZero();
		assertThat(count("cache.removals", "reason", "explicit")).isEqualTo(1);
		cache.setMaxSize(4);
		assertThat(gauge("cache.size")).isEqualTo(cache.size()).isLessThanOrEqualTo(4);
		assertThat(count("cache.evictions")).isEqualTo(9 - cache.size());
		assertThat(count("cache.removals", "reason", "size")).isEqualTo(9 - cache.size());
	}

	@Test
	void expiredEntriesAreRemovalsAndExpirations() {
		bind();
		NamedCache<Integer, String> cache = this.hierarchy.cache("jobs");
		for (int i = 0; i < 10; i++) {
			cache.put(i, "value");
		}
		this.nanos.addAndGet(Duration.ofSeconds(90).toNanos());
		assertThat(cache.cleanUp()).isEqualTo(10);
		assertThat(count("tws.cache.expirations")).isEqualTo(10);
		assertThat(count("cache.removals", "reason", "expired")).isEqualTo(10);
		assertThat(count("cache.evictions")).isZero();
		assertThat(gauge("cache.size")).isZero();
	}

	@Test
	void failuresOfATtlPolicyAreCounted() {
		this.hierarchy.close();
		this.hierarchy = CacheHierarchy.builder()
			.settings((name) -> CacheSettings.builder().ttlPolicy((key, value) -> Duration.ofSeconds(-1)).build())
			.build();
		bind();
		NamedCache<Integer, String> cache = this.hierarchy.cache("jobs");
		cache.put(1, "value");
		assertThat(count("tws.cache.ttl.policy.failures")).isEqualTo(cache.metrics().ttlPolicyFailures()).isPositive();
	}

	@Test
	void levelsAndLocksAreCountedApart() {
		bind();
		NamedCache<Integer, String> cache = this.hierarchy.cache("jobs");
		cache.put(1, "value");
		for (int i = 0; i < 1_000; i++) {
			cache.getIfPresent(1);
		}
		cache.getIfPresent(2);
		CacheStatistics done = cache.metrics();
		assertThat(done.gets()).isEqualTo(1_001);
		assertThat(count("tws.cache.level.gets", "level", "l1", "result", "hit")).isEqualTo(done.l1Hits());
		assertThat(count("tws.cache.level.gets", "level", "l1", "result", "miss")).isEqualTo(1_001 - done.l1Hits());
		assertThat(count("tws.cache.level.gets", "level", "l2", "result", "hit")).isEqualTo(done.l2Hits());
		assertThat(count("tws.cache.level.gets", "level", "l2", "result", "miss")).isEqualTo(1);
		assertThat(gauge("tws.cache.level.size", "level", "l1")).isEqualTo(done.l1Size());
		assertThat(gauge("tws.cache.level.size", "level", "l2")).isEqualTo(1);
		assertThat(count("tws.cache.lock.contentions", "lock", "key")).isEqualTo(done.keyLockContentions());
		assertThat(count("tws.cache.lock.contentions", "lock", "shard")).isEqualTo(done.shardLockContentions());
	}

	@Test
	void loadsAreCountedAndTimedByResult() {
		bind();
		NamedCache<String, String> cache = this.hierarchy.cache("jobs");
		AtomicLong told = new AtomicLong();
		cache.addListener((event) -> told.addAndGet(event.duration().toNanos()));
		cache.get("a", (key) -> "value");
		cache.get("a", (key) -> "value");
		cache.get("b", (key) -> "value");
		assertThatExceptionOfType(CacheLoadException.class).isThrownBy(() -> cache.get("c", (key) -> {
			throw new IllegalStateException("broken");
		}));
		assertThat(count("cache.load", "result", "success")).isEqualTo(2);
		assertThat(count("cache.load", "result", "failure")).isEqualTo(1);
		TimeGauge duration = this.registry.get("cache.load.duration").timeGauge();
		assertThat(duration.value(TimeUnit.NANOSECONDS)).isPositive()
			.isCloseTo(cache.metrics().loadNanos(), within(1.0));
		Timer timer = this.registry.get("tws.cache.load").timer();
		assertThat(timer.count()).isEqualTo(3);
		assertThat(timer.totalTime(TimeUnit.NANOSECONDS)).isPositive().isCloseTo(told.get(), within(1.0));
		assertThat(timer.takeSnapshot().histogramCounts()).hasSize(13);
	}

	@Test
	void loadUnderWayIsInFlight() throws Exception {
		bind();
		NamedCache<String, String> cache = this.hierarchy.cache("jobs");
		CountDownLatch loading = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		ExecutorService executor = Executors.newSingleThreadExecutor();
		try {
			Future<?> load = executor.submit(() -> cache.get("a", (key) -> {
				loading.countDown();
				assertThat(release.await(30, TimeUnit.SECONDS)).isTrue();
				return "value";
			}));
			assertThat(loading.await(30, TimeUnit.SECONDS)).isTrue();
			assertThat(gauge("tws.cache.load.inflight")).isEqualTo(1);
			release.countDown();
			load.get(30, TimeUnit.SECONDS);
			assertThat(gauge("tws.cache.load.inflight")).isZero();
		}
		finally {
			release.countDown();
			executor.shutdownNow();
		}
	}

	@Test
	void cleanupIsTimed() {
		bind();
		NamedCache<String, String> cache = this.hierarchy.cache("jobs");
		cache.put("a", "value");
		cache.cleanUp();
		FunctionTimer timer = this.registry.get("tws.cache.cleanup").functionTimer();
		assertThat(whole(timer.count())).isEqualTo(cache.metrics().cleanups()).isPositive();
		// The registry keeps seconds, so a whole number of nanoseconds may come back with
		// a fraction.
		assertThat(timer.totalTime(TimeUnit.NANOSECONDS)).isPositive()
			.isCloseTo(cache.metrics().cleanupNanos(), within(0.5));
	}

	@Test
	void cacheThatDoesNotCountHasNoMetersOfLookUps() {
		this.hierarchy.close();
		this.hierarchy = CacheHierarchy.builder()
			.settings((name) -> CacheSettings.builder().recordStats(false).build())
			.build();
		bind();
		this.hierarchy.cache("jobs").put("a", "value");
		assertThat(meters("jobs")).extracting((meter) -> meter.getId().getName())
			.doesNotContain("cache.gets", "cache.puts", "tws.cache.level.gets")
			.contains("cache.size", "cache.load");
		assertThat(gauge("cache.size")).isEqualTo(1);
	}

	@Test
	void secondBindingOfARegistryCountsNothingTwice() {
		CacheHierarchyMetrics metrics = bind();
		metrics.bindTo(this.registry);
		NamedCache<String, String> cache = this.hierarchy.cache("jobs");
		int meters = this.registry.getMeters().size();
		new NamedCacheMeterBinder(cache, Tags.of("cache.manager", "jobManager", "name", "jobs")).bindTo(this.registry);
		cache.get("a", (key) -> "value");
		assertThat(this.registry.getMeters()).hasSize(meters);
		assertThat(this.registry.get("tws.cache.load").timer().count()).isEqualTo(1);
		assertThat(count("cache.load", "result", "success")).isEqualTo(1);
	}

	@Test
	void everyRegistryHasMetersOfItsOwn() {
		MeterRegistry second = new SimpleMeterRegistry();
		bind().bindTo(second);
		this.hierarchy.cache("jobs").get("a", (key) -> "value");
		assertThat(this.registry.get("tws.cache.load").timer().count()).isEqualTo(1);
		assertThat(second.get("tws.cache.load").timer().count()).isEqualTo(1);
		assertThat(second.get("cache.size").gauge().value()).isEqualTo(1);
	}

	@Test
	void registryThatRefusesAMeterDoesNotStopTheCache() {
		MeterRegistry hostile = new SimpleMeterRegistry();
		hostile.config().onMeterAdded((meter) -> {
			throw new IllegalArgumentException("refused");
		});
		new CacheHierarchyMetrics(this.hierarchy, () -> "jobManager").bindTo(hostile);
		NamedCache<String, String> cache = this.hierarchy.cache("jobs");
		assertThat(cache.get("a", (key) -> "value")).isEqualTo("value");
	}

	@Test
	void metersOfAClosedHierarchyReadZero() {
		bind();
		this.hierarchy.cache("jobs").get("a", (key) -> "value");
		this.hierarchy.close();
		assertThat(gauge("cache.size")).isZero();
		assertThat(count("cache.puts")).isZero();
		assertThat(count("cache.load", "result", "success")).isZero();
		assertThat(count("tws.cache.expirations")).isZero();
		assertThat(this.registry.get("cache.load.duration").timeGauge().value()).isZero();
		assertThat(this.registry.get("tws.cache.cleanup").functionTimer().count()).isZero();
		assertThat(this.registry.get("tws.cache.shard.size").tag("shard", "0").gauge().value()).isNaN();
		assertThat(this.registry.get("tws.cache.load").timer().count()).isEqualTo(1);
	}

	private CacheHierarchyMetrics bind() {
		CacheHierarchyMetrics metrics = new CacheHierarchyMetrics(this.hierarchy, () -> "jobManager");
		metrics.bindTo(this.registry);
		return metrics;
	}

	private List<Meter> meters(String cache) {
		return this.registry.getMeters()
			.stream()
			.filter((meter) -> cache.equals(meter.getId().getTag("cache")))
			.toList();
	}

	private long count(String name, String... tags) {
		return whole(this.registry.get(name).tags(tags).functionCounter().count());
	}

	private long gauge(String name, String... tags) {
		return whole(this.registry.get(name).tags(tags).gauge().value());
	}

	private static long whole(double value) {
		return BigDecimal.valueOf(value).longValueExact();
	}

}
