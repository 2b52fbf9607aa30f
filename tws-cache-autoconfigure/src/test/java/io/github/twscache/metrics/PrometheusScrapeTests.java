package io.github.twscache.metrics;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.twscache.CacheHierarchy;
import io.github.twscache.CacheStatistics;
import io.github.twscache.NamedCache;
import io.github.twscache.actuate.RunningApplication;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatRuntimeException;
import static org.awaitility.Awaitility.await;

/**
 * Compares {@code /actuator/prometheus} of a running application with what was done to
 * its caches.
 */
class PrometheusScrapeTests {

	private static final Pattern SAMPLE = Pattern.compile("([a-z_0-9]+)\\{(.*)} ([^ ]+)");

	private static RunningApplication application;

	@BeforeAll
	static void start() {
		application = RunningApplication.start("tws.cache.cache-names=early", "tws.cache.dynamic=true");
	}

	@AfterAll
	static void stop() {
		application.close();
	}

	@Test
	void cacheMadeAtStartHasAllMeters() {
		compareWithWhatIsDoneTo("early");
	}

	@Test
	void cacheMadeLongAfterStartHasAllMeters() {
		assertThat(scrape("late")).isEmpty();
		compareWithWhatIsDoneTo("late");
	}

	@Test
	void cacheMadeInTheHierarchyHasMeters() {
		NamedCache<String, String> cache = application.cache("direct");
		cache.put("key", "value");
		assertThat(scrape("direct")).containsEntry("cache_size{}", 1.0).containsEntry("cache_puts_total{}", 1.0);
	}

	@Test
	void shardsThatAreNoMoreAreNotScraped() throws Exception {
		CacheHierarchy hierarchy = application.bean(CacheHierarchy.class);
		hierarchy.cache("resized");
		assertThat(shards("resized")).isEqualTo(8);
		try {
			hierarchy.resize(12).get(30, TimeUnit.SECONDS);
			await().untilAsserted(() -> assertThat(shards("resized")).isEqualTo(12));
		}
		finally {
			hierarchy.resize(8).get(30, TimeUnit.SECONDS);
		}
		await().untilAsserted(() -> assertThat(shards("resized")).isEqualTo(8));
	}

	@Test
	void noKeyAndNoValueIsEverScraped() {
		Cache cache = cache("discreet");
		cache.put("a-key-of-mine", "a-value-of-mine");
		cache.get("a-key-of-mine", () -> "a-value-of-mine");
		cache.get("another-key-of-mine", () -> "a-value-of-mine");
		assertThat(application.get("/prometheus").text()).contains("discreet").doesNotContain("of-mine");
	}

	private static void compareWithWhatIsDoneTo(String name) {
		Cache cache = cache(name);
		cache.put("a", 1);
		cache.put("a", 2);
		cache.put("b", 3);
		cache.get("a");
		cache.get("b");
		cache.get("missing");
		cache.get("c", () -> 4);
		assertThatRuntimeException().isThrownBy(() -> cache.get("d", () -> {
			throw new IllegalStateException("broken");
		}));
		cache.evict("b");
		CacheStatistics done = application.cache(name).metrics();
		assertThat(scrape(name)).containsEntry("cache_size{}", 2.0)
			.containsEntry("cache_gets_total{result=\"hit\"}", 2.0)
			.containsEntry("cache_gets_total{result=\"miss\"}", 3.0)
			.containsEntry("cache_puts_total{}", 4.0)
			.containsEntry("cache_evictions_total{}", 0.0)
			.containsEntry("cache_load_total{result=\"success\"}", 1.0)
			.containsEntry("cache_load_total{result=\"failure\"}", 1.0)
			.containsEntry("cache_load_duration_seconds{}", done.loadNanos() / 1e9)
			.containsEntry("cache_removals_total{reason=\"explicit\"}", 1.0)
			.containsEntry("cache_removals_total{reason=\"size\"}", 0.0)
			.containsEntry("cache_removals_total{reason=\"expired\"}", 0.0)
			.containsEntry("tws_cache_level_gets_total{level=\"l1\",result=\"hit\"}", (double) done.l1Hits())
			.containsEntry("tws_cache_level_gets_total{level=\"l1\",result=\"miss\"}", 5.0 - done.l1Hits())
			.containsEntry("tws_cache_level_gets_total{level=\"l2\",result=\"hit\"}", 2.0 - done.l1Hits())
			.containsEntry("tws_cache_level_gets_total{level=\"l2\",result=\"miss\"}", 3.0)
			.containsEntry("tws_cache_level_size{level=\"l1\"}", (double) done.l1Size())
			.containsEntry("tws_cache_level_size{level=\"l2\"}", 2.0)
			.containsEntry("tws_cache_expirations_total{}", 0.0)
			.containsEntry("tws_cache_moves_total{}", (double) done.moves())
			.containsEntry("tws_cache_lock_contentions_total{lock=\"key\"}", (double) done.keyLockContentions())
			.containsEntry("tws_cache_lock_contentions_total{lock=\"shard\"}", (double) done.shardLockContentions())
			.containsEntry("tws_cache_cleanup_seconds_count{}", (double) done.cleanups())
			.containsEntry("tws_cache_load_inflight{}", 0.0)
			.containsEntry("tws_cache_load_seconds_count{}", 2.0)
			.containsEntry("tws_cache_load_seconds_bucket{le=\"+Inf\"}", 2.0)
			.containsKeys("tws_cache_load_seconds_bucket{le=\"0.001\"}", "tws_cache_load_seconds_bucket{le=\"10.0\"}",
					"tws_cache_shard_size{shard=\"0\"}", "tws_cache_shard_size{shard=\"7\"}");
		assertThat(
				scrape(name).entrySet().stream().filter((sample) -> sample.getKey().startsWith("tws_cache_shard_size")))
			.hasSize(8)
			.satisfies((samples) -> assertThat(samples.stream().mapToDouble(Map.Entry::getValue).sum()).isEqualTo(2));
	}

	private static Cache cache(String name) {
		Cache cache = application.bean(CacheManager.class).getCache(name);
		assertThat(cache).isNotNull();
		return cache;
	}

	private static long shards(String cache) {
		return scrape(cache).keySet().stream().filter((sample) -> sample.startsWith("tws_cache_shard_size{")).count();
	}

	/*
	 * The samples of a cache, by name and by those tags that not all of its samples have.
	 */
	private static Map<String, Double> scrape(String cache) {
		Map<String, Double> samples = new TreeMap<>();
		String common = "cache=\"" + cache + "\",cache_manager=\"cacheManager\",";
		String named = "name=\"" + cache + "\"";
		application.get("/prometheus").text().lines().forEach((line) -> {
			Matcher sample = SAMPLE.matcher(line);
			if (sample.matches() && sample.group(2).contains("cache=\"" + cache + "\"")) {
				String tags = sample.group(2);
				assertThat(tags).contains(common).contains(named);
				String others = tags.replace(common, "").replace(named, "").replaceAll("^,|,$", "").replace(",,", ",");
				Double value = Double.valueOf(sample.group(3));
				assertThat(samples.put(sample.group(1) + "{" + others + "}", value)).as(line).isNull();
			}
		});
		return samples;
	}

}
